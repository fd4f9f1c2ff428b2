/// Builds JSON-RPC messages: each one line of valid UTF-8, without the line break that ends it on the wire.
public enum JSONRPC {
    /// A request whose id is a number of ours.
    public static func request(id: Int, method: String, params: JSONValue? = nil) -> [UInt8] {
        call(id: Array(String(id).utf8), method, params)
    }

    /// A notification.
    public static func notification(method: String, params: JSONValue? = nil) -> [UInt8] {
        call(id: nil, method, params)
    }

    /// The answer to the request whose raw id token is `id`.
    public static func result(id: some Collection<UInt8>, _ result: JSONValue) -> [UInt8] {
        self.result(id: id, raw: result.serialized())
    }

    /// The answer to the request whose raw id token is `id`; `raw` is JSON text without line breaks.
    public static func result(id: some Collection<UInt8>, raw: some Collection<UInt8>) -> [UInt8] {
        var message = opening(id: id)
        message.reserveCapacity(message.count + raw.count + 12)
        message.append(contentsOf: #","result":"#.utf8)
        message.append(contentsOf: raw)
        message.append(Byte.closeBrace)
        return message
    }

    /// The refusal of the request whose raw id token is `id`; `nil` leaves the id out, when it could not be read.
    public static func error(
        id: (some Collection<UInt8>)?, code: Int, message text: String, data: JSONValue? = nil
    ) -> [UInt8] {
        var error: JSONValue = ["code": .integer(code), "message": .string(text)]
        error["data"] = data
        var message = id.map { opening(id: $0) } ?? Array(#"{"jsonrpc":"2.0""#.utf8)
        message.append(contentsOf: #","error":"#.utf8)
        error.write(to: &message)
        message.append(Byte.closeBrace)
        return message
    }

    private static func opening(id: some Collection<UInt8>) -> [UInt8] {
        Array(#"{"jsonrpc":"2.0","id":"#.utf8) + id
    }

    private static func call(id: [UInt8]?, _ method: String, _ params: JSONValue?) -> [UInt8] {
        var message = id.map { opening(id: $0) } ?? Array(#"{"jsonrpc":"2.0""#.utf8)
        message.append(contentsOf: #","method":"#.utf8)
        JSONText.write(method, to: &message)
        if let params {
            message.append(contentsOf: #","params":"#.utf8)
            params.write(to: &message)
        }
        message.append(Byte.closeBrace)
        return message
    }
}
