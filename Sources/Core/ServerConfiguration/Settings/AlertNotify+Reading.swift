import ServerModel

extension ManagerSettings.Alerts {
    /// `alerts.notify:` — who is told.
    public struct Notify: Hashable, Sendable {
        /// Whether notifications appear on the desktop; `nil`: where a session of a desktop is within reach.
        public var desktop: Bool?
        /// `nil`: none.
        public var webhook: Webhook?
        /// `nil`: none.
        public var command: Command?

        public init() {}

        /// Whether a channel is certain to tell nobody.
        func lacks(_ channel: AlertChannelKind) -> Bool {
            switch channel {
            case .desktop: desktop == false
            case .webhook: webhook == nil
            case .command: command == nil
            }
        }
    }

    /// `alerts.notify.webhook:`. Texts are as written: `${env:NAME}` in them is replaced when somebody is told.
    public struct Webhook: Hashable, Sendable {
        /// Of http or https. Concealed, as many services put their token into it.
        public var url: SecretValue
        /// With what requests are signed; `nil`: they are not.
        public var key: Key?
        /// Sent along. Concealed, as one may be a token.
        public var headers: [String: SecretValue] = [:]
        /// How often a request is sent again that did not arrive.
        public var retries = 5
        /// How long one request may take, in seconds.
        public var timeout = 10.0

        public init(url: SecretValue) { self.url = url }

        /// Where the key of the signature is.
        public enum Key: Hashable, Sendable {
            /// `secret:`
            case text(SecretValue)
            /// `secret_env:` — a variable of the daemon's environment.
            case environment(String)
            /// `secret_file:` — a file, without the line break at its end.
            case file(String)
        }
    }

    /// `alerts.notify.command:`
    public struct Command: Hashable, Sendable {
        /// The program and its arguments; at least the program.
        public var words: [String]
        /// After this it is killed, in seconds.
        public var timeout = 30.0

        public init(words: [String]) { self.words = words }
    }
}

extension ManagerSettings.Alerts.Notify {
    /// `alerts.notify:`
    init(reading reader: NodeReader) {
        self.init()
        desktop = reader.section("desktop") { $0.flag("enabled") }.flatMap { $0 }
        webhook = reader.section("webhook", ManagerSettings.Alerts.Webhook.init(reading:)).flatMap { $0 }
        command = reader.section("command", ManagerSettings.Alerts.Command.init(reading:)).flatMap { $0 }
    }
}

extension ManagerSettings.Alerts.Webhook {
    /// `alerts.notify.webhook:`. `nil` when there is no address to send to, which is told.
    init?(reading reader: NodeReader) {
        let address = reader.expandable("url")
        let key = Self.key(reader)
        let headers = reader.headers("headers") ?? [:]
        let retries = reader.integer("retries", in: 0...20)
        let timeout = reader.seconds("timeout", in: 0.1...300)
        for text in [address].compactMap(\.self) { Self.checkVariables(text, of: "url", reader) }
        for text in headers.values { Self.checkVariables(text, of: "headers", reader) }
        guard let address else {
            if !reader.has("url") { reader.error("a webhook needs a url", fix: "write 'url: https://…'") }
            return nil
        }
        guard ["http://", "https://", "${"].contains(where: address.hasPrefix) else {
            reader.error("url", "url must begin with 'https://' or 'http://'", fix: "write 'https://' before it")
            return nil
        }
        Self.checkSecrecy(address, reader)
        self.init(url: SecretValue(address))
        self.key = key
        self.headers = headers.mapValues { SecretValue($0) }
        self.retries = retries ?? self.retries
        self.timeout = timeout ?? self.timeout
    }

    private static func key(_ reader: NodeReader) -> Key? {
        let text = reader.expandable("secret")
        let variable = reader.text("secret_env")
        let file = reader.text("secret_file")
        let ways = ["secret", "secret_env", "secret_file"].filter(reader.has)
        if ways.count > 1 {
            reader.error(ways[1], "the webhook has both '\(ways[0])' and '\(ways[1])'", fix: "keep one of the two")
        }
        if let text {
            checkVariables(text, of: "secret", reader)
            return .text(SecretValue(text))
        }
        if let variable {
            if isEnvironmentName(variable) { return .environment(variable) }
            // Whoever wrote the value itself here must not find it in a log.
            reader.error(
                "secret_env", "secret_env must be the name of an environment variable",
                fix: "use letters, digits and '_', or write a value at 'secret:'")
        }
        if let file {
            if file.hasPrefix("/") || file.hasPrefix("~/") { return .file(file) }
            reader.error("secret_file", "secret_file must be an absolute path", fix: "begin it with '/' or '~/'")
        }
        return nil
    }

    /// The other variables are a server's.
    private static func checkVariables(_ text: String, of key: String, _ reader: NodeReader) {
        for case .variable(let variable) in InterpolatedText(text).parts {
            if case .environment = variable { continue }
            reader.error(
                key, "\(key) has a variable that only definitions of servers have",
                fix: "write '${env:NAME}' for a variable of the daemon's environment")
        }
    }

    /// What is wrong with a server is nobody else's business.
    private static func checkSecrecy(_ url: String, _ reader: NodeReader) {
        guard url.hasPrefix("http://") else { return }
        let host = url.dropFirst(7).prefix { $0 != "/" && $0 != ":" && $0 != "?" }
        guard !["localhost", "127.0.0.1", "["].contains(host) else { return }
        reader.findings.warning(
            at: reader.place(of: "url"), "alerts are sent to '\(clipped(String(host)))' without encryption",
            fix: "use https if the host has it")
    }
}

extension ManagerSettings.Alerts.Command {
    /// `alerts.notify.command:`. `nil` when there is nothing to run, which is told.
    init?(reading reader: NodeReader) {
        let words = reader.texts("run")
        let timeout = reader.seconds("timeout", in: 0.1...600)
        guard let words, let program = words.first, !program.isEmpty else {
            reader.error("run", "a command needs a program to run", fix: "write 'run: [/path/to/program, argument]'")
            return nil
        }
        self.init(words: words)
        self.timeout = timeout ?? self.timeout
    }
}
