import Testing

@testable import TerminalApp

struct `Words of a command line` {
    @Test(arguments: [
        ("env github", ["env", "github"]), ("  uvx a  b ", ["uvx", "a", "b"]), ("  ", []), ("a''b ''", ["ab", ""]),
        ("'a b' \"c \\\" d\" e\\ f", ["a b", "c \" d", "e f"]), ("\"$HOME\" \"\\$HOME\"", ["$HOME", "$HOME"]),
        ("alerts ack x --comment ''", ["alerts", "ack", "x", "--comment", ""]),
        ("say \"a \\\"b\\\" \\n\"", ["say", "a \"b\" \\n"]),
    ])
    func `are divided as a shell divides them`(line: String, words: [String]) {
        #expect(ShellWords.split(line) == words)
        #expect(ShellWords.split(ShellWords.joined(words)) == words)
    }

    @Test(arguments: ["say 'open", "say \"open", "back\\"])
    func `are none while a quote is open`(line: String) {
        #expect(ShellWords.split(line) == nil)
    }

    @Test func `are quoted only where they must be`() {
        #expect(ShellWords.joined(["env", "github", "--x=1"]) == "env github --x=1")
        #expect(ShellWords.joined(["ack", "it's", "$HOME", ""]) == #"ack 'it'\''s' '$HOME' ''"#)
    }
}
