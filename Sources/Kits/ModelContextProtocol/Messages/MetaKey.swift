/// The protocol's own keys of `_meta`.
public enum MetaKey {
    /// Of every modern request: the revision it is written in.
    public static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
    /// Of every modern request: what the client can do, an object, perhaps empty.
    public static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
    /// Of modern requests, optional: name and version of the client.
    public static let clientInfo = "io.modelcontextprotocol/clientInfo"
    /// Of modern requests, optional: from which level on log messages are wanted while it runs.
    public static let logLevel = "io.modelcontextprotocol/logLevel"
    /// Of modern results, optional: name and version of the server.
    public static let serverInfo = "io.modelcontextprotocol/serverInfo"
    /// Of what a modern subscription sends: the id of the request that opened it.
    public static let subscriptionID = "io.modelcontextprotocol/subscriptionId"
    /// Of a request that wants progress notifications: the token to send with them.
    public static let progressToken = "progressToken"
}

/// The error codes with a meaning that the specification fixes.
public enum ErrorCode {
    /// The message is not JSON.
    public static let parseError = -32700
    /// The message is not a valid request.
    public static let invalidRequest = -32600
    /// No such method.
    public static let methodNotFound = -32601
    /// Wrong parameters; also an unknown tool and missing `_meta`.
    public static let invalidParams = -32602
    /// The receiver failed.
    public static let internalError = -32603
    /// Without assigned meaning; what libraries use when the connection ends under a request.
    public static let connectionClosed = -32000
    /// Modern: an HTTP header disagrees with the message.
    public static let headerMismatch = -32020
    /// Modern: the request lacks a client capability; `data.requiredCapabilities` names it.
    public static let missingCapability = -32021
    /// Modern: the revision is not supported; `data.supported` lists those that are.
    public static let unsupportedVersion = -32022

    /// Whether only a server of the modern era answers with this code.
    public static func isModern(_ code: Int) -> Bool { (unsupportedVersion...headerMismatch).contains(code) }
}
