import ServerConfiguration
import ServerModel

/// Where a webhook sends to, every variable replaced. Holds secrets: nothing of it but the host is ever shown.
struct WebhookTarget: Sendable {
    let url: SecretValue
    /// With what requests are signed; `nil`: they are not.
    let key: SecretValue?
    let headers: [String: SecretValue]

    /// - Parameters:
    ///   - environment: the daemon's.
    ///   - userHome: what `~` means.
    ///   - read: the bytes of a file; `nil` when it cannot be read.
    init(
        _ settings: ManagerSettings.Alerts.Webhook, environment: [String: String], userHome: String, read: (String) -> [UInt8]?
    ) throws(ErrorReport) {
        url = try Self.replaced(settings.url, environment)
        var headers: [String: SecretValue] = [:]
        for (name, value) in settings.headers {
            let value = try Self.replaced(value, environment)
            guard value.revealed.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
                throw ErrorReport(
                    code: "bad-header",
                    problem: "the header '\(name)' of the webhook has a line break or another control character",
                    remedy: "write it on one line below alerts.notify.webhook.headers in config.yaml")
            }
            headers[name] = value
        }
        self.headers = headers
        switch settings.key {
        case nil: key = nil
        case .text(let text): key = try Self.replaced(text, environment)
        case .environment(let name): key = SecretValue(try Self.variable(name, environment))
        case .file(let path):
            let path = path.hasPrefix("~/") ? userHome + path.dropFirst() : path
            let text = read(path).map { String(decoding: $0, as: UTF8.self) } ?? ""
            let secret = text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
            guard !secret.isEmpty else {
                throw ErrorReport(
                    code: "no-webhook-secret", problem: "\(path), the secret of the webhook, is empty or cannot be read",
                    remedy: "write the secret into it, or mend 'secret_file' in config.yaml")
            }
            key = SecretValue(secret)
        }
    }

    /// For people: the host, without what may be a token.
    var host: String {
        let text = url.revealed
        guard let scheme = text.firstRange(of: "://") else { return "the webhook" }
        let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return String(authority.split(separator: "@").last ?? "the webhook")
    }

    private static func replaced(_ text: SecretValue, _ environment: [String: String]) throws(ErrorReport) -> SecretValue {
        var words = ""
        for part in InterpolatedText(text.revealed).parts {
            switch part {
            case .text(let text), .invalid(let text): words += text
            case .variable(.environment(let name)): words += try variable(name, environment)
            // Told where the file is read.
            case .variable: break
            }
        }
        return SecretValue(words)
    }

    private static func variable(_ name: String, _ environment: [String: String]) throws(ErrorReport) -> String {
        if let value = environment[name], !value.isEmpty { return value }
        throw ErrorReport(
            code: "no-webhook-secret", problem: "the daemon's environment has no variable '\(name)', which the webhook needs",
            remedy: "set it where the daemon is started, or use 'secret_file' below alerts.notify.webhook in config.yaml")
    }
}
