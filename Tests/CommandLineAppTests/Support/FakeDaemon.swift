import ControlAPI
import Dispatch
import ServerModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An HTTP server on the control socket of a temporary home, which answers by script, one connection after the other.
final class FakeDaemon: Sendable {
    struct Reply: Sendable {
        var status = 200
        var body: [UInt8]

        static func value(_ value: some Encodable) throws -> Reply { Reply(body: try ControlCoding.encode(value)) }
        static func error(_ report: ErrorReport) throws -> Reply { Reply(status: 400, body: try ControlCoding.encode(report)) }
    }

    struct Received: Hashable, Sendable {
        /// `METHOD /path?query`
        var line: String
        var body: [UInt8]
    }

    let home: String
    private let replies: [String: [Reply]]
    private let listener: Int32
    private let state = Mutex((received: [Received](), isOver: false))

    /// - Parameter replies: by `METHOD /path?query`, one after the other, the last again and again.
    static func run(_ replies: [String: [Reply]], _ body: (FakeDaemon) async throws -> Void) async throws {
        let info = DaemonInfo(
            version: productVersion, processID: 1, home: "/h", startedAt: now, servers: 0, sessions: 0)
        let daemon = try FakeDaemon(replies.merging(["GET /api/v1/daemon": [try .value(info)]]) { mine, _ in mine })
        defer { daemon.end() }
        DispatchQueue(label: "fake daemon").async { daemon.serve() }
        try await body(daemon)
    }

    /// Every request so far but for the greeting, in order.
    var received: [Received] { state.withLock { $0.received.filter { $0.line != "GET /api/v1/daemon" } } }

    private init(_ replies: [String: [Reply]]) throws {
        var template = Array("/tmp/command-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw POSIXFailure(number: errno) }
        home = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        self.replies = replies
        // A client that goes away is no reason to die.
        signal(SIGPIPE, SIG_IGN)
        mkdir(home + "/run", 0o700)
        #if canImport(Glibc)
            listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #else
            listener = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        let bound = Self.withAddress(home + "/run/control.sock") { bind(listener, $0, $1) }
        guard bound == 0, listen(listener, 16) == 0 else { throw POSIXFailure(number: errno) }
    }

    /// Wakes the one who waits for connections, who then removes everything.
    private func end() {
        state.withLock { $0.isOver = true }
        #if canImport(Glibc)
            let door = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let door = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        _ = Self.withAddress(home + "/run/control.sock") { connect(door, $0, $1) }
        close(door)
    }

    private func serve() {
        while true {
            let connection = accept(listener, nil, nil)
            if state.withLock({ $0.isOver }) {
                close(connection)
                break
            }
            answer(connection)
            close(connection)
        }
        close(listener)
        unlink(home + "/run/control.sock")
        rmdir(home + "/run")
        rmdir(home)
    }

    private func answer(_ connection: Int32) {
        guard let request = Self.request(from: connection) else { return }
        let count = state.withLock { state in
            state.received.append(request)
            return state.received.count { $0.line == request.line }
        }
        let scripted = replies[request.line] ?? []
        let unscripted = Reply(status: 404, body: Array(#"{"code":"unscripted","problem":"\#(request.line)","remedy":""}"#.utf8))
        let reply = scripted.isEmpty ? unscripted : scripted[min(count, scripted.count) - 1]
        let head = "HTTP/1.1 \(reply.status) x\r\nContent-Length: \(reply.body.count)\r\nConnection: close\r\n\r\n"
        var rest = (Array(head.utf8) + reply.body)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }

    /// `nil` when it breaks off.
    private static func request(from connection: Int32) -> Received? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let head = bytes.firstRange(of: end) {
                let lines = String(decoding: bytes[..<head.lowerBound], as: UTF8.self).split(separator: "\r\n")
                let length =
                    lines.first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.split(separator: ":")[1].drop { $0 == " " }) } ?? 0
                if bytes.count >= head.upperBound + length {
                    let words = lines[0].split(separator: " ")
                    return Received(line: "\(words[0]) \(words[1])", body: Array(bytes[head.upperBound...]))
                }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
    }

    private static func withAddress<Result>(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }
}

struct POSIXFailure: Error {
    var number: Int32
}
