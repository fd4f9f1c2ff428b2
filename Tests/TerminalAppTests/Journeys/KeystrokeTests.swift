import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// From start-up, what people need most takes at most six keys besides the text they type.
struct `Six keys are enough` {
    private static let most = 6

    @Test func `to restart a failing server`() {
        let t = Story()
        t.pane(.servers).select("slack").press(.restart)
        t.asked(.perform(.restart, Sample.id("slack"), generation: 1))
        expectFew(t)
    }

    @Test func `to see why it failed`() {
        let t = Story()
        t.pane(.servers).select("slack")
        t.pane(.status).lines(.contains("exit 1 after 3 restarts: missing SLACK_TOKEN"))
        expectFew(t)
    }

    @Test func `to give it its missing secret`() {
        let t = Story()
        t.daemon.secrets[Sample.id("slack")] = ServerSecrets(
            server: Sample.id("slack"),
            secrets: [SecretStatus(requirement: Sample.requirement("SLACK_TOKEN"), state: .missing)], store: Sample.keyring)
        t.pane(.servers).select("slack").press(.showSecrets)
        t.press(.editSecret).type("xoxb-hunter2")
        t.press(.submitField, .pressButton)
        #expect(t.wanted.contains { if case .applySecrets = $0 { true } else { false } }, "\(t.app.screen)")
        expectFew(t)
    }

    @Test func `to sync it to Cursor`() {
        let t = Story()
        t.pane(.servers).select("slack")
        t.press(.pane(.platforms), .panRight, .syncServer)
        t.popup().body(.contains("mcp-connect"))
        t.press(.agree)
        let works = t.wanted.compactMap { if case .applyPlatforms(let work, _, _) = $0 { work.kind } else { nil } }
        #expect(works == [.sync(PlatformSyncRequest(platforms: ["cursor"], servers: ["slack"]))], "\(t.app.screen)")
        expectFew(t)
    }

    @Test func `to call one of its tools`() {
        let t = Story()
        t.pane(.servers).select("github").press(.pane(.tools))
        t.press(.tools(.openForm)).type("Europe/Berlin")
        t.press(.tools(.next)).type("12:00").press(.tools(.callNow))
        #expect(
            t.wanted.contains { if case .ask(.tools(.call), _) = $0 { true } else { false } }, "\(t.app.screen)")
        expectFew(t)
    }

    @Test func `to find yesterday's outage`() {
        let t = Story()
        t.pane(.servers).select("github").press(.pane(.health))
        t.pane(.health).lines(.contains("21:40"))
        t.press(.down, .health(.showOutage))
        t.popup().body(.contains("full pipe"))
        expectFew(t)
    }

    @Test func `to copy the last error line`() {
        let t = Story()
        t.pane(.servers).select("postgres").press(.logs(.copyOfServer))
        t.press(key: .character("e"))
        #expect(
            t.wanted.contains { if case .copy(let text, _) = $0 { text.contains("upstream timeout") } else { false } },
            "\(t.app.screen)")
        expectFew(t)
    }

    private func expectFew(_ t: Story, location: SourceLocation = #_sourceLocation) {
        #expect(t.keystrokes <= Self.most, sourceLocation: location)
    }
}
