import CKernel
import DaemonLaunch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Carries bytes between standard input and output and the daemon's socket, as its session says. One thread, one `poll`.
final class BridgeLoop {
    private var session: BridgeSession
    private let home: HomeDirectory
    private let input: Int32
    private let output: Int32
    /// How long a daemon may take to agree. Later there is no such limit: how long a call takes is between client and server.
    private let patience: Duration
    private var socket: Int32?
    private var connectedAt = Duration.zero
    private var inputHasEnded = false
    private var isHalfClosed = false
    /// The daemon reads no more; what it wrote before is still there to be read.
    private var socketIsBroken = false
    private var clientLines = LineBuffer(limit: BridgeLoop.longestLine)
    private var daemonLines = LineBuffer(limit: BridgeLoop.longestLine)
    private var lastNotice: BridgeFailure?
    private var hasSettled = false

    /// Longer lines of the client are refused, as the daemon does; those of the daemon pass unread.
    private static let longestLine = 64 << 20
    /// How much may wait for one side before the other is not read any more.
    private static let longestQueue = 256 << 10
    private static let chunkSize = 64 << 10

    init(
        session: BridgeSession, home: HomeDirectory, input: Int32 = 0, output: Int32 = 1, patience: Duration = .seconds(20)
    ) {
        self.session = session
        self.home = home
        self.input = input
        self.output = output
        self.patience = patience
    }

    /// Runs until the client has gone. The exit code.
    func run() -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        // A terminal is shared with the shell, which would not like it.
        let ours = [input, output].filter { isatty($0) == 0 }
        let toRestore = ours.filter { ck_set_nonblocking($0, true) == 0 }
        defer { for descriptor in toRestore { _ = ck_set_nonblocking(descriptor, false) } }
        return withUnsafeTemporaryAllocation(byteCount: Self.chunkSize, alignment: 16) { chunk in
            while true {
                if let code = step(chunk) { return code }
            }
        }
    }

    /// One round; the exit code if it was the last.
    private func step(_ chunk: UnsafeMutableRawBufferPointer) -> Int32? {
        takeClientLines()
        tellPerson()
        switch session.wish {
        case .connect:
            connect()
            return nil
        case .disconnect:
            closeSocket()
            session.disconnected()
            return nil
        case .exit(let code):
            return flushOutput() ? code : 0
        case .wait:
            break
        }
        guard writeOutput() else { return 0 }
        writeSocket()
        halfClose()

        var events = [
            pollfd(fd: readsInput ? input : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: output, events: session.toClient.isEmpty ? 0 : Int16(POLLOUT), revents: 0),
            // With nothing to wait for, the hang-up of a socket would be told again and again.
            pollfd(fd: socketEvents == 0 ? -1 : socket ?? -1, events: socketEvents, revents: 0),
        ]
        settle()
        guard poll(&events, nfds_t(events.count), timeout) > 0 else {
            if timeout == 0 { session.daemonSilent() }
            return nil
        }
        // Whoever read our output has gone.
        if events[1].revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 { return 0 }
        if events[2].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0, readsSocket { readSocket(chunk) }
        if events[0].revents != 0 { readInput(chunk) }
        return nil
    }

    /// In milliseconds; bounded only while a daemon owes us its agreement.
    private var timeout: Int32 {
        guard session.phase == .greeting else { return -1 }
        let left = connectedAt + patience - .sinceBoot
        return max(0, Int32((left / .milliseconds(1)).rounded(.up)))
    }

    /// What starting up has touched is not needed any more.
    private func settle() {
        guard !hasSettled, session.phase == .open else { return }
        hasSettled = true
        ck_release_code_pages()
    }

    /// Clients show standard error in their logs: the reason of a refusal goes there too, once.
    private func tellPerson() {
        guard case .unavailable(let failure) = session.phase else { return lastNotice = nil }
        guard failure != lastNotice else { return }
        lastNotice = failure
        StandardError.write("mcp-connect: \(failure.problem) — \(failure.remedy)\n")
    }

    // MARK: The client

    private var readsInput: Bool {
        guard !inputHasEnded else { return false }
        switch session.phase {
        case .open: return session.toDaemon.count < Self.longestQueue
        // Refusals, too, must be read by somebody.
        case .dormant, .unavailable: return session.toClient.count < Self.longestQueue
        // For nobody yet, but this is how the end of the client is seen.
        case .connecting, .greeting, .replaying: return clientLines.count < Self.longestQueue
        }
    }

    private func readInput(_ chunk: UnsafeMutableRawBufferPointer) {
        let count = read(input, chunk.baseAddress, chunk.count)
        if count > 0 { return clientLines.append(UnsafeRawBufferPointer(rebasing: chunk[..<count])) }
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        inputHasEnded = true
    }

    private func takeClientLines() {
        if session.readsClient, !clientLines.isEmpty {
            clientLines.drain { piece in
                switch piece {
                case .line(let line): session.clientSaid(line)
                case .fragment(let bytes): session.clientSaid(fragment: bytes)
                }
                return session.readsClient
            }
        }
        guard inputHasEnded, session.readsClient || clientLines.isEmpty else { return }
        clientLines.finish { session.clientSaid($0) }
        session.clientEnded()
    }

    /// `false` when the client reads no more.
    private func writeOutput() -> Bool {
        while !session.toClient.isEmpty {
            let count = session.toClient.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
            if count >= 0 {
                session.toClient.removeFirst(count)
            } else if errno == EAGAIN {
                return true
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// Writes everything, however long the client takes. `false` when it reads no more.
    private func flushOutput() -> Bool {
        while writeOutput() {
            if session.toClient.isEmpty { return true }
            var events = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
            _ = poll(&events, 1, -1)
        }
        return false
    }

    // MARK: The daemon

    private func connect() {
        do {
            let connection = try DaemonLauncher.connect(to: .sessions, home: home, launch: true)
            _ = ck_set_nonblocking(connection, true)
            closeSocket()
            socket = connection
            connectedAt = .sinceBoot
            session.daemonConnected()
        } catch {
            session.daemonUnavailable(BridgeFailure(error))
        }
    }

    private func closeSocket() {
        if let socket { close(socket) }
        socket = nil
        isHalfClosed = false
        socketIsBroken = false
        daemonLines.removeAll()
    }

    private var readsSocket: Bool { session.toClient.count < Self.longestQueue }

    private var socketEvents: Int16 {
        let writes = !session.toDaemon.isEmpty && !socketIsBroken
        return Int16(readsSocket ? POLLIN : 0) | Int16(writes ? POLLOUT : 0)
    }

    private func readSocket(_ chunk: UnsafeMutableRawBufferPointer) {
        guard let socket else { return }
        let count = read(socket, chunk.baseAddress, chunk.count)
        if count > 0 {
            daemonLines.append(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
            daemonLines.drain { piece in
                switch piece {
                case .line(let line): session.daemonSaid(line)
                case .fragment(let bytes): session.daemonSaid(fragment: bytes)
                }
                return true
            }
        } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
            closeSocket()
            session.daemonLost(after: .sinceBoot - connectedAt)
        }
    }

    private func writeSocket() {
        guard let socket, !socketIsBroken else { return }
        while !session.toDaemon.isEmpty {
            let count = session.toDaemon.withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
            if count >= 0 {
                session.toDaemon.removeFirst(count)
            } else if errno == EAGAIN {
                return
            } else if errno != EINTR {
                // Its last words may still be in the socket: the end is when they were read.
                socketIsBroken = true
                return
            }
        }
    }

    private func halfClose() {
        guard let socket, !isHalfClosed, session.halfCloses, session.toDaemon.isEmpty else { return }
        isHalfClosed = true
        shutdown(socket, Int32(SHUT_WR))
    }
}

extension Duration {
    /// The time since the machine was started, not counting its sleep.
    fileprivate static var sinceBoot: Duration {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return .seconds(Int64(now.tv_sec)) + .nanoseconds(Int64(now.tv_nsec))
    }
}
