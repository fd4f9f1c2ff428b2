import CarefulFiles
import DocumentEditing
import ServerModel
import Testing

@testable import CredentialFinder

/// Files that want to break us, or are merely broken.
struct `Hostile files` {
    private static let texts = [
        MovingSamples.json,
        "{\"mcpServers\": {\"a\": {\"url\": \"https://u:hunter2@x/?token=q7Zpw9Rt\", \"headers\": {\"A\": \"Bearer q7Zpw9Rt\"}}}}",
        "[mcp_servers.a]\ncommand = \"x\"\nargs = ['--token=q7Zpw9Rt', \"\"\"x\ny\"\"\"]\n[mcp_servers.a.env]\nA_TOKEN = \"q7Zpw9Rt\"\nb.c = {d = 1}\n",
        "extensions:\n  a: &x\n    cmd: x\n    args: [-y, {a: b}]\n    envs:\n      A_TOKEN: \"q7\\x5apw9\"\n      B: |\n        x\n    l:\n    - 'a''b'\n",
        "export A_TOKEN='q7Zpw9Rt' # x\nB_PASSWORD=\"a\\nb\nc\"\nC=#\n",
    ]

    @Test(arguments: 0..<5)
    func `never crash a reader, and every place is within its file`(index: Int) {
        var numbers = SeededNumbers(seed: UInt64(index))
        let marks = Array("{}[]\"'\\:,#&*!|>%@`-= \t\n\r\u{0}\u{7F}.$/".utf8) + [0xEF, 0xBB, 0xBF, 0xFF, 0xC3, 0xF0]
        for _ in 0..<1500 {
            var bytes = Array(Self.texts[index].utf8)
            for _ in 0...Int.random(in: 0..<6, using: &numbers) {
                let place = Int.random(in: 0..<max(1, bytes.count), using: &numbers)
                switch Int.random(in: 0..<5, using: &numbers) {
                case 0 where !bytes.isEmpty: bytes.remove(at: place)
                case 1 where !bytes.isEmpty: bytes[place] = marks.randomElement(using: &numbers) ?? 0
                case 2: bytes.insert(marks.randomElement(using: &numbers) ?? 0, at: min(place, bytes.count))
                case 3: bytes = Array(bytes.prefix(place)) + bytes.suffix(Int.random(in: 0...bytes.count, using: &numbers))
                default:
                    bytes.insert(contentsOf: bytes.prefix(Int.random(in: 0...min(40, bytes.count), using: &numbers)), at: place)
                }
            }
            check(bytes)
        }
    }

    private func check(_ bytes: [UInt8]) {
        for parsed in [JSONLexer.parse(bytes), TOMLLexer.parse(bytes), YAMLLexer.parse(bytes)] {
            guard let root = parsed.root else { continue }
            var values = [root]
            while let value = values.popLast() {
                if value.span.lowerBound < 0 || value.span.upperBound > bytes.count { Issue.record("a place beyond the end") }
                values += value.items ?? []
                values += value.members?.map(\.value) ?? []
            }
            _ = EntryScan.places(in: root)
        }
        for entry in EnvironmentFile.entries(of: bytes)
        where entry.span.upperBound > bytes.count || entry.lines.upperBound > bytes.count {
            Issue.record("a place beyond the end")
        }
    }

    static let long: [String] = [
        String(repeating: "[", count: 1 << 17), String(repeating: "{\"a\":", count: 1 << 15),
        String(repeating: "- ", count: 1 << 16),
        String(repeating: "a:\n ", count: 1 << 15), String(repeating: "[[a]]\n", count: 1 << 14),
        String(repeating: "a.", count: 1 << 16),
        String(repeating: "A=\"x\n", count: 1 << 15), String(repeating: "/*", count: 1 << 16),
        String(repeating: "'", count: 1 << 17),
        String(repeating: "\"\\", count: 1 << 16), String(repeating: "? ", count: 1 << 16),
        String(repeating: "&a ", count: 1 << 15),
        String(repeating: "{a: ", count: 1 << 15), String(repeating: "a: |\n", count: 1 << 15),
        String(repeating: "sk-", count: 1 << 11),
        "a: " + String(repeating: "eyJ", count: 1 << 11), String(repeating: "A_TOKEN=$", count: 1 << 13),
        "[a]\n" + String(repeating: "b=1\n", count: 1 << 14),
        (0..<(1 << 13)).map { "k\($0): v\n" }.joined(), (0..<(1 << 13)).map { "k\($0)=1\n" }.joined(),
    ]

    @Test(.timeLimit(.minutes(1)), arguments: long)
    func `that are long and deep are read in no time`(text: String) {
        check(Array(text.utf8))
    }

    @Test func `that mutate are moved whole or not at all`() async throws {
        let home = try TemporaryHome()
        var numbers = SeededNumbers(seed: 7)
        let original = Array(MovingSamples.json.utf8)
        let marks = Array("{}[]\":, \n/*".utf8)
        var moves = 0
        for _ in 0..<300 {
            var bytes = original
            for _ in 0..<Int.random(in: 0..<3, using: &numbers) {
                bytes[Int.random(in: 0..<bytes.count, using: &numbers)] = marks.randomElement(using: &numbers) ?? 0
            }
            try home.put(".cursor/mcp.json", String(decoding: bytes, as: UTF8.self))
            let search = home.finder.search(nil)
            let ids = search.findings.filter { $0.credential.obstacle == nil }.map(\.credential.id)
            guard !ids.isEmpty else { continue }
            let request = CredentialMoveRequest(ids: ids)
            guard
                let plan = try? MovePlanner.plan(
                    request, of: search, servers: "\(home.home)/servers", bridge: Bridge(program: "/b/mcp-connect"))
            else { continue }
            moves += 1
            let new = try #require(plan.changes.last?.new)
            #expect(JSONLexer.parse(new).isWhole)
            #expect(!String(decoding: new, as: UTF8.self).contains(Samples.github))
        }
        #expect(moves > 50)
    }
}

private enum MovingSamples {
    static let json = `Moving credentials`.cursor.replacing("\"TOKEN\"", with: "\"\(Samples.github)\"")
}
