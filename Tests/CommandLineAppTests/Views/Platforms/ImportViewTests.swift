import ServerModel
import Testing

@testable import CommandLineApp

extension StyledText {
    fileprivate var plain: String { rendered(colored: false) }
}

private func shortened(_ path: String) -> String { Stage().context(environment: ["HOME": "/home/u"]).shortened(path) }

struct `The screens of an import` {
    @Test func `list servers that clients have`() {
        #expect(
            ImportTable(candidates: PlatformExample.candidates, hints: true).text(width: nil).plain == """
                #  NAME    STARTS                CLIENTS      CREDENTIALS            TAKE OVER
                1  github  npx -y @scope/github  Cursor, Zed  GITHUB_TOKEN gh… (40)  yes
                2  time    uvx mcp-server-time   Zed          -                      yes
                3  git     mcp-connect git       Zed          -                      is yours already: git
                4  odd     sh -c …               Kiro         -                      its command is not there

                4 found, 2 can be taken over; take them over with: mcp-manager import --all

                """)
    }

    @Test func `show what would be done, and what was`() {
        var view = ImportView(outcome: PlatformExample.outcome(), shortened: shortened)
        #expect(
            view.preview.plain == """
                ~/.cursor/mcp.json
                  {
                -   "GITHUB_TOKEN": "gh… (40)"
                +   "command": "mcp-connect"
                  }

                ~/.mcp_servers/servers/github.yaml
                + name: github

                1 server to take over
                  github of Cursor, Zed
                1 credential to move
                  GITHUB_TOKEN of ~/.cursor/mcp.json:12 → secret GITHUB_TOKEN of github

                """)
        view = ImportView(outcome: PlatformExample.outcome(id: "i1"), shortened: shortened, afterwards: ["zed": "look again"])
        #expect(
            view.done.plain == """
                1 server taken over
                  github of Cursor, Zed
                moved 1 credential
                  GITHUB_TOKEN of ~/.cursor/mcp.json:12 → secret GITHUB_TOKEN of github
                changed ~/.cursor/mcp.json; what it was is in ~/.mcp_servers/backups/mcp.json
                made ~/.mcp_servers/servers/github.yaml
                → Zed: look again
                to undo it: mcp-manager import --undo i1

                """)
    }

    @Test func `never show a value, and make foreign text harmless`() {
        var nasty = PlatformExample.candidates[0]
        nasty.launch = "x \u{1B}[2J"
        nasty.name = "a\u{1B}[31mb"
        nasty.obstacle = "\u{202E}no"
        nasty.credentials[0].key = "K\u{07}"
        let text = ImportTable(candidates: [nasty], hints: true).text(width: nil).plain
        #expect(!text.contains { $0 != "\n" && $0.unicodeScalars.contains(where: PlainText.isUnwelcome) })
    }
}
