import CKernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The runs of one home, in a folder that outlives the daemon: a small file for each, there as long as the run.
///
/// Nothing here is an error. A full disk, say, costs the records; the marks of the processes are there all the same.
public struct RunLedger: Sendable {
    let directory: String
    /// Which home this is, in the marks of its processes.
    let home: UInt32
    let boot: String

    /// - Parameter home: The manager's own directory, which exists; by whatever name, it is the same home.
    public init(home: String) {
        var path = home
        if let resolved = realpath(home, nil) {
            path = String(cString: resolved)
            free(resolved)
        }
        directory = path + "/run/trees"
        // FNV-1a, 32 bits: the same in every life of the daemon.
        self.home = RunMark(home: path.utf8.reduce(0x811c_9dc5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }, serial: 0).home
        boot = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
            guard let base = buffer.baseAddress else { return "" }
            let length = ck_boot_name(base, 128)
            return length > 0 ? String(decoding: buffer[..<Int(length)].map(UInt8.init(bitPattern:)), as: UTF8.self) : ""
        }
    }

    private func path(_ leader: ProcessIdentity) -> String { "\(directory)/\(leader.processID)" }

    /// A record cut short by a crash is no record: its last line is missing.
    func write(_ record: RunRecord) {
        mkdir(directory, 0o700)
        let descriptor = open(path(record.leader), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        var text = record.text
        _ = text.withUTF8 { Self.write(descriptor, $0) }
        close(descriptor)
    }

    private static func write(_ descriptor: Int32, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    func remove(_ leader: ProcessIdentity) { unlink(path(leader)) }

    func records() -> [RunRecord] {
        files().compactMap { name in
            guard let file = fopen("\(directory)/\(name)", "r") else { return nil }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 8192)
            let count = fread(&bytes, 1, bytes.count, file)
            return RunRecord(text: String(decoding: bytes[..<count], as: UTF8.self))
        }
    }

    /// Forgets everything, also what is no record.
    func clear() {
        for name in files() { unlink("\(directory)/\(name)") }
    }

    private func files() -> [String] {
        guard let folder = opendir(directory) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }
}
