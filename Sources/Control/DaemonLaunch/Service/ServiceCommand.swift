import CKernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Running a program of the system to its end.
enum ServiceCommand {
    /// Runs a program found on PATH; returns its exit code (128 + signal when one ended it) and what it said on both channels.
    static func run(_ words: [String]) throws(LaunchFailure) -> (code: Int32, output: String) {
        guard let name = words.first, let program = path(of: name) else {
            throw failure(words, "there is no such program on the PATH")
        }
        var (reader, writer): (Int32, Int32) = (-1, -1)
        let piped = ck_pipe(&reader, &writer)
        guard piped == 0 else { throw failure(words, "a pipe cannot be made: \(reason(-piped))") }
        defer { close(reader) }
        let spawned = spawn(program, words, output: writer)
        close(writer)
        guard spawned.error == 0 else { throw failure(words, "it cannot be run: \(reason(spawned.error))") }
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(reader, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            // It may say more than we want to hear, but must not wait for us.
            if output.count < 64 << 10 { output += chunk[..<count] }
        }
        var status = ck_exit()
        ck_exit_status(spawned.process, &status)
        ck_reap(spawned.process)
        return (status.signal == 0 ? status.code : 128 + status.signal, String(decoding: output, as: UTF8.self))
    }

    private static func spawn(_ program: String, _ words: [String], output: Int32) -> ck_spawn_result {
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { if null >= 0 { close(null) } }
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        return pointers.withUnsafeBufferPointer { arguments in
            program.withCString { executable in
                var request = ck_spawn_request()
                request.executable = executable
                request.arguments = arguments.baseAddress
                request.environment = ck_environment()
                (request.standard_input, request.standard_output, request.standard_error) = (null, output, output)
                request.descriptor3 = -1
                return ck_spawn(&request)
            }
        }
    }

    private static func path(of name: String) -> String? {
        guard let path = getenv("PATH") else { return nil }
        return String(cString: path).split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }

    private static func failure(_ words: [String], _ what: String) -> LaunchFailure {
        LaunchFailure(
            code: "service-failed", problem: "'\(words.joined(separator: " "))' did not work: \(what)",
            remedy: "run 'mcp-manager daemon start' instead, which needs no service manager")
    }
}
