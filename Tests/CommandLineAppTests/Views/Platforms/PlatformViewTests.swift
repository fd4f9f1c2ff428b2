import ServerModel
import Testing

@testable import CommandLineApp

extension StyledText {
    fileprivate var plain: String { rendered(colored: false) }
}

private func shortened(_ path: String) -> String { Stage().context(environment: ["HOME": "/home/u"]).shortened(path) }

struct `The screens of AI clients` {
    @Test func `list them, and below what needs a person`() {
        #expect(
            PlatformListView(platforms: PlatformExample.statuses, hidden: 35, shortened: shortened).text(width: nil).plain == """
                ID      CLIENT         STATE                                 OURS  OTHERS  FILE
                cursor  Cursor         ▲ 2 drifted, 1 to decide, 1 to write  1     2       ~/.cursor/mcp.json
                zed     Zed            ✔ in sync                             2     0       ~/.zed/mcp.json
                codex   Codex          ◇ 2 to write                          3     0       ~/.codex/mcp.json
                broken  Broken         ✘ broken                              -     -       ~/.broken/mcp.json
                kiro    Kiro           ○ not configured                      0     2       ~/.kiro/mcp.json
                cherry  Cherry Studio  – not supported                       -     -       -
                warp    Warp           – not installed                       0     0       ~/.warp/mcp.json (not there yet)

                ▲ cursor: 'time' was changed by somebody else
                ▲ cursor: 'git' was taken out by somebody else
                ▲ cursor: 'jira' is an entry of somebody else, and a server of yours has the name
                  → run 'mcp-manager platform sync cursor' to be asked, or add --ours NAME (as we want it) or --theirs NAME (leave it)
                  → or put the whole file back as it was: mcp-manager platform restore cursor

                ✘ broken: /home/u/b.json:3:5: a comma is missing
                  → mend the file

                2 files are to be written: mcp-manager platform sync
                35 others are known: mcp-manager platform list --all

                """)
    }

    @Test func `say how to begin`() {
        let view = PlatformListView(platforms: [PlatformExample.statuses[4]], hidden: 0, shortened: shortened)
        #expect(
            view.text(width: nil).plain == """
                ID    CLIENT  STATE             OURS  OTHERS  FILE
                kiro  Kiro    ○ not configured  0     2       ~/.kiro/mcp.json

                none is configured yet; write your servers into all that are installed with: mcp-manager platform sync

                """)
    }

    @Test func `tell everything of one`() {
        let story = PlatformStory(platform: PlatformExample.cursor, times: times, shortened: shortened, width: nil)
        #expect(
            story.text.plain == """
                cursor  Cursor  ▲ 2 drifted, 1 to decide, 1 to write
                  file        ~/.cursor/mcp.json
                  installed   yes
                  configured  yes; its entries connect through us
                  written     2026-11-20 09:11:37, 2d 7h ago
                  afterwards  restart Cursor
                  note        it asks before it uses a new server

                ENTRY  SERVER  STATE          ON  STARTS
                time   time    ▲ changed      on  uvx mcp-server-time
                git    git     ▲ taken out    -   -
                jira   jira    ▲ name taken   -   -
                web    web     ◇ to be added  -   -
                other  -       · not ours     -   -

                ▲ 'time' was changed by somebody else
                    - command: "mcp-connect"
                    + command: "uvx"
                ▲ 'git' was taken out by somebody else
                ▲ 'jira' is an entry of somebody else, and a server of yours has the name
                  → run 'mcp-manager platform sync cursor' to be asked, or add --ours NAME (as we want it) or --theirs NAME (leave it)
                  → or put the whole file back as it was: mcp-manager platform restore cursor

                """)
    }

    @Test func `tell why one is not written`() {
        let cherry = PlatformStory(platform: PlatformExample.statuses[5], times: times, shortened: shortened)
        #expect(
            cherry.text.plain == """
                cherry  Cherry Studio  – not supported
                  obstacle    it keeps servers in a database; add them there
                  installed   yes

                """)
        var broken = PlatformExample.statuses[3]
        broken.isDirect = true
        broken.source = "/home/u/.mcp_servers/platforms/broken.yaml"
        broken.entries = [PlatformEntry(name: "web", server: id("web"), state: .impossible, obstacle: "it speaks no SSE")]
        #expect(
            PlatformStory(platform: broken, times: times, shortened: shortened).text.plain == """
                broken  Broken  ✘ broken
                  file        ~/.broken/mcp.json
                  problem     /home/u/b.json:3:5: a comma is missing
                  remedy      mend the file
                  installed   yes
                  configured  yes; its entries start servers directly, without us
                  described   by you, in ~/.mcp_servers/platforms/broken.yaml

                ENTRY  SERVER  STATE         ON  STARTS
                web    web     ✘ impossible  -   -

                ✘ 'web': it speaks no SSE

                """)
    }

    @Test func `list what was written`() {
        let records = [
            PlatformSyncRecord(id: "s2", time: now, what: "undo", platforms: ["cursor"], backups: [nil]),
            PlatformSyncRecord(
                id: "s1", time: now, what: "sync", platforms: ["cursor", "zed"], backups: [nil, "/b"], isUndone: true),
        ]
        #expect(
            PlatformHistoryView(records: records, times: times).table.text(width: nil).plain == """
                ID  TIME                 WHAT  CLIENTS      UNDONE
                s2  2026-11-22 16:44:57  undo  cursor
                s1  2026-11-22 16:44:57  sync  cursor, zed  undone

                """)
    }

    @Test func `list copies of a file`() {
        let copies = [
            PlatformCopy(id: "c2", time: now, reason: "as last seen", size: 2048, servers: 3, difference: []),
            PlatformCopy(
                id: "c1", time: now, reason: "before sync", size: 10, servers: nil, difference: [" {", "-a", "+b", "+c"]),
        ]
        #expect(
            PlatformCopiesView(copies: copies, times: times).table.text(width: nil).plain == """
                COPY  TIME                 SIZE    SERVERS       KEPT          AGAINST NOW
                c2    2026-11-22 16:44:57  2.0 kB  3             as last seen  the same
                c1    2026-11-22 16:44:57  10 B    not readable  before sync   +2 -1

                """)
    }

    @Test func `make foreign text harmless`() {
        var nasty = PlatformExample.cursor
        nasty.title = "Cur\u{1B}]0;t\u{07}sor"
        nasty.note = "a\u{202E}b"
        nasty.entries = [
            PlatformEntry(
                name: "a\u{1B}[2J\nb", server: id("time"), state: .drifted, launch: "\u{9B}31mx", difference: ["+\u{1B}[1A"],
                obstacle: "\u{1B}c")
        ]
        let list = PlatformListView(platforms: [nasty], hidden: 0, shortened: shortened).text(width: nil)
        let story = PlatformStory(platform: nasty, times: times, shortened: shortened).text
        let question = PlatformQuestionView(problem: "\u{1B}[2J", entry: nasty.entries[0], purpose: .sync)
        for text in [list, story, question.text + question.prompt] {
            #expect(!text.plain.contains { $0 != "\n" && $0.unicodeScalars.contains(where: PlainText.isUnwelcome) })
        }
        #expect(list.plain.contains("'a b' was changed by somebody else\n"))
    }
}
