import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `Focus and leaving` {
    @Test func `Tab goes round the visible panes`() {
        var app = Scenario()
        var seen: [Pane] = [app.state.focus]
        for _ in 0..<3 {
            app.press(.nextPane)
            seen.append(app.state.focus)
        }
        #expect(seen == [.servers, .status, .events, .servers])
    }

    @Test func `numbers go to panes, hidden ones open zoomed`() {
        var app = Scenario(columns: 80, rows: 24)
        app.receive(.happened(generation: 1, Sample.event(1, "git", "ready", .ok)))
        #expect(app.footer.hasSuffix("[1 new]"))
        app.press(.pane(.events))
        #expect(app.state.layout?.panes.keys.map(\.self) == [.events])
        #expect(app.lines(of: .events).first?.contains("git") == true)
        app.press(.paneServer)
        #expect(app.state.focus == .status)
        app.press(.pane(.servers))
        #expect(!app.footer.contains("new"))
    }

    @Test func `brackets go through the views of a server`() {
        var app = Scenario()
        for tab in Tab.allCases.dropFirst() {
            app.press(.nextTab)
            #expect(app.state.focus == tab.pane)
        }
        app.press(.nextTab)
        #expect(app.state.focus == .status)
        app.press(.previousTab, .previousTab)
        #expect(app.state.focus == .sessions)
    }

    @Test func `Esc peels one thing after another and never quits`() {
        var app = Scenario()
        app.press(.mark)
        app.press(.paneServer, .zoom)
        _ = app.takeEffects()
        app.press(.back)
        #expect(!app.state.isZoomed)
        app.press(.back)
        #expect(app.state.focus == .servers && !app.state.marked.isEmpty)
        app.press(.back)
        #expect(app.state.marked.isEmpty)
        app.press(.back)
        #expect(!app.takeEffects().contains(.quit))
    }

    @Test func `q goes back, and in the end quits`() {
        var app = Scenario()
        app.press(.paneServer)
        _ = app.takeEffects()
        app.press(.quitOrBack)
        #expect(app.state.focus == .servers && app.takeEffects().isEmpty)
        app.press(.quitOrBack)
        #expect(app.takeEffects() == [.quit])
    }

    @Test func `Ctrl-C quits only the second time within two seconds`() {
        var app = Scenario()
        _ = app.takeEffects()
        app.press(.interrupt)
        #expect(app.toast() == "Ctrl-C again quits")
        app.now = app.now + .seconds(3)
        app.press(.interrupt)
        #expect(app.toast() == "Ctrl-C again quits")
        #expect(app.takeEffects().isEmpty)
        app.now = app.now + .seconds(1)
        app.press(.interrupt)
        #expect(app.takeEffects() == [.quit])
    }

    @Test func `the terminal's end is the end`() {
        var app = Scenario()
        _ = app.takeEffects()
        app.send(.input(.terminalClosed))
        #expect(app.takeEffects() == [.quit])
    }

    @Test func `q works on a screen that is too small`() {
        var app = Scenario(columns: 30, rows: 5)
        #expect(app.screen.hasPrefix("need 40x10, have 30x5"))
        _ = app.takeEffects()
        app.press(key: .character("q"))
        #expect(app.takeEffects() == [.quit])
    }

    @Test func `help finds a key by its words`() {
        var app = Scenario(columns: 80, rows: 24)
        app.press(.help)
        app.type("wrap")
        #expect(app.screen.contains("Wrap long lines"))
        #expect(!app.screen.contains("Paint the screen anew"))
        app.press(.close)
        #expect(app.state.overlay == nil)
    }

    @Test func `the footer offers only what would do something`() {
        var app = Scenario()
        app.select("grafana")
        #expect(app.footer.contains("s start") && !app.footer.contains("x stop"))
        app.select("git")
        #expect(app.footer.contains("x stop") && !app.footer.contains("s start"))
    }
}

struct `The connection` {
    @Test func `is begun at once, with a screen that says so`() {
        var app = Scenario(connecting: Size(columns: 80, rows: 24))
        #expect(app.takeEffects() == [.connect(generation: 1, launch: true)])
        #expect(app.screen.contains("connecting to the daemon"))
    }

    @Test func `that fails says why and what to do, and R tries again`() {
        var app = Scenario(connecting: Size(columns: 80, rows: 24))
        app.receive(.lost(generation: 1, ErrorReport(code: "x", problem: "no space left", remedy: "free some")))
        #expect(app.screen.contains("no space left") && app.screen.contains("free some"))
        _ = app.takeEffects()
        app.press(.refresh)
        #expect(app.takeEffects() == [.connect(generation: 2, launch: true)])
    }

    @Test func `that lasted is made again by itself, once`() {
        var app = Scenario()
        _ = app.takeEffects()
        app.now = app.now + .seconds(60)
        app.receive(.lost(generation: 1, .daemonEnded))
        #expect(app.takeEffects() == [.connect(generation: 2, launch: true)])
        #expect(app.header.contains("daemon gone, connecting"))
        app.receive(.lost(generation: 2, .daemonEnded))
        #expect(app.takeEffects().isEmpty)
        #expect(app.header.contains("daemon gone") && app.header.contains("R connect"))
        #expect(app.screen.contains("github"), "the last picture stays")
    }

    @Test func `that the daemon ended as it was asked to stays ended until a person wants it back`() {
        var app = Scenario()
        _ = app.takeEffects()
        app.now = app.now + .seconds(60)
        app.receive(
            .happened(
                generation: 1,
                ServerEvent(
                    sequence: 9, time: app.now, server: nil, kind: .farewell, severity: .info, message: "stopped as asked")))
        app.receive(.lost(generation: 1, .daemonEnded))
        #expect(app.takeEffects().isEmpty)
        app.press(.refresh)
        #expect(app.takeEffects() == [.connect(generation: 2, launch: true)])
    }

    @Test func `that breaks at once is not made again for ever`() {
        var app = Scenario()
        _ = app.takeEffects()
        app.receive(.lost(generation: 1, .daemonEnded))
        #expect(app.takeEffects().isEmpty)
    }

    @Test func `that is gone leaves no colour in the picture, and no verb works`() {
        var app = Scenario()
        app.receive(.lost(generation: 1, .daemonEnded))
        let body = app.frame.cells.dropFirst(120).dropLast(120)
        #expect(body.allSatisfy { $0.style.token == .textDim })
        app.press(.restart)
        #expect(app.toast() == "not connected to the daemon; R connects again")
    }

    @Test func `ignores what an older one still says`() {
        var app = Scenario()
        app.now = app.now + .seconds(60)
        app.receive(.lost(generation: 1, .daemonEnded))
        app.receive(.connected(generation: 1, daemon: Sample.daemon, servers: [], at: app.now))
        #expect(app.state.servers.count == 12)
        #expect(!app.state.isConnected)
    }

    @Test func `without servers says how to begin`() {
        #expect(Scenario([]).screen.contains("Add a server of your own"))
    }
}

struct `The header` {
    @Test func `counts the states that occur`() {
        let header = Scenario(columns: 200, rows: 50).header
        #expect(header.contains("● 4 ready") && header.contains("✘ 2 failed") && header.contains("◇ 1 needs secret"))
        #expect(!header.contains("unreachable"))
        #expect(header.hasSuffix("4 sessions"))
    }

    @Test func `names a home that is not the default`() {
        #expect(Scenario(columns: 200, rows: 50, home: "~/work").header.hasPrefix(" mcp-manager  ~/work "))
    }

    @Test func `counts the clients that are in sync, where there is room`() {
        var app = Scenario.clients(columns: 200, rows: 50)
        let configured = Sample.clients.filter(\.isConfigured)
        let good = configured.count { $0.summary == .inSync }
        #expect(good > 0 && good < configured.count)
        #expect(app.header.contains("sync \(good)/\(configured.count)   4 sessions"), "\(app.header)")
        app.resize(80, 24)
        #expect(!app.header.contains("sync"))
        #expect(!Scenario(columns: 200, rows: 50).header.contains("sync"), "nothing is claimed that is not known")
    }

    @Test func `drops words before numbers when it is narrow`() {
        let header = Scenario(columns: 80, rows: 24).header
        #expect(header.contains("● 4") && !header.contains("4 ready"))
    }
}
