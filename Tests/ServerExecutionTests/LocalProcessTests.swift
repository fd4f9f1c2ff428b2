import NIOCore
import ServerExecution
import ServerModel
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(1)))
struct `A process` {
    @Test func `tells its life from start to end`() async throws {
        let process = try await RunningProcess(shell: "printf 'one\\n\\ntwo\\r\\nlast'; exit 3")
        let words = await process.everything().words
        #expect(words == ["started", "message: one", "message: two", "message: last", "stdout closed", "ended: exit 3"])
    }

    @Test func `answers what it is sent`() async throws {
        let process = try await RunningProcess(.program("/bin/cat"))
        try await process.act { $0.send(ByteBuffer(string: #"{"id":0}"#)) }
        #expect(await process.firstMessage() == #"{"id":0}"#)
        try await process.act { $0.closeInput() }
        #expect(await process.end() == .code(0))
    }

    @Test func `gets everything that was sent before its input was closed`() async throws {
        let process = try await RunningProcess(.program("/usr/bin/wc", ["-c"]))
        try await process.act { process in
            for _ in 0..<100 { process.send(ByteBuffer(repeating: 0x78, count: 9_999)) }
            process.closeInput()
        }
        #expect(await process.firstMessage()?.contains("1000000") == true)
    }

    @Test func `carries a line of 20 MB both ways`() async throws {
        let process = try await RunningProcess(.program("/bin/cat"))
        let line = ByteBuffer(repeating: 0x78, count: 20_000_000)
        try await process.act { $0.send(line) }
        let answer = await process.first { if case .message(let answer) = $0 { answer } else { nil } }
        #expect(answer == line)
        try await process.act { $0.signalGroup(SIGKILL) }
        #expect(await process.end() == .signal(SIGKILL))
    }

    @Test func `loses only the line that is too long`() async throws {
        var limits = LocalProcess.Limits()
        limits.messageBytes = 1000
        let process = try await RunningProcess(shell: "head -c 100000 /dev/zero | tr '\\0' x; echo; echo next", limits: limits)
        let words = await process.everything().words
        #expect(words.prefix(3) == ["started", "oversized: 100000", "message: next"])
    }

    @Test func `has exactly the environment and the directory of its plan`() async throws {
        let process = try await RunningProcess(
            .program("/bin/sh", ["-c", "pwd; env | sort"], environment: ["A": "1", "B": "ü ="], directory: "/usr"))
        let messages = await process.everything().words.filter { $0.hasPrefix("message: ") }.map { $0.dropFirst(9) }
        #expect(messages.first == "/usr")
        #expect(messages.contains("A=1"))
        #expect(messages.contains("B=ü ="))
        #expect(!messages.contains { $0.hasPrefix("HOME=") })
    }

    #if os(Linux)
        @Test func `inherits no descriptor but its own three`() async throws {
            let process = try await RunningProcess(shell: "ls /proc/self/fd | tr '\\n' ' '")
            // The fourth is the directory that is listed.
            #expect(await process.firstMessage() == "0 1 2 3 ")
        }

        @Test func `has no signal blocked or ignored`() async throws {
            let process = try await RunningProcess(.program("/bin/grep", ["-E", "^Sig(Blk|Ign)", "/proc/self/status"]))
            let masks = await process.everything().words.filter { $0.hasPrefix("message: ") }.map {
                UInt64($0.suffix(16), radix: 16)
            }
            // 32 and 33 are the C library's own; it lets nobody change them.
            let ours = masks.map { mask in mask.map { $0 & ~(0b11 << 31) } }
            #expect(ours == [0, 0])
        }
    #endif

    @Test func `leads a session of its own, and is named by its start time`() async throws {
        let process = try await RunningProcess(shell: "echo $$; exec cat")
        let printed = await process.firstMessage()
        let (identifier, startTime) = try await process.act { ($0.processID ?? 0, $0.startTime) }
        #expect(printed == "\(identifier)")
        #expect(getpgid(identifier) == identifier)
        #expect(getsid(identifier) == identifier)
        #expect(startTime > 0)
        try await process.act { $0.closeInput() }
        #expect(await process.end() == .code(0))
    }

    @Test func `shows what it started, each below its parent`() async throws {
        let process = try await RunningProcess(shell: "sh -c 'sleep 1000 & echo up; wait' & wait")
        #expect(await process.firstMessage() == "up")
        let members = try await process.act { $0.processes() }
        #expect(members.map(\.depth) == [0, 1, 2])
        #expect(members.last?.facts.name == "sleep")
        #expect(!members.contains { $0.isOrphan })
        try await process.act { $0.signalGroup(SIGKILL) }
        _ = await process.end()
        #expect(try await process.act { $0.processes() }.isEmpty)
    }

    @Test func `waits while nobody wants to read`() async throws {
        let process = try await RunningProcess(shell: "read line; echo \"$line\"; cat")
        try await process.act { process in
            process.setReading(false)
            process.send(ByteBuffer(string: "first"))
            // More than a pipe holds: cat blocks until it is read, and we get no further.
            process.send(ByteBuffer(repeating: 0x78, count: 1 << 20))
        }
        let pending = try await process.act { $0.pendingBytes }
        #expect(pending > 0)
        #expect(try await process.act { $0.isWritable } == false)
        try await process.act { process in
            process.onWritabilityChange = { isWritable in if isWritable { process.closeInput() } }
            process.setReading(true)
        }
        let words = await process.everything().words
        #expect(words.contains("message: first"))
        #expect(words.last == "ended: exit 0")
    }
}

@Suite(.timeLimit(.minutes(1)))
struct `Standard error` {
    @Test func `comes in whole lines, whatever pieces it is written in`() async throws {
        let process = try await RunningProcess(shell: "{ printf 'a'; printf 'b\\nc'; printf 'd\\n'; printf 'end'; } >&2")
        let lines = await process.everything().words.filter { $0.hasPrefix("stderr") }
        #expect(lines == ["stderr: ab", "stderr: cd", "stderr: end"])
    }

    @Test func `comes as it is when nobody wants lines`() async throws {
        let process = try await RunningProcess(shell: "{ printf 'a\\n'; printf 'b'; } >&2", limits: .uncut)
        let bytes = await process.everything().reduce(into: "") { text, output in
            if case .stderr(let chunk) = output { text += String(buffer: chunk) }
        }
        #expect(bytes == "a\nb")
    }

    @Test func `is cut and repaired`() async throws {
        var limits = LocalProcess.Limits()
        limits.stderrLineBytes = 4
        let process = try await RunningProcess(
            shell: "{ printf 'a\\377b\\n'; head -c 3000 /dev/zero | tr '\\0' x; echo; } >&2", limits: limits)
        let lines = await process.everything().words.filter { $0.hasPrefix("stderr") }
        #expect(lines == ["stderr: a\u{FFFD}b", "stderr: xxxx… +3 KiB"])
    }
}

@Suite(.timeLimit(.minutes(1)))
struct `The end of a process` {
    @Test(arguments: [
        ("exit 0", ServerModel.ExitStatus.code(0)), ("exit 42", .code(42)), ("kill -TERM $$", .signal(SIGTERM)),
        ("kill -KILL $$", .signal(SIGKILL)),
    ])
    func `has its reason`(script: String, expected: ServerModel.ExitStatus) async throws {
        let process = try await RunningProcess(shell: script)
        #expect(await process.end() == expected)
    }

    @Test func `takes the children along`() async throws {
        let process = try await RunningProcess(shell: "sleep 1000 & echo $!; exec cat")
        let child = try #require(await process.firstMessage().flatMap { Int32($0) })
        try await process.act { $0.signalGroup(SIGTERM) }
        #expect(await process.end() == .signal(SIGTERM))
        #expect(await hasEnded(child))
    }

    @Test func `takes along children it leaves behind`() async throws {
        let process = try await RunningProcess(shell: "sleep 1000 & echo $!; exit 0")
        let child = try #require(await process.firstMessage().flatMap { Int32($0) })
        #expect(await process.end() == .code(0))
        #expect(await hasEnded(child))
    }

    @Test func `is not delayed by who holds its output open`() async throws {
        #if os(Linux)
            // In a session of its own, no group kill reaches it.
            let process = try await RunningProcess(shell: "setsid sleep 1000 & echo $!; exit 0")
            let escaped = try #require(await process.firstMessage().flatMap { Int32($0) })
            #expect(await process.end() == .code(0))
            kill(escaped, SIGKILL)
        #endif
    }

    @Test func `can be forced on one that ignores SIGTERM`() async throws {
        let process = try await RunningProcess(shell: "trap '' TERM; echo ready; while :; do sleep 1000; done")
        #expect(await process.firstMessage() == "ready")
        try await process.act { $0.signalGroup(SIGTERM) }
        try await process.act { $0.signalGroup(SIGKILL) }
        #expect(await process.end() == .signal(SIGKILL))
    }

    @Test func `comes at once when it is told before the start`() async throws {
        let process = try await RunningProcess(.program("/bin/sleep", ["1000"]))
        try await process.act { $0.signalGroup(SIGKILL) }
        #expect(await process.end() == .signal(SIGKILL))
    }

    @Test func `leaves no zombie, and later calls do nothing`() async throws {
        let process = try await RunningProcess(shell: "exit 0")
        #expect(await process.end() == .code(0))
        let identifier = try await process.act { $0.processID ?? 0 }
        #expect(waitpid(identifier, nil, WNOHANG) == -1 && errno == ECHILD)
        try await process.act { process in
            process.signalGroup(SIGTERM)
            process.send(ByteBuffer(string: "late"))
            process.closeInput()
            process.setReading(false)
        }
    }

    /// Whether the process is gone or a zombie of its new parent's; waits for the signal to arrive.
    private func hasEnded(_ process: Int32) async -> Bool {
        while kill(process, 0) == 0 {
            #if os(Linux)
                guard let state = stateOfProcess(process), state != "Z" else { return true }
            #endif
            await Task.yield()
        }
        return true
    }

    #if os(Linux)
        private func stateOfProcess(_ process: Int32) -> Character? {
            guard let file = fopen("/proc/\(process)/stat", "r") else { return nil }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 512)
            let text = String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
            return text.lastIndex(of: ")").flatMap { text[$0...].dropFirst(2).first }
        }
    #endif
}

@Suite(.timeLimit(.minutes(1)))
struct `A start that fails` {
    @Test(arguments: [
        (LaunchPlan.program("/nowhere/program"), "command-not-found", "/nowhere/program"),
        (.program("/etc/passwd"), "not-executable", "/etc/passwd"),
        (.program("/bin/cat", directory: "/nowhere"), "directory-not-found", "/nowhere"),
    ])
    func `names what is wrong`(plan: LaunchPlan, code: String, named: String) async throws {
        let process = try await RunningProcess(plan)
        let error = await process.first { if case .notStarted(let error) = $0 { error } else { nil } }
        #expect(error?.code == code)
        #expect(error?.problem.contains("'\(named)'") == true)
    }

    @Test func `is all that is told`() async throws {
        let process = try await RunningProcess(.program("/nowhere/program"))
        #expect(await process.everything().words == ["not started: command-not-found"])
    }
}
