import ServerModel
import Testing

@testable import CommandLineApp

extension StyledText {
    fileprivate var plain: String { rendered(colored: false) }
}

private func shortened(_ path: String) -> String { Stage().context(environment: ["HOME": "/home/u"]).shortened(path) }

struct `The screens of writing` {
    @Test func `show what would be done to a file`() {
        let view = PlatformSyncView(
            sync: PlatformExample.sync(refusals: [PlatformExample.question, PlatformExample.failure]), shortened: shortened)
        #expect(
            view.preview.plain == """
                Cursor  ~/.cursor/mcp.json
                  add web, sqlite
                  update Big Git (git)
                  take out old
                  ▲ Cursor is running
                  {
                -   "old": {}
                +   "web": {}
                  }

                """)
        #expect(view.preview.rendered(colored: true).contains("\u{1B}[32m+   \"web\": {}"))
        // What waits for a decision was asked about before.
        #expect(view.omissions.plain == "✘ /z.json:3:5: a comma is missing\n")
    }

    @Test func `say what was done, what is to be done, and how to undo it`() {
        var sync = PlatformExample.sync(id: "s1")
        // A client may have more than one file.
        sync.changes.append(PlatformExample.change(isDone: false))
        sync.changes[1].path = "/home/u/.cursor/other.json"
        sync.changes[1].steps = [
            .init(name: "a", server: id("a"), kind: .adopt), .init(name: "b", server: id("b"), kind: .restore),
        ]
        #expect(
            PlatformSyncView(sync: sync, shortened: shortened).done.plain == """
                Cursor: added web, sqlite; updated Big Git (git); took out old
                  changed ~/.cursor/mcp.json; what it was is in ~/.mcp_servers/backups/mcp.json
                Cursor: made ours a; put back b
                  changed ~/.cursor/other.json
                → Cursor: restart Cursor
                to undo it: mcp-manager platform undo s1

                """)
    }

    @Test(arguments: [
        (PlatformEntry.State.drifted, PlatformSyncRequest.Purpose.sync, "have it as we want it, (t)heirs: leave it as it is"),
        (.missing, .sync, "put it back, (t)heirs: leave it out"), (.taken, .sync, "make it ours, (t)heirs: leave it as it is"),
        (.drifted, .release, "take it out, (t)heirs: leave it as it is"),
    ])
    func `ask what becomes of an entry`(state: PlatformEntry.State, purpose: PlatformSyncRequest.Purpose, words: String) {
        let view = PlatformQuestionView(problem: "", entry: PlatformExample.entry("x", state), purpose: purpose)
        #expect(view.prompt.plain == "  (o)urs: \(words), (s)kip? [s] ")
    }
}
