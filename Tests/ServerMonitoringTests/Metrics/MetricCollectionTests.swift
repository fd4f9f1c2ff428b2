import ServerModel
import ServerMonitoring
import Testing

struct `The metrics of several servers` {
    private func read(_ text: String, of server: String) throws -> [MetricFamily] {
        ExpositionReader().read(Array(text.utf8)).relabelled(server: try ServerID(server))
    }

    private func merged(_ texts: (String, String)...) throws -> (text: String, conflicts: [Int]) {
        var collection = MetricCollection()
        let conflicts = try texts.map { text, server in try read(text, of: server).reduce(0) { $0 + collection.add($1) } }
        return (String(decoding: Exposition.write(collection.families), as: UTF8.self), conflicts)
    }

    @Test func `are one family with the server as a label`() throws {
        let (text, conflicts) = try merged(
            ("# HELP x One's own.\n# TYPE x gauge\nx{a=\"b\"} 1\n", "one"),
            ("# HELP x Two's.\n# TYPE x gauge\nx 2 1795893442\n", "two"))
        #expect(
            text == """
                # HELP x One's own.
                # TYPE x gauge
                x{a="b",server="one"} 1
                x{server="two"} 2

                """)
        #expect(conflicts == [0, 0])
    }

    @Test func `keep a label called server under another name`() throws {
        let (text, _) = try merged(("x{server=\"a\",exported_server=\"b\"} 1\ny{server=\"a\"} 2\nz{server=\"\"} 3\n", "one"))
        #expect(
            text == """
                # TYPE x untyped
                x{exported_exported_server="a",exported_server="b",server="one"} 1
                # TYPE y untyped
                y{exported_server="a",server="one"} 2
                # TYPE z untyped
                z{server="one"} 3

                """)
    }

    @Test func `are never said in our name`() throws {
        let (text, _) = try merged(("mcp_manager_server_up{server=\"other\"} 1\nx 1\n", "one"))
        #expect(text == "# TYPE x untyped\nx{server=\"one\"} 1\n")
    }

    @Test(arguments: [
        ("# TYPE x gauge\nx 1\n", "# TYPE x counter\nx 2\nx{a=\"b\"} 3\n", 2),
        ("# TYPE x histogram\nx_count 1\n", "# TYPE x_count gauge\nx_count 2\n", 1),
        ("# TYPE x_sum gauge\nx_sum 1\n", "# TYPE x summary\nx_sum 2\nx_count 3\n", 2),
        ("# TYPE x counter\nx 1\n", "# TYPE x_total counter\nx_total 2\n", 1),
        ("x 1\n", "# TYPE _total counter\n_total 1\n", 1),
    ])
    func `are dropped and counted where a name is taken by another kind`(first: String, second: String, count: Int) throws {
        let (text, conflicts) = try merged((first, "one"), (second, "two"))
        #expect(conflicts == [0, count])
        #expect(try text == merged((first, "one")).text)
    }

    @Test func `may have a gauge beside a counter, as is usual`() throws {
        let (_, conflicts) = try merged(("# TYPE x gauge\nx 1\n# TYPE x_total counter\nx_total 2\n", "one"))
        #expect(conflicts == [0])
    }

    @Test func `have each sample once, the first`() throws {
        let (text, conflicts) = try merged(
            (
                "x{a=\"1\",b=\"2\"} 1\nx{b=\"2\",a=\"1\"} 2\nx{a=\"1\",b=\"2\",c=\"\"} 3\nx{a=\"\u{1}\"} 4\nx{a=\"\u{2}\"} 5\n",
                "one"
            ))
        #expect(text == "# TYPE x untyped\nx{a=\"1\",b=\"2\",server=\"one\"} 1\nx{a=\"\u{FFFD}\",server=\"one\"} 4\n")
        #expect(conflicts == [0])
    }

    @Test func `tell apart what only looks the same`() throws {
        let (text, _) = try merged(("x{a=\"\u{E9}\"} 1\nx{a=\"e\u{301}\"} 2\n", "one"))
        #expect(text.utf8.split(separator: UInt8(ascii: "\n")).count == 3)
    }
}
