import ArgumentParser
import ServerModel

/// `mcp-manager secrets delete NAME KEY`
struct SecretsDelete: Verb {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Take the value of a secret out of every store. There is no copy.",
        discussion: "Asks first, unless --yes is given.")

    @Argument(help: "The server.", completion: .serverNames)
    var name: String

    @Argument(help: "The secret: the name of its variable.", completion: .secretNames)
    var key: String

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let id = try ServerID(name)
        let client = try await session.connect()
        if !options.yes {
            let secrets = try await client.secrets(of: id)
            try secrets.expectValue(of: key)
            let need: StyledText =
                secrets.secret(key)?.requirement.required == true ? ", which '\(id)' cannot start without" : ""
            try session.confirm("delete the value of \(key)\(need)?", otherwise: "deleting \(key) needs a yes")
        }
        let applied = try await client.deleteSecret(key, of: id)
        try session.show(applied) { SecretsAppliedView(applied: $0, deleted: key).text }
    }
}
