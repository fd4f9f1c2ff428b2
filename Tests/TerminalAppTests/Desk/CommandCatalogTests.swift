import Testing

@testable import TerminalApp

struct `The catalogue of commands` {
    @Test func `has every name once, and a sentence for it`() {
        let names = CommandCatalog.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(CommandCatalog.all.allSatisfy { $0.summary.count > 8 && !$0.summary.hasSuffix(".") })
    }

    @Test(arguments: [
        ("secrets find ~/x", "secrets find", ["~/x"]), ("secrets", "secrets", []), ("env github", "env", ["github"]),
        ("calls github", "calls", ["github"]),
    ])
    func `finds the command a line begins with, the longest name first`(line: String, name: String, rest: [String]) throws {
        let found = try #require(CommandCatalog.command(of: ShellWords.split(line) ?? []))
        #expect(found.command.name == name && found.rest == rest)
    }

    @Test func `knows no command that does not exist`() {
        #expect(CommandCatalog.command(of: ["sudo", "rm"]) == nil && CommandCatalog.command(of: []) == nil)
    }
}
