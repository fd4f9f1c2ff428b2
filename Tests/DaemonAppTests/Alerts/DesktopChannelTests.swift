import ServerModel
import Testing

@testable import DaemonApp

struct `A notification on the desktop` {
    @Test func `is shown by notify-send, its text an argument that is no option and no markup`() throws {
        let notice = try AlertNotice.sample(.fired, "--help <b>bold</b>\u{1B}[31m")
        #expect(
            DesktopChannel.notifySend(notice) == [
                "notify-send", "--app-name=mcp-manager", "--urgency=critical", "--", "mcp-manager: github",
                "--help &lt;b&gt;bold&lt;/b&gt;",
            ])
    }

    @Test func `is shown by D-Bus, its text a string whatever is in it`() throws {
        let words = DesktopChannel.bus(try .sample(.fired, "it's \\ <x>, {'a': 1}"))
        #expect(words.prefix(2) == ["gdbus", "call"])
        #expect(words.contains(#"'it&apos;s \\ &lt;x&gt;, {&apos;a&apos;: 1}'"#))
        #expect(words.contains("'mcp-manager: github'"))
        #expect(words.suffix(2) == ["{'urgency': <byte 2>}", "0"])
    }

    @Test func `is shown on macOS by a script that no text becomes part of`() throws {
        let words = DesktopChannel.appleScript(try .sample(.fired, "\" & do shell script \"x\""))
        let scripts = words.indices.filter { $0 > 0 && words[$0 - 1] == "-e" }.map { words[$0] }
        #expect(scripts == ["on run argv", "display notification (item 2 of argv) with title (item 1 of argv)", "end run"])
        #expect(words.last == "\" & do shell script \"x\"")
    }

    @Test(arguments: [(Severity.error, "critical"), (.warning, "normal"), (.info, "low")])
    func `is as urgent as the alert`(severity: Severity, word: String) throws {
        let notice = try AlertNotice.sample(.fired, severity: severity)
        #expect(DesktopChannel.notifySend(notice).contains("--urgency=\(word)"))
    }

    @Test func `is not urgent once it is over`() throws {
        let notice = try AlertNotice.sample(.resolved)
        #expect(DesktopChannel.notifySend(notice).contains("--urgency=low"))
        #expect(notice.title == "mcp-manager: github (over)")
    }

    #if !os(macOS)
        @Test func `is tried another way when there is no notify-send`() async throws {
            let recorded = RecordedTools { words in
                guard words[0] == "gdbus" else { throw ErrorReport(code: "command-not-found", problem: "", remedy: "") }
                return .good
            }
            try await DesktopChannel(tools: recorded.tools).tell(try .sample())
            #expect(recorded.uses.map(\.words[0]) == ["notify-send", "gdbus"])
        }

        @Test func `that no way shows is told with what to do`() async throws {
            let recorded = RecordedTools { _ in .bad }
            let error = await #expect(throws: ErrorReport.self) {
                try await DesktopChannel(tools: recorded.tools).tell(try .sample())
            }
            #expect(error?.code == "no-desktop-notification")
            #expect(recorded.uses.count == 2)
        }

        @Test(arguments: [
            ([:], false), (["DISPLAY": ""], false), (["DISPLAY": ":0"], true), (["WAYLAND_DISPLAY": "wayland-0"], true),
            (["DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1000/bus"], true),
        ])
        func `is only tried where somebody could see it`(environment: [String: String], isReachable: Bool) {
            #expect(AlertChannels.isDesktopReachable(environment) == isReachable)
        }
    #endif
}
