import ServerModel
import Testing

@testable import BridgeApp

struct `The command line of mcp-connect` {
    @Test(arguments: [
        (["time"], BridgeOptions(server: "time")),
        (["time", "--client", "cursor"], BridgeOptions(server: "time", client: "cursor")),
        (["--home", "/h", "--client=cursor", "time"], BridgeOptions(server: "time", client: "cursor", home: "/h")),
    ])
    func `names a server, and who asks`(arguments: [String], expected: BridgeOptions) {
        #expect(BridgeCommand(arguments: arguments) == .connect(expected))
    }

    @Test(arguments: [[], ["a", "b"], ["a", "--client"], ["a", "--client="], ["a", "--port", "1"]])
    func `is refused when it makes no sense`(arguments: [String]) {
        guard case .misuse = BridgeCommand(arguments: arguments) else {
            Issue.record("\(arguments) was accepted")
            return
        }
    }

    @Test func `can ask for help and the version`() {
        #expect(BridgeCommand(arguments: ["time", "--help"]) == .help)
        #expect(BridgeCommand(arguments: ["--version"]) == .version)
        #expect(Words.version == productVersion)
    }
}
