import Foundation
import TestSupport
import Testing

@testable import TerminalApp

/// The dashboard's palette knows every command of the command line, so that a new one cannot be forgotten.
@Suite(.temporaryHome, .timeLimit(.minutes(1)))
struct `The palette` {
    @Test func `knows the commands the command line has, and what each needs`() async throws {
        let help: Help = try await TestHome.here.succeed("--experimental-dump-help").decoded()
        let said = help.command.all(behind: []).filter { !$0.name.isEmpty }
        #expect(Set(said.map(\.name)) == Set(CommandCatalog.all.map(\.name)))
        for command in said {
            let known = try #require(CommandCatalog.all.first { $0.name == command.name }, "\(command.name)")
            #expect(known.operands.map(\.isRequired) == command.operands, "\(command.name)")
        }
    }

    /// What ArgumentParser prints of a program.
    private struct Help: Decodable {
        var command: Command

        struct Command: Decodable {
            var commandName: String
            var arguments: [Argument]?
            var subcommands: [Command]?
            var defaultSubcommand: String?

            /// This one and those below it; for each operand whether it must be given.
            func all(behind words: [String]) -> [(name: String, operands: [Bool])] {
                let operands = (arguments ?? []).filter { $0.kind == "positional" }.map { !$0.isOptional }
                // What stands behind a command that means another one belongs to that.
                let other = subcommands?.first { $0.commandName == defaultSubcommand }
                let name = words.joined(separator: " ")
                return [(name, other == nil ? operands : [])]
                    + (subcommands ?? []).flatMap { $0.all(behind: words + [$0.commandName]) }
            }
        }

        struct Argument: Decodable {
            var kind: String
            var isOptional: Bool
        }
    }
}
