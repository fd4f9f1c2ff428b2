import ServerModel
import Testing

struct `The closest match` {
    static let keys = ["command", "args", "cwd", "environment", "source_dir", "main_script"]

    @Test(arguments: [
        ("comand", "command"), ("commadn", "command"), ("Command", "command"), ("arg", "args"), ("arsg", "args"), ("pwd", "cwd"),
        ("enviroment", "environment"), ("sourcedir", "source_dir"), ("mainscript", "main_script"), ("source-dir", "source_dir"),
    ])
    func `is what was probably meant`(word: String, meant: String) {
        #expect(closestMatch(to: word, among: Self.keys) == meant)
    }

    @Test(arguments: ["", "xyz", "image", "com", "dnammoc", "environmentalists"])
    func `is not just anything`(word: String) {
        #expect(closestMatch(to: word, among: Self.keys) == nil)
    }

    @Test func `is the nearest, and the first by name of equals`() {
        #expect(closestMatch(to: "tabs", among: ["tubs", "tab", "taps"]) == "tab")
        #expect(closestMatch(to: "abcd", among: []) == nil)
    }

    @Test func `is found at once for a word of any length`() {
        let word = String(repeating: "x", count: 1_000_000)
        #expect(closestMatch(to: word, among: Self.keys) == nil)
    }
}
