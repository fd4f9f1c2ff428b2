import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A directory of one test, gone after it.
enum TemporaryDirectory {
    @TaskLocal static var path = "/nonexistent"

    static func write(_ text: String, to name: String, mode: mode_t = 0o600) throws {
        let file = try #require(fopen("\(path)/\(name)", "w"))
        fputs(text, file)
        fclose(file)
        chmod("\(path)/\(name)", mode)
    }

    static func read(_ name: String) -> String {
        guard let file = fopen("\(path)/\(name)", "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65536)
        return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
    }
}

struct TemporaryDirectoryTrait: TestTrait, TestScoping {
    func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
        var template = Array("/tmp/mcp-launch-XXXXXX".utf8CString)
        let path = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer { remove(path) }
        try await TemporaryDirectory.$path.withValue(path) { try await function() }
    }

    private func remove(_ directory: String) {
        guard let entries = opendir(directory) else { return }
        while let entry = readdir(entries) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard name != ".", name != ".." else { continue }
            let path = "\(directory)/\(name)"
            if unlink(path) != 0 { remove(path) }
        }
        closedir(entries)
        rmdir(directory)
    }
}

extension Trait where Self == TemporaryDirectoryTrait {
    static var temporaryDirectory: Self { TemporaryDirectoryTrait() }
}
