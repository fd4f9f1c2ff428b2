import ModelContextProtocol
import NIOCore
import ServerModel

/// The few messages we write ourselves, as lines without their newline.
enum Wire {
    static func result(id: [UInt8], _ result: JSONValue) -> ByteBuffer {
        ByteBuffer(bytes: JSONRPC.result(id: id, result))
    }

    static func error(id: [UInt8]?, code: Int, message: String, data: JSONValue? = nil) -> ByteBuffer {
        ByteBuffer(bytes: JSONRPC.error(id: id, code: code, message: message, data: data))
    }

    /// Our own failures all look alike: an internal error whose `data` is an ``ErrorReport``.
    static func failure(id: [UInt8], _ report: ErrorReport) -> ByteBuffer {
        error(
            id: id, code: ErrorCode.internalError, message: "\(report.problem) — \(report.remedy)",
            data: [
                "code": .string(report.code), "problem": .string(report.problem), "remedy": .string(report.remedy),
            ])
    }

    static func unsupportedVersion(id: [UInt8], supported: [String]) -> ByteBuffer {
        error(
            id: id, code: ErrorCode.unsupportedVersion, message: "Unsupported protocol version",
            data: ["supported": .array(supported.map { .string($0) })])
    }

    static func cancelled(id: Int, reason: String) -> ByteBuffer {
        ByteBuffer(
            bytes: JSONRPC.notification(
                method: "notifications/cancelled", params: ["requestId": .integer(id), "reason": .string(reason)]))
    }
}

extension ErrorReport {
    static let tooMuchWaiting = ErrorReport(
        code: "too-much-waiting", problem: "the server is still starting and 64 MiB of requests wait for it already",
        remedy: "try again once it is ready")
    static let noSubscriptions = ErrorReport(
        code: "not-supported-yet", problem: "resource subscriptions cannot be translated to this server's protocol revision yet",
        remedy: "write 'era: legacy' under 'execution' in the server's definition")
    static let cannotAsk = ErrorReport(
        code: "not-supported-yet",
        problem: "the server wants to ask you something, which cannot be translated to your client's protocol revision yet",
        remedy: "use a client that speaks 2026-07-28, or write 'era: legacy' under 'execution' in the server's definition")
}
