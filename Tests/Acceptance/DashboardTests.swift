import Foundation
import ServerModel
import TestSupport
import Testing

/// The size of a terminal.
struct TerminalSize: Sendable, CustomTestStringConvertible {
    var columns: Int
    var rows: Int

    var testDescription: String { "\(columns)×\(rows)" }

    static let both = [TerminalSize(columns: 80, rows: 24), TerminalSize(columns: 120, rows: 40)]
}

@Suite(.temporaryHome, .needs(.tmux), .timeLimit(.minutes(3)))
struct `The dashboard` {
    @Test(arguments: TerminalSize.both)
    func `shows a server's life as it happens, and obeys keys`(_ size: TerminalSize) async throws {
        let home = try TestHome.here
        try await home.addDemo("alpha")
        try await home.addDemo("beta")
        let terminal = try await open(size, in: home)

        try await terminal.see("alpha, stopped") { $0.lists("alpha", "stopped") }
        try await terminal.press("s")
        try await terminal.see("alpha, ready") { $0.lists("alpha", "ready") && $0.contains("run 1") }

        try await terminal.press("l")
        let client = try WireClient("alpha", in: home)
        try await client.open()
        _ = try await client.call(1, "log", #"{"level":"info","message":"seen live"}"#)
        try await terminal.see("seen live")
        try await client.close()

        try await terminal.press("[", "1", "/")
        try await terminal.type("bet")
        try await terminal.see("the filter") { $0.contains("1 of 2") && !$0.lists("alpha", "ready") }
        try await terminal.press("Enter", "Escape")
        try await terminal.see("both again") { $0.lists("alpha", "ready") && $0.lists("beta", "stopped") }

        try await terminal.press("g")
        let first = try await home.status("alpha")
        kill(try #require(first.run?.processID), SIGKILL)
        try await terminal.see("alpha, back again") { $0.lists("alpha", "ready") && $0.contains("run 2") }

        try await terminal.press("X")
        try await terminal.see("alpha, back after the key") { $0.lists("alpha", "ready") && $0.contains("run 3") }
        try await terminal.press("x")
        try await terminal.see("alpha, stopped by the key") { $0.lists("alpha", "stopped") }
        try await terminal.press("s")
        try await terminal.see("alpha, started again") { $0.lists("alpha", "ready") && $0.contains("run 4") }

        try await terminal.press("q")
        let remains = try await terminal.ended()
        #expect(remains.status == "0")
        expectClean(remains)
        #expect(try await home.status("alpha").phase == .ready)
    }

    @Test func `gives the terminal back while it is suspended, and takes it up again`() async throws {
        let home = try TestHome.here
        try await home.addDemo("alpha")
        let terminal = try await open(TerminalSize.both[0], in: home)
        try await terminal.see("alpha, stopped") { $0.lists("alpha", "stopped") }
        try await terminal.press("C-z")
        expectClean(try await terminal.suspended())
        try await home.succeed("start", "alpha")
        try await terminal.resume()
        try await terminal.see("what happened meanwhile") { $0.lists("alpha", "ready") }
        try await terminal.press("q")
        expectClean(try await terminal.ended())
    }

    @Test func `fits itself to the terminal's size, however that changes`() async throws {
        let home = try TestHome.here
        try await home.addDemo("alpha")
        let terminal = try await open(TerminalSize.both[0], in: home)
        try await terminal.see("no events pane at 80 columns") { $0.lists("alpha", "stopped") && !$0.contains("7 Events") }
        try await terminal.resize(columns: 160, rows: 50)
        try await terminal.see("the events pane") { $0.lists("alpha", "stopped") && $0.contains("7 Events") }
        try await terminal.resize(columns: 30, rows: 8)
        try await terminal.see("need 40x10")
        try await terminal.resize(columns: 80, rows: 24)
        try await terminal.see("the list again") { $0.lists("alpha", "stopped") }
        try await terminal.press("q")
        expectClean(try await terminal.ended())
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGSEGV, SIGABRT])
    func `leaves the terminal as it was when a signal ends it`(_ signal: Int32) async throws {
        let home = try TestHome.here
        try await home.addDemo("alpha")
        let terminal = try await open(TerminalSize.both[0], in: home)
        try await terminal.see("alpha")
        try terminal.signal(signal)
        let remains = try await terminal.ended()
        #expect(remains.status == "\(128 + signal)")
        expectClean(remains)
    }

    @Test func `writes nothing when nothing happens`() async throws {
        let home = try TestHome.here
        // A check of its health is something that happens: how long the answer took is shown.
        try home.define(
            "alpha",
            """
            name: alpha
            execution: {local: {command: \(Product.program("mcp-manager")), args: [demo]}}
            monitoring: {health_check: {interval: 3600}}
            """)
        try await home.succeed("start", "alpha")
        let terminal = try await open(TerminalSize.both[1], in: home)
        try await terminal.see("alpha, ready") { $0.lists("alpha", "ready") }
        // Until then something happens: what its start used is measured. Less than one hundredth more would not be told.
        try await terminal.see("alpha at rest", within: .seconds(60)) { $0.words.contains(/\ 0\.\d % of a core/) }
        #expect(try await terminal.bytesWritten(during: .seconds(10), afterRestOf: .seconds(1)) == 0)
        try await terminal.press("q")
        expectClean(try await terminal.ended())
    }

    @Test func `tells that the daemon has gone, and comes back with it`() async throws {
        let home = try TestHome.here
        try await home.addDemo("alpha")
        let terminal = try await open(TerminalSize.both[0], in: home)
        try await terminal.see("alpha")
        let daemon = try #require(home.daemons.first)
        try await home.succeed("daemon", "stop")
        #expect(await ProcessTable.survivors(of: [daemon], after: .seconds(20)).isEmpty)
        try await terminal.see("the loss") { $0.contains("daemon gone") }
        #expect(home.daemons.isEmpty, "a screen that only looks must not start what was stopped: \(home.daemons)")
        try await terminal.press("R")
        try await terminal.see("alpha again") { $0.lists("alpha", "stopped") && $0.contains(" connected") }
        try await terminal.press("q")
        #expect(try await terminal.ended().status == "0")
    }

    private func open(_ size: TerminalSize, in home: TestHome) async throws -> TerminalSession {
        try await TerminalSession("mcp-manager-tui", columns: size.columns, rows: size.rows, in: home)
    }

    private func expectClean(_ remains: TerminalSession.Remains, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(!remains.settingsBefore.isEmpty, sourceLocation: sourceLocation)
        #expect(remains.settingsAfter == remains.settingsBefore, sourceLocation: sourceLocation)
        #expect(remains.modes == TerminalSession.Remains.untouched, "\(remains.screen)", sourceLocation: sourceLocation)
    }
}

extension Screen {
    /// Whether the list of servers has a row of this name and state: `│▌● name   state`.
    func lists(_ name: String, _ state: String) -> Bool {
        lines.contains { line in
            guard line.hasPrefix("│") else { return false }
            let words = line.dropFirst(2).split(separator: " ")
            return words.count > 2 && words[0].count == 1 && words[1] == name && words[2] == state
        }
    }
}
