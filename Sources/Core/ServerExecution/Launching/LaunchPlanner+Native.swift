import ServerModel

/// A server as a client would start it without us in between, secrets by name.
public struct NativeLaunch: Hashable, Sendable {
    public enum Way: Hashable, Sendable {
        case program(String, [MarkedText], environment: [String: MarkedText], directory: String?)
        case address(MarkedText, headers: [String: MarkedText], Transport)
    }

    /// A text, and the names of secrets in it.
    public struct MarkedText: Hashable, Sendable {
        public enum Part: Hashable, Sendable {
            case text(String)
            case secret(String)
        }

        public var parts: [Part]
    }

    public var way: Way
}

extension LaunchPlanner {
    /// What a client is to start for `definition`, or where it is. Throws what only we can do: containers, what is unset.
    public func nativeLaunch(of definition: ServerDefinition) throws(LaunchError) -> NativeLaunch {
        let wanted = Self.secretsWanted(by: definition).map(\.name)
        let supply = SecretSupply(values: Dictionary(wanted.map { ($0, SecretValue(Mark.text(for: $0))) }) { first, _ in first })
        let planner = supplied(with: supply)
        if definition.execution.mode == .remote { return NativeLaunch(way: try planner.address(of: definition)) }
        guard definition.execution.transport == .stdio else {
            throw .notSupported(
                "starting a server that listens on a port", of: definition.name,
                instead: "a connection through us, without --direct")
        }
        return NativeLaunch(way: try planner.program(of: definition))
    }

    private func address(of definition: ServerDefinition) throws(LaunchError) -> NativeLaunch.Way {
        let endpoint = try remoteEndpoint(of: definition)
        let headers = endpoint.headers.map { ($0.name, Mark.read($0.value)) }
        return .address(
            Mark.read(endpoint.url), headers: Dictionary(headers) { first, _ in first },
            definition.execution.transport == .sse ? .sse : .streamableHTTP)
    }

    private func program(of definition: ServerDefinition) throws(LaunchError) -> NativeLaunch.Way {
        let local = try localExecution(of: definition)
        let places = try places(of: definition, local)
        let plan = try plan(for: definition)
        var environment: [String: NativeLaunch.MarkedText] = [:]
        for name in definition.secrets.map(\.name) + local.environment.keys {
            if let value = plan.environment[name] { environment[name] = Mark.read(value) }
        }
        var arguments = plan.arguments
        // Without a working directory of its own a script must be found from anywhere.
        if local.command == nil, let script = arguments.first { arguments[0] = absolute(script, in: places.source) }
        return .program(
            plan.executable, arguments.map(Mark.read), environment: environment,
            directory: local.cwd == nil ? nil : plan.workingDirectory)
    }
}

/// Stands for a secret while texts are put together: characters that no file has.
private enum Mark {
    static let begin: Character = "\u{F0001}"
    static let end: Character = "\u{F0002}"

    static func text(for name: String) -> String { "\(begin)\(name)\(end)" }

    static func read(_ text: String) -> NativeLaunch.MarkedText {
        var parts: [NativeLaunch.MarkedText.Part] = []
        for (index, piece) in text.split(separator: begin, omittingEmptySubsequences: false).enumerated() {
            let halves = piece.split(separator: end, maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if index > 0, halves.count == 2 { parts.append(.secret(halves[0])) }
            if let rest = halves.last, !rest.isEmpty { parts.append(.text(rest)) }
        }
        return NativeLaunch.MarkedText(parts: parts)
    }
}
