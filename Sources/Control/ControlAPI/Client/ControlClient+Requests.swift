import DaemonLaunch
import NIOCore
import NIOHTTP1
import ServerModel

/// The way to the daemon of a home, whoever it is.
struct ControlDoor: Sendable {
    var home: HomeDirectory

    /// Sends `request` and reads the value of its answer.
    func value<Value: Decodable>(_ request: ControlRequest, launch: Bool = false) async throws -> Value {
        try decode(Value.self, from: try await send(request, launch: launch), of: request)
    }

    /// Sends `request`; returns the body of its answer, or throws the report in it.
    @discardableResult
    func send(_ request: ControlRequest, launch: Bool = false) async throws -> [UInt8] {
        try await rest(of: try await open(request, launch: launch))
    }

    /// Sends `request` and reads as far as the head of a good answer; the body is the caller's to read.
    func open(_ request: ControlRequest, launch: Bool) async throws -> HTTPExchange {
        let home = home
        let descriptor = try await BlockingWork.run {
            try DaemonLauncher.connect(to: .control, home: home, launch: launch)
        }
        let exchange = try await HTTPExchange.begin(request, on: descriptor, lost: ConnectionLost(log: home.daemonLog))
        guard case .head(let head) = try await exchange.next() else { throw exchange.lost }
        guard head.status.code >= 400 else { return exchange }
        let body = try await rest(of: exchange)
        if let report = try? ControlCoding.decode(ErrorReport.self, from: body) { throw report }
        // Not from our daemon's own error path, so there is nothing better to say.
        throw UnreadableAnswer(request: request.line, reason: "status \(head.status.code) without an error report")
    }

    func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8], of request: ControlRequest) throws -> Value {
        do {
            return try ControlCoding.decode(type, from: bytes)
        } catch {
            throw UnreadableAnswer(request: request.line, reason: "\(error)")
        }
    }

    private func rest(of exchange: HTTPExchange) async throws -> [UInt8] {
        var body: [UInt8] = []
        while let part = try await exchange.next() {
            if case .body(let buffer) = part { body.append(contentsOf: buffer.readableBytesView) }
        }
        return body
    }
}

extension ControlClient {
    private var door: ControlDoor { ControlDoor(home: home) }

    /// Sends `request` and reads the value of its answer.
    func value<Value: Decodable>(_ request: ControlRequest) async throws -> Value {
        try await door.value(request)
    }

    /// Sends `request`; returns the body of its answer, or throws the report in it.
    @discardableResult
    func send(_ request: ControlRequest) async throws -> [UInt8] {
        try await door.send(request)
    }

    /// Sends `request` and reads as far as the head of a good answer; the body is the caller's to read.
    func open(_ request: ControlRequest) async throws -> HTTPExchange {
        try await door.open(request, launch: false)
    }

    func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8], of request: ControlRequest) throws -> Value {
        try door.decode(type, from: bytes, of: request)
    }
}
