import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A folder of one test, gone after it.
enum TemporaryFolder {
    @TaskLocal static var path = "/nonexistent"

    static func make() throws -> String {
        var template = Array("/tmp/mcp-secrets-XXXXXX".utf8CString)
        return try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    static func write(_ bytes: some Sequence<UInt8>, to path: String, mode: mode_t = 0o600) throws {
        let file = try #require(fopen(path, "w"))
        let bytes = Array(bytes)
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
        chmod(path, mode)
    }

    /// Empty when there is no such file.
    static func read(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        return Array(bytes[..<fread(&bytes, 1, bytes.count, file)])
    }

    /// The permission bits of a file.
    static func mode(of path: String) -> mode_t {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts.st_mode & 0o777 : 0
    }

    /// The names in a folder, sorted.
    static func names(in folder: String) -> [String] {
        guard let entries = opendir(folder) else { return [] }
        defer { closedir(entries) }
        var names: [String] = []
        while let entry = readdir(entries) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func remove(_ folder: String) {
        for name in names(in: folder) {
            let path = "\(folder)/\(name)"
            if unlink(path) != 0 { remove(path) }
        }
        rmdir(folder)
    }
}

struct TemporaryFolderTrait: TestTrait, TestScoping {
    func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
        let path = try TemporaryFolder.make()
        defer { TemporaryFolder.remove(path) }
        try await TemporaryFolder.$path.withValue(path) { try await function() }
    }
}

extension Trait where Self == TemporaryFolderTrait {
    static var temporaryFolder: Self { TemporaryFolderTrait() }
}
