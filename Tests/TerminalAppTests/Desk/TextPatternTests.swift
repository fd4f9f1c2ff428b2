import Testing

@testable import TerminalApp

struct `A pattern` {
    @Test(arguments: [
        ("time", "a TIMEOUT here", ["TIME"]), ("Time", "a timeout", []), ("o.t", "timeout out", ["out", "out"]),
        ("a*", "baab", ["aa"]), ("é", "École", ["É"]), ("(", "f(x)", ["("]), ("", "anything", []),
    ])
    func `finds with smart case, as text or as an expression`(source: String, text: String, found: [String]) {
        #expect(TextPattern(source).ranges(in: text).map { String(text[$0]) } == found)
    }

    @Test func `matches everything when it is empty`() {
        #expect(TextPattern("").matches("anything"))
    }

    @Test func `says that it is no expression`() {
        #expect(TextPattern("a(").error != nil)
        #expect(TextPattern("a(b)").error == nil)
    }

    @Test(arguments: ["(a+)+c", "(a|aa)*$c", "(.*)*x.*y"])
    func `holds up nothing, whatever it is`(source: String) {
        // Engines that try again and again would not come back from one of these.
        let text = String(repeating: "a", count: 8_000)
        #expect(!TextPattern(source).matches(text) && TextPattern(source).ranges(in: text).isEmpty)
    }

    @Test func `is refused when it is longer than anything anybody types`() {
        let pattern = TextPattern(String(repeating: "x", count: 5_000))
        #expect(pattern.error == "too long to be searched for" && !pattern.matches("xxx"))
    }
}
