import Crypto
import ServerModel

/// One attempt to tell a webhook: `POST` with the notice as JSON.
struct WebhookRequest: Hashable, Sendable {
    let url: SecretValue
    /// In this order; ours come last and replace others of the same name.
    let headers: [Header]
    let body: [UInt8]

    struct Header: Hashable, Sendable {
        var name: String
        var value: SecretValue
    }

    /// - Parameters:
    ///   - id: the same for every attempt, so that the receiver can leave out what it has.
    ///   - now: when it is sent; the signature holds for it, so that nobody can send it again later.
    init(to target: WebhookTarget, id: String, body: [UInt8], at now: Timestamp) {
        let moment = "\(now.secondsSince1970)"
        var own = [
            "Content-Type": "application/json", "User-Agent": "mcp-manager/\(productVersion)", "X-MCP-Manager-Id": id,
            "X-MCP-Manager-Timestamp": moment,
        ]
        if let key = target.key {
            own["X-MCP-Manager-Signature"] = Self.signature(of: body, at: moment, with: key)
        }
        url = target.url
        headers =
            target.headers.sorted { $0.key < $1.key }.map { Header(name: $0.key, value: $0.value) }
            + own.sorted { $0.key < $1.key }.map { Header(name: $0.key, value: SecretValue($0.value)) }
        self.body = body
    }

    /// `sha256=` and HMAC-SHA256 in hexadecimal, of the timestamp, a full stop and the body.
    static func signature(of body: [UInt8], at moment: String, with key: SecretValue) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(moment).".utf8) + body, using: SymmetricKey(data: Array(key.revealed.utf8)))
        let digits = Array("0123456789abcdef".utf8)
        return "sha256="
            + String(decoding: code.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

/// What came of one attempt.
enum WebhookAnswer: Hashable, Sendable {
    /// - Parameter retryAfter: how long the receiver asks to be left alone.
    case status(Int, retryAfter: Duration?)
    /// Nobody was reached, or nobody answered; why, in a few words without foreign text.
    case unreached(String)
    /// It cannot be sent at all, now or later; why.
    case impossible(String)
}
