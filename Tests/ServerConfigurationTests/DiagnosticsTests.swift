import ServerModel
import Testing

@testable import ServerConfiguration

/// One entry of `Fixtures/diagnostics.txt`: a bad file, and all that is said of it.
struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let source: String
    let words: String

    static func all() throws -> [Example] {
        let (bytes, _, _) = try TextFile.read(fixturePath("diagnostics.txt"), limit: .max)
        return String(decoding: bytes, as: UTF8.self).split(separator: "=== ").map { entry in
            let title = entry.prefix { $0 != "\n" }
            let parts = entry.dropFirst(title.count + 1).split(separator: "--- says\n", omittingEmptySubsequences: false)
            return Example(
                testDescription: String(title), source: visible(parts[0]), words: String(parts[1].dropLast()))
        }
    }

    /// Place, severity and message on one line, the fix on the next.
    static func words(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map { "\($0.line):\($0.column): \($0.severity.rawValue): \($0.message)\n    \($0.fix)\n" }.joined()
    }

    /// In the table, `⇥` stands for a tab and `␁` for a control character.
    private static func visible(_ source: Substring) -> String {
        String(source.map { $0 == "⇥" ? "\t" : $0 == "␁" ? "\u{1}" : $0 })
    }
}

struct `A bad definition` {
    @Test(arguments: try Example.all())
    func `is told in the words of the table`(example: Example) {
        #expect(Example.words(read(example.source, as: "x").diagnostics) == example.words)
    }

    @Test func `is never taken for a good one`() throws {
        let errors = try Example.all().filter { $0.words.contains(": error: ") }
        #expect(errors.allSatisfy { read($0.source, as: "x").definition == nil })
        #expect(errors.count > 70)
    }

    @Test func `is an error with everything it can tell at once`() {
        let reading = read(
            lines("name: y", "nme: z", "execution:", "  mode: lokal", "  port: \"abc\"", "  local: {args: 3}"), as: "x")
        #expect(reading.definition == nil)
        #expect(reading.diagnostics.map(\.line) == [1, 2, 4, 5, 6])
    }

    @Test func `never has its secrets repeated`() {
        let reading = read(
            lines(
                "name: x", "execution:", "  local:", "    command: y", "    environment: {A: {b: hunter2}, 1X: hunter2}",
                "  docker: {environment: [hunter2]}", "  remote: {headers: {\"a b\": hunter2}}",
                "secrets: [{name: T, from: hunter2}]"))
        #expect(reading.diagnostics.count == 5)
        #expect(!reading.diagnostics.contains { $0.description.contains("hunter2") })
    }

    @Test func `keeps its definition when there are only warnings`() {
        let reading = read("name: x\nexecution: {local: {comand: a, command: b}}\n")
        #expect(reading.diagnostics.map(\.severity) == [.warning])
        #expect(reading.definition != nil)
    }

    @Test func `is refused over 1 MiB`() {
        let comment = String(repeating: "#", count: DefinitionReader.sizeLimit)
        let reading = read("name: x\nexecution: {local: {command: y}}\n" + comment)
        #expect(reading.diagnostics.map(\.message) == ["the file is larger than 1 MiB, which no definition is"])
    }

    @Test func `with thousands of problems names the first hundred`() {
        let keys = (1...5000).map { "k\($0): 1\n" }.joined()
        let reading = read("name: x\nexecution: {local: {command: y}}\n" + keys)
        #expect(reading.diagnostics.count == 101)
        #expect(reading.diagnostics.last?.message == "4900 more problems are not shown")
    }

    /// Each level ten times the one before: as values, as keys, as merged mappings, and behind a repeated key.
    @Test(arguments: [
        bomb("[y]") { "[\($0)]" },
        bomb("[y]") { "[\($0)]" } + "? *a30\n: z\n",
        bomb("{y: 1}") { "{<<: [\($0)]}" } + "platforms: *a30\n",
        "name: y\n" + bomb("[y]") { "[\($0)]" } + "? [*a30]\n: z\n",
    ])
    func `cannot keep us busy with aliases`(text: String) {
        #expect(read(text).definition == nil)
    }

    private static func bomb(_ first: String, _ level: (String) -> String) -> String {
        (0..<30).reduce("name: x\nb: &a0 \(first)\n") { text, number in
            text + "b\(number): &a\(number + 1) " + level(Array(repeating: "*a\(number)", count: 10).joined(separator: ", "))
                + "\n"
        }
    }
}
