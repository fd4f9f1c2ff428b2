import ServerModel

/// What an entry is to start.
package enum ServerLaunch: Hashable, Sendable {
    /// Us: `mcp-connect NAME --client ID`. `words` are what follows the program.
    case bridge(program: String, words: [String])
    /// The server itself, a program on stdio.
    case program(String, [ReferencedText], environment: [String: ReferencedText], directory: String?)
    /// The server itself, at an address.
    case address(ReferencedText, headers: [String: ReferencedText], Transport)
    /// Nothing, and why: only we can start it.
    case impossible(EntryObstacle)
}

/// A text in which secrets are named, never written.
package struct ReferencedText: Hashable, Sendable {
    package var parts: [Part]

    package enum Part: Hashable, Sendable {
        case text(String)
        /// The value of this environment variable of the client.
        case variable(String)
    }

    package init(_ parts: [Part]) { self.parts = parts }

    package init(_ text: String) { parts = text.isEmpty ? [] : [.text(text)] }

    /// The names in it.
    package var variables: [String] {
        parts.compactMap { if case .variable(let name) = $0 { name } else { nil } }
    }

    /// The name, when it is nothing but one variable.
    package var soleVariable: String? { parts.count == 1 ? variables.first : nil }

    /// The name, when it is `Bearer ` and one variable.
    var bearerVariable: String? {
        guard parts.count == 2, case .text(let scheme) = parts[0], scheme.lowercased() == "bearer " else { return nil }
        return variables.first
    }
}

/// A server of ours as one client is to have it.
package struct WantedServer: Hashable, Sendable {
    package var id: ServerID
    package var description: String?
    /// What the definition says of this client.
    package var setting: PlatformSetting
    package var launch: ServerLaunch

    package init(id: ServerID, description: String?, setting: PlatformSetting, launch: ServerLaunch) {
        self.id = id
        self.description = description
        self.setting = setting
        self.launch = launch
    }
}

/// Why a client cannot have an entry, or a file cannot be written.
package struct EntryObstacle: ActionableError, Hashable {
    package var code: String
    package var problem: String
    package var remedy: String

    package init(_ code: String, _ problem: String, _ remedy: String) {
        self.code = code
        self.problem = problem
        self.remedy = remedy
    }
}
