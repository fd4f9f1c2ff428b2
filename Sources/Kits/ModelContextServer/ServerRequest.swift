import ModelContextProtocol

/// One request as a server sees it: checked for its era, its parameters read.
struct ServerRequest {
    /// The raw id token, to be given back as it came.
    var id: [UInt8]
    var method: String
    /// An object, empty when the request had none.
    var params: JSONValue
    var era: ProtocolEra

    var meta: JSONValue? { params["_meta"] }

    /// Why a request is answered with an error.
    struct Refusal: Error {
        var code: Int
        var message: String
        var data: JSONValue?

        static func invalidParams(_ message: String) -> Refusal {
            Refusal(code: ErrorCode.invalidParams, message: message)
        }

        static func unknownMethod(_ method: String) -> Refusal {
            Refusal(code: ErrorCode.methodNotFound, message: "Method not found", data: .string(method))
        }

        static func unsupportedVersion(_ requested: JSONValue?) -> Refusal {
            let supported = ProtocolVersion.known(in: .modern).map { JSONValue.string($0.text) }
            return Refusal(
                code: ErrorCode.unsupportedVersion, message: "Unsupported protocol version",
                data: ["supported": .array(supported), "requested": requested ?? .null])
        }
    }
}

extension ServerRequest {
    /// The era a request shows, by itself: a version in `_meta` is modern, none is legacy, and `server/discover` is always modern.
    static func era(
        of method: String, _ params: JSONValue, served eras: Set<ProtocolEra>, isInitialized: Bool
    ) throws(Refusal) -> ProtocolEra {
        let version = params["_meta"]?[MetaKey.protocolVersion]
        if eras.contains(.modern), version != nil || method == "server/discover" {
            guard let version else { throw .invalidParams("params._meta lacks \(MetaKey.protocolVersion)") }
            guard let text = version.stringValue, ProtocolVersion.era(of: text) == .modern else {
                throw .unsupportedVersion(version)
            }
            guard params["_meta"]?[MetaKey.clientCapabilities]?.objectValue != nil else {
                throw .invalidParams("params._meta lacks \(MetaKey.clientCapabilities)")
            }
            return .modern
        }
        guard eras.contains(.legacy) else {
            switch method {
            case "initialize": throw .unsupportedVersion(params["protocolVersion"])
            case "ping", "logging/setLevel": throw .unknownMethod(method)
            default: throw .invalidParams("params._meta lacks \(MetaKey.protocolVersion)")
            }
        }
        guard isInitialized || ["initialize", "ping", "server/discover"].contains(method) else {
            throw .invalidParams("send 'initialize' first, or name a version in params._meta")
        }
        return .legacy
    }
}
