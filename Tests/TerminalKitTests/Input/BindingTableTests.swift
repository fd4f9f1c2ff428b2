import Testing

@testable import TerminalKit

private enum Act { case quit, restart, search, find, help }
private enum Place { case list, logs }

struct `A binding table` {
    private let table = BindingTable<Act, Place>([
        Binding(.quit, keys: [.character("q")], label: "quit", tooltip: "Leave.", footerPriority: 1),
        Binding(.restart, keys: [.character("r")], in: [.list], label: "restart", tooltip: "Restart.", footerPriority: 9),
        Binding(.search, keys: [.character("/"), .function(3)], in: [.list, .logs], label: "search", tooltip: "Search."),
        Binding(.help, keys: [.character("?")], label: "help", tooltip: "This page.", footerPriority: 1),
    ])

    @Test func `finds the action of a key where it applies`() {
        #expect(table.action(for: .character("r"), in: .list) == .restart)
        #expect(table.action(for: .character("r"), in: .logs) == nil)
        #expect(table.action(for: .character("q"), in: .logs) == .quit)
        #expect(table.action(for: .function(3), in: .logs) == .search)
        #expect(table.binding(for: .search)?.keys.first == .character("/"))
    }

    @Test func `lets a place redefine a key`() {
        var table = table
        table.bindings.append(Binding(.find, keys: [.character("q")], in: [.logs], label: "find", tooltip: "Find."))
        #expect(table.action(for: .character("q"), in: .logs) == .find)
        #expect(table.action(for: .character("q"), in: .list) == .quit)
        #expect(table.conflicts.isEmpty)
        #expect(!table.help(in: .logs).contains { $0.action == .quit })
    }

    @Test func `names the most important keys first`() {
        #expect(table.footer(in: .list).map(\.action) == [.restart, .quit, .help])
        #expect(table.footer(in: .logs).map(\.action) == [.quit, .help])
        #expect(table.help(in: .logs).map(\.action) == [.quit, .search, .help])
    }

    @Test func `finds two actions on one key in one place`() {
        var table = table
        table.bindings.append(Binding(.find, keys: [.function(3)], in: [.logs], label: "find", tooltip: "Find."))
        #expect(
            table.conflicts == [BindingConflict(key: .function(3), first: .search, second: .find, contexts: [.logs])])
    }

    @Test func `finds two actions on one key everywhere`() {
        var table = table
        table.bindings.append(Binding(.find, keys: [.character("?")], label: "find", tooltip: "Find."))
        #expect(table.conflicts.map(\.key) == [.character("?")])
    }
}
