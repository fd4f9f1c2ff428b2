import ControlAPI
import DaemonLaunch
import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.temporaryHome, .timeLimit(.minutes(2)))
struct `The logs of servers` {
    private func define(_ name: String, saying lines: String, in home: TestHome, logging: String = "{}") throws {
        try lines.write(toFile: "\(home.root)/\(name).txt", atomically: true, encoding: .utf8)
        try home.define(
            name,
            """
            name: \(name)
            execution:
              local:
                command: /bin/sh
                args: ["-c", "cat '\(home.root)/\(name).txt' >&2; exec '\(Product.program("mcp-manager"))' demo"]
            monitoring:
              logging: \(logging)

            """)
    }

    @Test func `say what the lines of servers say of themselves`() async throws {
        let home = try TestHome.here
        try define(
            "talker",
            saying: """
                INFO:root:no error here
                {"level":"warn","msg":"low disk","free":12,"request_id":"r-7","time":"2026-11-28T10:00:00Z"}
                level=error msg="cannot connect" host=db
                Traceback (most recent call last):
                  File "a.py", line 1, in <module>
                ValueError: bad value
                \u{1B}[31mred\u{1B}[0m and \u{1B}[2Jnot cleared
                0 errors found

                """, in: home)
        try await home.succeed("start", "talker")
        try await home.waitUntilReady("talker")
        let all: [LogRecord] = try await home.succeed("logs", "talker", "--json", "-n", "1000").decoded()
        let said = all.filter { $0.stream == .stderr && !$0.message.contains("demo") }
        #expect(said.map(\.level) == [.info, .warning, .error, .error, nil, nil], "\(said)")
        #expect(said.count == 6)
        let json = try #require(said.first { $0.level == .warning })
        #expect(json.message == "low disk" && json.fields == ["free": "12"] && json.correlation == "r-7")
        #expect(json.stated == Timestamp("2026-11-28T10:00:00Z"))
        #expect(said[3].message.hasSuffix("ValueError: bad value") && said[3].message.hasPrefix("Traceback"))
        #expect(said[4].message == "red and ␛[2Jnot cleared" && said[4].styles == [LogStyle(range: 0..<3, attributes: "31")])

        let errors = try await home.succeed("logs", "talker", "--level", "error").output
        #expect(errors.contains("cannot connect") && errors.contains("ValueError") && !errors.contains("low disk"), "\(errors)")
        let found = try await home.succeed("logs", "talker", "--grep", "low|red").output
        #expect(found.contains("low disk") && found.contains("red and") && !found.contains("cannot connect"), "\(found)")
        #expect(try await home.succeed("logs", "talker", "--correlation", "r-7").output.contains("low disk"))
        #expect(try await home.succeed("logs", "talker", "--since", "1h", "--level", "warning").output.contains("low disk"))
        #expect(try await home.succeed("logs", "talker", "--until", "1h").output.isEmpty)
        let wrong = try await home.manager("logs", "talker", "--grep", "(")
        #expect(!wrong.succeeded && wrong.errors.contains("("), "\(wrong)")
    }

    @Test func `are merged by time, searched and taken out`() async throws {
        let home = try TestHome.here
        try define("one", saying: "the apple of one\n", in: home)
        try define("two", saying: "the pear of two\nan Apple of two\n", in: home)
        for name in ["one", "two"] {
            try await home.succeed("start", name)
            try await home.waitUntilReady(name)
        }
        let merged: [LogRecord] = try await home.succeed("logs", "one", "two", "--json", "-n", "1000").decoded()
        #expect(Set(merged.compactMap(\.server?.rawValue)) == ["one", "two"])
        #expect(merged.map(\.time) == merged.map(\.time).sorted())

        let found = try await home.succeed("logs", "search", "apple").output
        #expect(found.contains("the apple of one") && found.contains("an Apple of two") && !found.contains("pear"), "\(found)")
        let exact = try await home.succeed("logs", "search", "Apple", "two").output
        #expect(exact.contains("an Apple of two") && !exact.contains("the apple"), "\(exact)")
        let none = try await home.manager("logs", "search", "no-such-fruit")
        #expect(none.ending == .code(1) && none.output.isEmpty, "\(none)")

        let file = "\(home.root)/export.jsonl"
        try await home.succeed("logs", "export", "--all", "--to", file)
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        let records = try lines.map { try JSONDecoder().decode(LogRecord.self, from: Data($0.utf8)) }
        #expect(records.contains { $0.message == "the apple of one" } && records.contains { $0.message == "the pear of two" })
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let again = try await home.manager("logs", "export", "--all", "--to", file)
        #expect(!again.succeeded && again.errors.contains("--force"), "\(again)")
    }

    @Test func `are where and how the definition says`() async throws {
        let home = try TestHome.here
        try define(
            "placed", saying: "level=debug msg=small a=1\nlevel=error msg=big a=1\n", in: home,
            logging: #"{file: "${server_dir}/logs/own.log", format: text, level: WARNING, max_size: 10MB, backup_count: 2}"#)
        try await home.succeed("start", "placed")
        try await home.waitUntilReady("placed")
        let shown = try await home.succeed("logs", "placed").output
        #expect(shown.contains("big") && !shown.contains("small"), "\(shown)")
        let text = home.text(of: "servers/placed/logs/own.log")
        #expect(text.contains(" stderr #1 error: big\n"), "\(text)")
        #expect(!home.names(in: "logs").contains("placed"))
    }
}

/// A server that says 50,000 lines a second for a minute.
@Suite(.temporaryHome, .timeLimit(.minutes(6)))
struct `A server that floods its log` {
    private static let lines = 3_000_000
    private static let rate = 50_000

    @Test func `is never blocked, and loses no line, whatever is rotated and followed meanwhile`() async throws {
        let home = try TestHome.here
        try home.define(
            "flood",
            """
            name: flood
            execution:
              local:
                command: \(try Component.python.program())
                args: [-B, "\(Product.repository)/Tests/Acceptance/Servers/flooding_server.py"]
            monitoring:
              logging: {max_size: 64MB, backup_count: 20}

            """)
        let client = try WireClient("flood", in: home)
        try await client.open()
        try await home.waitUntilReady("flood")
        // A second of it first, so that memory is what it is under such a load.
        _ = try await flood(client, 1, lines: Self.rate)
        let daemon = try #require(home.daemons.first)
        let before = try ProcessFigures(of: daemon).residentBytes
        let follower = try LogFollower("flood", in: home, until: Self.rate + Self.lines)
        let told = try await flood(client, 2, lines: Self.lines)
        let after = try ProcessFigures(of: daemon).residentBytes
        print(
            "flood: \(Self.lines) lines in \(told.seconds) s, longest write \(told.longestWrite) s, daemon \(before) → \(after) bytes"
        )
        // A pipe holds 64 KiB: a reader that stood still for long would show in the time all of it takes.
        #expect(told.lines == Self.rate + Self.lines)
        #expect(told.seconds < Double(Self.lines) / Double(Self.rate) * 1.2, "the server had to wait: \(told)")
        #expect(after - before < 64 << 20, "from \(before) to \(after) bytes")

        let seen = try await follower.end()
        #expect(seen.faults == [] && seen.last == Self.rate + Self.lines, "\(seen)")
        #expect(home.names(in: "logs/flood").count > 4, "\(home.names(in: "logs/flood"))")
        #expect(try inFiles(home) == Self.rate + Self.lines)
        try await client.close()
    }

    private struct Told: Decodable {
        var lines: Int
        var longestWrite: Double
        var seconds: Double
    }

    private func flood(_ client: WireClient, _ id: Int, lines: Int) async throws -> Told {
        let answer = try await client.call(id, "flood", #"{"lines":\#(lines),"rate":\#(Self.rate)}"#, within: .seconds(200))
        return try JSONDecoder().decode(Told.self, from: Data(try #require(answer.text("result.content.0.text")).utf8))
    }

    /// How many lines the files have, which must be in order.
    private func inFiles(_ home: TestHome) throws -> Int {
        let names = home.names(in: "logs/flood").sorted { number($0) > number($1) }
        var counter = LineCounter()
        for name in names {
            counter.take(try Data(contentsOf: URL(fileURLWithPath: "\(home.path)/logs/flood/\(name)")))
        }
        #expect(counter.faults == [])
        return counter.last
    }

    private func number(_ name: String) -> Int { Int(name.split(separator: ".").last ?? "") ?? 0 }
}
