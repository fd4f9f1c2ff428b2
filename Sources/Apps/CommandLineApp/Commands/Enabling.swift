import ArgumentParser
import ServerModel

/// `mcp-manager enable NAME…`
struct Enable: EnablingVerb {
    static let configuration = CommandConfiguration(
        abstract: "Let servers be started again.", discussion: "The same as 'config set NAME enabled=true'.")

    @OptionGroup var servers: ServerNames
    @OptionGroup var options: CommonOptions

    var isEnabled: Bool { true }
}

/// `mcp-manager disable NAME…`
struct Disable: EnablingVerb {
    static let configuration = CommandConfiguration(
        abstract: "Stop servers, and keep them from being started; they stay listed.",
        discussion: "The same as 'config set NAME enabled=false'.")

    @OptionGroup var servers: ServerNames
    @OptionGroup var options: CommonOptions

    var isEnabled: Bool { false }
}

/// A verb that switches several servers. Success is quiet.
protocol EnablingVerb: Verb {
    var servers: ServerNames { get }
    var isEnabled: Bool { get }
}

extension EnablingVerb {
    func run(in session: Session) async throws {
        let edit = DefinitionEditRequest(edits: [DefinitionEdit(path: ["enabled"], value: "\(isEnabled)")])
        try await session.forEach(servers.names, { try await $0.changeDefinition(edit, of: $1) }) { edited in
            try session.show(edited) { _ in "" }
        }
    }
}
