import Testing

@testable import ServerSupervision

struct `Files that a server writes into its own source` {
    @Test func `are told by changing soon after every start`() {
        var writes = OwnWrites()
        let answers = (1...7).map { _ in writes.areOwn(["app.db"], age: .milliseconds(300)) }
        #expect(answers == [false, false, false, false, true, true, true])
    }

    @Test func `are not those that a person saves after a while`() {
        var writes = OwnWrites()
        for _ in 1...20 {
            let soon = (1...4).map { _ in writes.areOwn(["main.py"], age: .milliseconds(300)) }
            let later = writes.areOwn(["main.py"], age: .seconds(20))
            #expect(!soon.contains(true) && !later)
        }
    }

    @Test func `are not different ones each time, nor any while it does not run`() {
        var writes = OwnWrites()
        let different = (1...20).map { writes.areOwn(["\($0).py"], age: .zero) }
        let resting = (1...20).map { _ in writes.areOwn(["main.py"], age: nil) }
        #expect(!(different + resting).contains(true))
    }
}
