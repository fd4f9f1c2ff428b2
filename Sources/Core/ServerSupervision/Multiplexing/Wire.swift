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

    static func methodNotFound(id: [UInt8]) -> ByteBuffer {
        error(id: id, code: ErrorCode.methodNotFound, message: "Method not found")
    }

    static func unsupportedVersion(id: [UInt8], supported: [String], requested: String) -> ByteBuffer {
        error(
            id: id, code: ErrorCode.unsupportedVersion, message: "Unsupported protocol version",
            data: ["supported": .array(supported.map { .string($0) }), "requested": .string(requested)])
    }

    static func cancelled(id: Int, reason: String) -> ByteBuffer {
        ByteBuffer(
            bytes: JSONRPC.notification(
                method: "notifications/cancelled", params: ["requestId": .integer(id), "reason": .string(reason)]))
    }

    /// No to a question of the server, as a client without that ability would say it.
    static func refusal(of method: String, id: [UInt8], _ why: String) -> ByteBuffer {
        let code = method == "elicitation/create" ? ErrorCode.invalidParams : ErrorCode.methodNotFound
        return error(id: id, code: code, message: "\(method) is not possible: \(why)")
    }

    /// The client capability a question needs; `nil` for what is no known question.
    static func capability(of method: String) -> String? {
        switch method {
        case "sampling/createMessage": "sampling"
        case "elicitation/create": "elicitation"
        case "roots/list": "roots"
        default: nil
        }
    }
}

extension ErrorReport {
    static let tooMuchWaiting = ErrorReport(
        code: "too-much-waiting", problem: "the server is still starting and 64 MiB of requests wait for it already",
        remedy: "try again once it is ready")
    static let noSubscriptions = ErrorReport(
        code: "no-subscriptions", problem: "the server does not tell of changes of its resources",
        remedy: "read the resource again instead")
    static let restartedMeanwhile = ErrorReport(
        code: "restarted", problem: "the server is being started again and has forgotten what it asked",
        remedy: "call again once it is ready")
    static let tooManyQuestions = ErrorReport(
        code: "too-many-questions", problem: "the server asks again and again instead of answering",
        remedy: "call again; if it goes on, report it to the server's authors")
}
