/// A text of a definition with variables in it, e.g. `${source_dir}/main.py`.
///
/// `$${` stands for a plain `${`. Variables do not nest, and what they are replaced with is not looked at again.
public struct InterpolatedText: Hashable, Sendable {
    /// In order; texts are never empty.
    public let parts: [Part]

    public enum Part: Hashable, Sendable {
        case text(String)
        case variable(Variable)
        /// A `${…}` that is no variable, or one that is never closed; as written.
        case invalid(String)
    }

    public init(_ source: String) {
        var parts: [Part] = []
        var text = ""
        var rest = Substring(source)
        while let dollar = rest.firstIndex(of: "$") {
            text += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                text += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                let end = rest.firstIndex(of: "}").map(rest.index(after:)) ?? rest.endIndex
                let written = rest[..<end]
                if !text.isEmpty { parts.append(.text(text)) }
                text = ""
                parts.append(Variable(written: written).map(Part.variable) ?? .invalid(String(written)))
                rest = rest[end...]
            } else {
                text.append("$")
                rest = rest.dropFirst()
            }
        }
        text += rest
        if !text.isEmpty { parts.append(.text(text)) }
        self.parts = parts
    }

    /// The text with every variable replaced; what is no variable stays as written.
    public func replacing(_ value: (Variable) throws -> String) rethrows -> String {
        try parts.map { part in
            switch part {
            case .text(let text), .invalid(let text): text
            case .variable(let variable): try value(variable)
            }
        }.joined()
    }
}

/// A variable of a definition; replaced when a run starts.
public enum Variable: Hashable, Sendable {
    /// `${server_dir}`: the server's own directory, `servers/NAME/`.
    case serverDirectory
    /// `${source_dir}`: where its code is.
    case sourceDirectory
    /// `${config_dir}`: `servers/NAME/config/`.
    case configDirectory
    /// `${logs_dir}`: `logs/NAME/`.
    case logsDirectory
    /// `${home}`: the home of mcp-manager.
    case home
    /// `${port}`: the port it listens on, as written at `execution.port`.
    case port
    /// `${env:NAME}`: a variable of the daemon's environment.
    case environment(String)
    /// `${secret:NAME}`: a stored secret.
    case secret(String)

    /// The variables without a name of their own, as they are written between `${` and `}`.
    public static let fixed: [(name: String, variable: Variable)] = [
        ("server_dir", .serverDirectory), ("source_dir", .sourceDirectory), ("config_dir", .configDirectory),
        ("logs_dir", .logsDirectory), ("home", .home), ("port", .port),
    ]

    /// From what stands between `${` and `}`; `nil` when it is no variable.
    public init?(_ name: some StringProtocol) {
        if let fixed = Self.fixed.first(where: { $0.name == name }) {
            self = fixed.variable
        } else if name.hasPrefix("env:"), isEnvironmentName(name.dropFirst(4)) {
            self = .environment(String(name.dropFirst(4)))
        } else if name.hasPrefix("secret:"), isEnvironmentName(name.dropFirst(7)) {
            self = .secret(String(name.dropFirst(7)))
        } else {
            return nil
        }
    }

    /// From `${NAME}` as a whole.
    fileprivate init?(written: Substring) {
        guard written.hasSuffix("}") else { return nil }
        self.init(written.dropFirst(2).dropLast())
    }
}

/// Whether `name` can name an environment variable: letters, digits and `_`, not beginning with a digit (POSIX.1, "Name").
public func isEnvironmentName(_ name: some StringProtocol) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || byte == UInt8(ascii: "_")
    }
    guard let first = name.utf8.first, isLetter(first) else { return false }
    return name.utf8.allSatisfy { isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
}
