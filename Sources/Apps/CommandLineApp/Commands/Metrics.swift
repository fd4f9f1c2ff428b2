import ArgumentParser
import ControlAPI
import ServerModel

/// `mcp-manager metrics`
struct Metrics: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Print what Prometheus would be told.",
        discussion: """
            In Prometheus's text format. To have it fetched, switch on the port in config.yaml ('metrics: {enabled: true}') and point \
            Prometheus at 127.0.0.1; or write it to a file that its node exporter reads.

            With --json: the same text as one JSON string.
            """)

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        try session.show(try await session.connect().metrics()) { StyledText(lines: $0) }
    }
}
