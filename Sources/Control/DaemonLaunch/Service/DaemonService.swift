import CKernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The daemon of a home as a service of the user's session: systemd's on Linux, launchd's on macOS.
public struct DaemonService: Sendable {
    public let file: ServiceFile

    /// Throws when the daemon's program is not installed.
    public init(home: HomeDirectory, environment: (String) -> String?) throws(LaunchFailure) {
        let program = try DaemonLauncher.daemonExecutable()
        let user = environment("HOME") ?? "/"
        #if os(macOS)
            file = .launchd(
                home: home, isStandard: home.isStandard(environment: environment), program: program,
                folder: user + "/Library/LaunchAgents")
        #else
            var configuration = user + "/.config"
            // A relative one is to be ignored (XDG Base Directory Specification).
            if let folder = environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") { configuration = folder }
            file = .systemd(
                home: home, isStandard: home.isStandard(environment: environment), program: program,
                folder: configuration + "/systemd/user")
        #endif
    }

    // MARK: The file

    /// What is there now; `nil` when it is not installed.
    public var installedText: String? {
        guard let stream = fopen(file.path, "r") else { return nil }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, stream)], as: UTF8.self)
    }

    /// Puts the file in its place, whole or not at all.
    public func write() throws(LaunchFailure) {
        var folder = ""
        for part in file.path.split(separator: "/").dropLast() {
            folder += "/\(part)"
            mkdir(folder, 0o755)
        }
        let draft = "\(file.path).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .noServiceFile(file.path, errno: errno) }
        let stream = fdopen(descriptor, "w")
        // The last write happens when the stream is closed.
        let isWritten = fputs(file.text, stream) >= 0 && fclose(stream) == 0
        guard isWritten, rename(draft, file.path) == 0 else {
            let error = errno
            unlink(draft)
            throw .noServiceFile(file.path, errno: error)
        }
    }

    /// Takes the file away; nothing happens when it is not there.
    public func remove() throws(LaunchFailure) {
        guard unlink(file.path) == 0 || errno == ENOENT else { throw .noServiceFile(file.path, errno: errno) }
    }

    // MARK: The service manager

    /// Whether the service manager can be asked. In a container, say, there is none.
    public var isManaged: Bool { (try? perform(.probe)) != nil }

    /// The process that the service manager runs; `nil` when it runs none or cannot be asked.
    public var process: Int32? {
        (try? perform(.identify)).flatMap { file.process(in: $0) }
    }

    /// Returns what the last command said.
    @discardableResult
    public func perform(_ step: ServiceFile.Step) throws(LaunchFailure) -> String {
        var answer = ""
        for words in commands(step) {
            let (code, output) = try ServiceCommand.run(words)
            guard code == 0 else { throw .serviceFailed(words, code, output) }
            answer = output
        }
        return answer
    }

    /// What a person would type to have it done.
    public func commands(_ step: ServiceFile.Step) -> [[String]] { file.commands(step, user: getuid()) }
}

extension LaunchFailure {
    fileprivate static func noServiceFile(_ path: String, errno: Int32) -> LaunchFailure {
        LaunchFailure(
            code: "service-failed", problem: "the file '\(path)' cannot be written: \(reason(errno))",
            remedy: "give yourself the right to its folder, and try again")
    }

    fileprivate static func serviceFailed(_ words: [String], _ code: Int32, _ output: String) -> LaunchFailure {
        let command = words.joined(separator: " ")
        let said = output.split(separator: "\n").suffix(3).joined(separator: " / ")
        return LaunchFailure(
            code: "service-failed",
            problem: "'\(command)' failed with code \(code)" + (said.isEmpty ? "" : ": \(said)"),
            remedy: "run it yourself to see why; 'mcp-manager daemon start' runs the daemon without it")
    }
}
