import Testing

@testable import TerminalKit

struct `The pace of a screen` {
    @Test(
        arguments: [
            ([:], 50), (["SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"], 100), (["SSH_TTY": "/dev/pts/3"], 100),
        ] as [([String: String], Int)])
    func `is twenty pictures a second, and ten from afar`(environment: [String: String], milliseconds: Int) {
        #expect(Pace.suiting { environment[$0] } == .milliseconds(milliseconds))
    }
}
