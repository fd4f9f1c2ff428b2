import Foundation
import ServerModel
import TestSupport
import Testing

/// Three servers, one of them ready, one failed and one that lacks a secret.
enum DashboardHousehold {
    static func furnish(_ home: TestHome) async throws {
        try await home.addDemo("alpha")
        try home.define(
            "broken",
            """
            name: broken
            execution:
              restart: {max_restarts: 0}
              local:
                command: \(Product.program("mcp-manager"))
                args: [demo, --stderr, 'BROKEN_TOKEN is not set', --exit, '3']
            """)
        try defineThirsty(in: home)
        try await home.succeed("start", "alpha")
        _ = try await home.manager("start", "broken")
        _ = try await home.manager("start", "thirsty")
    }

    /// The one that lacks a secret.
    static func defineThirsty(in home: TestHome) throws {
        try home.define(
            "thirsty",
            """
            name: thirsty
            execution: {local: {command: \(Product.program("mcp-manager")), args: [demo]}}
            secrets:
              - {name: THIRSTY_TOKEN, type: password, required: true, description: From its settings}
            """)
    }

    static func open(
        _ home: TestHome, _ arguments: [String] = [], variables: [String: String] = [:], columns: Int = 120, rows: Int = 40
    ) async throws -> TerminalSession {
        let terminal = try await TerminalSession(
            "mcp-manager-tui", arguments, variables: variables, columns: columns, rows: rows, in: home)
        try await terminal.see("the servers") { $0.contains("alpha") && $0.contains("broken") && $0.contains("thirsty") }
        return terminal
    }
}

extension TerminalSession {
    /// Quits by the key, and holds that nothing is left behind.
    func quit(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await press("Q")
        let remains = try await ended()
        #expect(remains.status == "0", "\(remains.screen)", sourceLocation: sourceLocation)
        #expect(
            Self.sizeless(remains.settingsAfter) == Self.sizeless(remains.settingsBefore), sourceLocation: sourceLocation)
        #expect(remains.modes == Remains.untouched, sourceLocation: sourceLocation)
    }

    /// What `stty -a` says, without the size: that is the terminal's own.
    private static func sizeless(_ settings: String) -> String {
        settings.replacing(/rows \d+; columns \d+;/, with: "")
    }
}
