import TerminalKit
import Testing

@testable import TerminalApp

struct `The table of keys` {
    @Test func `gives no key two meanings in one place`() {
        #expect(Keys.table.conflicts.isEmpty)
    }

    @Test(arguments: Action.allCases)
    func `reaches every action`(action: Action) {
        #expect(Context.allCases.contains { context in Keys.table.help(in: context).contains { $0.action == action } })
    }

    @Test(arguments: Context.allCases)
    func `names keys in the footer of every place`(context: Context) {
        #expect(!Keys.table.footer(in: context).isEmpty)
    }

    @Test func `keeps letters for typing where something is typed`() {
        for context in [Context.prompt, .help, .palette] {
            for letter in "abcdefghijklmnopqrstuvwxyzQRXFGN /?:17[]" {
                #expect(Keys.table.action(for: .character(letter), in: context) == nil, "\(letter) in \(context)")
            }
        }
    }

    @Test func `uses no key that terminals or multiplexers keep for themselves`() {
        let reserved: [KeyPress] = [
            .control("s"), .control("q"), .control("\\"), .control("h"), .control("i"), .control("j"), .control("m"),
            .function(10), .function(11),
        ]
        for binding in Keys.table.bindings {
            let usable = binding.keys.filter { !reserved.contains($0) }
            #expect(!usable.isEmpty, "\(binding.action)")
        }
    }

    @Test func `explains every key in a sentence`() {
        for binding in Keys.table.bindings {
            #expect(binding.tooltip.count > 4 && !binding.label.isEmpty && !binding.keys.isEmpty, "\(binding.action)")
        }
    }
}
