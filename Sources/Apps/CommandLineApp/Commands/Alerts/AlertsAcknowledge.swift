import ArgumentParser
import ServerModel

/// `mcp-manager alerts ack ID`
struct AlertsAcknowledge: Verb {
    static let configuration = CommandConfiguration(
        commandName: "ack", abstract: "Say that you have seen an alert: nobody is told of it again.",
        discussion: "When it is over and comes back, that is a new one.")

    @Argument(help: "The alert, as 'alerts' shows it, e.g. server-down/github.", completion: .alertIDs)
    var id: String

    @Option(help: ArgumentHelp("What you want others to know.", valueName: "words"))
    var comment: String?

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let alert = try await session.connect().acknowledge(AlertAcknowledgement(alert: id, comment: comment))
        try session.show(alert) { "acknowledged \($0.id); nobody is told of it again\n" }
    }
}
