import ServerModel
import Testing

@testable import TerminalApp
@testable import TerminalKit

struct `Choosing a theme` {
    private static let offers = ["ansi", "dark", "nord", "mine"].map { name in
        Theme.Offer(name: name, summary: SafeText("how \(name) looks"), isOwn: name == "mine")
    }

    /// A dashboard whose daemon tells what `config.yaml` says.
    private func app(_ settings: DashboardSettings? = DashboardSettings(), _ appearance: Appearance = Appearance()) -> Scenario {
        var app = Scenario(connecting: Size(columns: 120, rows: 40), appearance: appearance)
        var daemon = Sample.daemon
        daemon.dashboard = settings
        app.receive(.connected(generation: 1, daemon: daemon, servers: Sample.household, at: Sample.now))
        return app
    }

    private func picking(_ app: inout Scenario) {
        _ = app.takeEffects()
        app.press(.themes(.choose))
        #expect(app.takeEffects() == [.offerThemes])
        app.receive(.themes(.offered(Self.offers)))
    }

    @Test func `lists them with what they say of themselves, and where the present one stands`() {
        var app = app(DashboardSettings(theme: "dark"))
        picking(&app)
        #expect(app.screen.contains("Themes"))
        #expect(app.screen.contains("nord  how nord looks"))
        let rows = app.frame.rows
        #expect(rows.contains { $0.contains("dark") && $0.contains("in use") })
        #expect(rows.contains { $0.contains("mine") && $0.contains("yours") })
        #expect(app.frame.cursor.map { rows[$0.y].contains("dark") } == true, "the real cursor is on the chosen row")
    }

    @Test func `shows each at once, and Esc brings back what was there`() {
        var app = app()
        picking(&app)
        app.press(.down, .down)
        #expect(app.takeEffects() == [.useTheme("dark"), .useTheme("nord")])
        app.press(.close)
        #expect(app.takeEffects() == [.useTheme("ansi")])
        #expect(app.state.appearance.theme == "ansi")
    }

    @Test func `keeps it in config.yaml with Enter`() {
        var app = app(DashboardSettings(ascii: true, keys: ["restart": ["ctrl-r"]]))
        picking(&app)
        app.press(.down, .themes(.keep))
        var kept = DashboardSettings(theme: "dark", ascii: true, keys: ["restart": ["ctrl-r"]])
        let request = Request.settings(.setDashboard(kept))
        #expect(app.takeEffects() == [.useTheme("dark"), .ask(request, generation: app.state.questions)])
        app.receive(.answered(request, generation: app.state.questions, .success(.settings(.dashboard(kept)))))
        #expect(app.toast() == "config.yaml keeps the theme dark")
        #expect(app.state.appearance.theme == "dark")
        // Edited by hand afterwards: the newest choice wins.
        kept.theme = "nord"
        var daemon = Sample.daemon
        daemon.dashboard = kept
        app.receive(.reloaded(generation: 1, daemon: daemon, servers: Sample.household, at: Sample.now))
        #expect(app.takeEffects().contains(.useTheme("nord")))
    }

    @Test func `without a daemon that can write says what to write`() {
        var app = app(nil)
        picking(&app)
        app.press(.down, .themes(.keep))
        #expect(
            app.toast() == "dark until the dashboard ends; to keep it, write 'dashboard: {theme: dark}' into config.yaml")
        #expect(app.takeEffects() == [.useTheme("dark")])
    }

    @Test func `says what is wrong with a file, and where`() {
        var app = app()
        let warning = ThemeWarning(line: 3, problem: "'grean' is no colour", fix: "write green")
        app.receive(.themes(.loaded("mine", [warning, warning])))
        #expect(app.toast() == "theme mine: 'grean' is no colour (and 1 more)")
        #expect(app.state.toast?.remedy?.string == "line 3: write green")
    }

    @Test(
        arguments: [
            (nil, false, nil, "ansi"), (nil, true, nil, "mono"), (nil, true, "nord", "nord"), (nil, false, "nord", "nord"),
            ("light", true, "nord", "light"),
        ] as [(String?, Bool, String?, String)])
    func `follows the command line, then config.yaml, then NO_COLOR`(
        asked: String?, avoidsColors: Bool, configured: String?, theme: String
    ) {
        var app = app(DashboardSettings(theme: configured), Appearance(asked: asked, avoidsColors: avoidsColors))
        #expect(app.state.appearance.shownTheme == theme)
        let before = asked ?? (avoidsColors ? "mono" : "ansi")
        #expect(app.takeEffects().contains(.useTheme(theme)) == (theme != before))
    }

    @Test func `draws with ASCII where config.yaml asks for it, and where nothing else can be shown`() {
        var app = app(DashboardSettings(ascii: true))
        #expect(app.takeEffects().contains(.useASCII(true)))
        var limited = Appearance()
        limited.limit(toASCII: true)
        app = self.app(DashboardSettings(ascii: false), limited)
        #expect(app.state.appearance.showsASCII)
        #expect(!app.takeEffects().contains(.useASCII(false)))
    }
}

struct `The mouse` {
    @Test func `is left to the terminal until F2 asks for it`() {
        var app = Scenario()
        _ = app.takeEffects()
        app.press(key: .function(2))
        #expect(app.toast()?.contains("F2") == true)
        #expect(app.takeEffects() == [.useMouse(true)])
        app.press(key: .function(2))
        _ = app.toast()
        #expect(app.takeEffects() == [.useMouse(false)])
    }

    @Test func `selects a server, and goes to the pane it points at`() throws {
        var app = Scenario()
        let list = try #require(app.state.layout?.panes[.servers])
        app.send(.input(.mouse(MouseEvent(.press, at: Point(x: list.x + 4, y: list.y + 3)))))
        #expect(app.state.selected == app.state.visibleServers[2].id)
        let status = try #require(app.state.layout?.panes[.status])
        app.send(.input(.mouse(MouseEvent(.press, at: Point(x: status.x + 4, y: status.y + 3)))))
        #expect(app.state.focus == .status)
    }

    @Test func `moves what is under it with the wheel`() throws {
        var app = Scenario()
        let list = try #require(app.state.layout?.panes[.servers])
        let first = app.state.selected
        app.send(.input(.mouse(MouseEvent(.wheelDown, at: Point(x: list.x + 4, y: list.y + 3)))))
        #expect(app.state.selected == app.state.visibleServers[1].id)
        app.send(.input(.mouse(MouseEvent(.wheelUp, at: Point(x: list.x + 4, y: list.y + 3)))))
        #expect(app.state.selected == first)
    }
}
