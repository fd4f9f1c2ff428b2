import CKernel
import Synchronization
import Testing

@testable import SecretStores

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program that a test stands on, with its input and output in our hands. Ended when the test lets go of it.
final class ForeignProgram: Sendable {
    let processID: Int32
    private let output: Int32
    private let state: Mutex<State>

    private struct State {
        /// `nil` after it was closed.
        var input: Int32?
        var hasEnded = false
    }

    init(_ name: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        let path = try #require(Self.path(of: name), "\(name) is missing; install dbus, gnome-keyring and libsecret-1-0")
        var (theirInput, input): (Int32, Int32) = (-1, -1)
        var (output, theirOutput): (Int32, Int32) = (-1, -1)
        try #require(ck_pipe(&theirInput, &input) == 0 && ck_pipe(&output, &theirOutput) == 0)
        defer {
            close(theirInput)
            close(theirOutput)
        }
        let silence = open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer { close(silence) }
        let words = ([path] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        let result = words.withUnsafeBufferPointer { words in
            variables.withUnsafeBufferPointer { variables in
                path.withCString { path in
                    var request = ck_spawn_request(
                        executable: path, arguments: words.baseAddress, environment: variables.baseAddress, directory: nil,
                        standard_input: theirInput, standard_output: theirOutput, standard_error: silence, descriptor3: -1,
                        detached: false, open_files: 0, control_group: -1, death_signal: 0, tag: 0)
                    return ck_spawn(&request)
                }
            }
        }
        try #require(result.error == 0, "\(name) does not start: errno \(result.error)")
        processID = result.process
        self.output = output
        state = Mutex(State(input: input))
    }

    deinit {
        end()
        closeInput()
        close(output)
    }

    /// Writes to its standard input, and nothing more after that.
    func say(_ text: String) {
        var text = text
        state.withLock { state in
            guard let input = state.input else { return }
            _ = text.withUTF8 { write(input, $0.baseAddress, $0.count) }
        }
        closeInput()
    }

    private func closeInput() {
        state.withLock { state in
            if let input = state.input { close(input) }
            state.input = nil
        }
    }

    /// Reads its output line by line until `isIt`; `nil` when it ends before. Others go on meanwhile.
    func line(where isIt: @escaping @Sendable (String) -> Bool) async throws -> String? {
        try await onOwnThread { [self] _ in
            while let line = nextLine() {
                if isIt(line) { return line }
            }
            return nil
        }
    }

    /// Everything it says until it ends.
    func lines() async throws -> [String] {
        try await onOwnThread { [self] _ in
            var lines: [String] = []
            while let line = nextLine() { lines.append(line) }
            return lines
        }
    }

    private func nextLine() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1 {
            guard byte != UInt8(ascii: "\n") else { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return nil
    }

    func signal(_ number: Int32) { kill(processID, number) }

    /// Kills it, with what it has started, and waits for that.
    func end() {
        state.withLock { state in
            guard !state.hasEnded else { return }
            kill(-processID, SIGKILL)
            _ = wait()
            state.hasEnded = true
        }
    }

    /// Waits until it ends by itself. Whether it was content.
    func succeeds() async throws -> Bool {
        closeInput()
        return try await onOwnThread { [self] _ in
            state.withLock { state in
                guard !state.hasEnded else { return false }
                state.hasEnded = true
                return wait() == 0
            }
        }
    }

    private func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(processID, &status, 0) < 0, errno == EINTR {}
        return status
    }

    static func path(of name: String) -> String? {
        ["/usr/bin/", "/usr/local/bin/", "/bin/"].map { $0 + name }.first { access($0, X_OK) == 0 }
    }
}
