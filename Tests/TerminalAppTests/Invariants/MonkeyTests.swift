import Testing

@testable import TerminalApp

/// A hundred thousand events in all. Whatever comes, the screen can be painted, the focus is seen, nothing hidden is shown.
struct `A monkey at the keyboard` {
    /// Each seed is a life of its own.
    private static let events = 2_500

    @Test(arguments: 1...40)
    func `never breaks the screen`(seed: UInt64) {
        var monkey = Monkey(seed: seed)
        while monkey.events < Self.events {
            let faults = monkey.live()
            guard !faults.isEmpty else { continue }
            Issue.record(
                """
                seed \(seed), event \(monkey.events): \(faults.prefix(3).joined(separator: "; "))
                before it, newest last: \(monkey.diary.joined(separator: ", "))
                \(monkey.app.screen)
                """)
            return
        }
    }
}
