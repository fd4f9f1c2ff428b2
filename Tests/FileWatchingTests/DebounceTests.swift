import Testing

@testable import FileWatching

struct `Changes that come together` {
    @Test func `are told once it has been quiet for a moment`() {
        var debounce = Debounce()
        let start = ContinuousClock.now
        debounce.touched(at: start)
        debounce.touched(at: start + .milliseconds(100))
        #expect(debounce.deadline == start + .milliseconds(250))
    }

    @Test func `are told after a second if they go on`() {
        var debounce = Debounce()
        let start = ContinuousClock.now
        for step in 0...9 { debounce.touched(at: start + .milliseconds(100 * step)) }
        #expect(debounce.deadline == start + .seconds(1))
    }

    @Test func `are told once`() {
        var debounce = Debounce()
        debounce.touched(at: .now)
        debounce.reset()
        #expect(debounce.deadline == nil)
    }
}
