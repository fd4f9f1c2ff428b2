import ServerModel
import Testing

@testable import CredentialFinder

struct `A definition with a credential in it` {
    private let key = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"

    private func warnings(_ lines: String) -> [Diagnostic] {
        CredentialFinder.warnings(inDefinition: "name: x\nexecution:\n" + lines, file: "/home/kim/x.yaml")
    }

    @Test func `is warned of, with its place and what to write`() throws {
        let found = warnings("  local:\n    command: npx\n    environment:\n      GITHUB_TOKEN: \(key)\n")
        let warning = try #require(found.first)
        #expect(found.count == 1 && warning.severity == .warning && (warning.line, warning.column) == (6, 21))
        #expect(warning.message.hasPrefix("'GITHUB_TOKEN' looks like a credential in plain text"))
        #expect(warning.fix == "write ${secret:GITHUB_TOKEN} there and give the value to the store instead")
        #expect(!warning.description.contains(key))
    }

    @Test func `is warned of for a header of a server elsewhere`() {
        let found = warnings("  remote:\n    url: https://a.example/mcp\n    headers:\n      Authorization: Bearer \(key)\n")
        #expect(found.count == 1)
    }

    @Test(arguments: [
        "  local:\n    command: npx\n    environment:\n      GITHUB_TOKEN: ${secret:GITHUB_TOKEN}\n",
        "  local:\n    command: npx\n    environment:\n      TZ: Europe/Berlin\n", "  local: [\n",
    ])
    func `is another than one without`(lines: String) {
        #expect(warnings(lines).isEmpty)
    }
}
