import ServerMonitoring
import Testing

struct `Reading another program's exposition` {
    private func read(_ text: String, limits: ExpositionReader.Limits = .init()) -> ExpositionReading {
        ExpositionReader(limits: limits).read(Array(text.utf8))
    }

    @Test func `understands Python's client`() throws {
        let reading = read(ForeignExposition.python)
        #expect(reading.badLines == 0)
        #expect(
            reading.families.map(\.name)
                == ["jobs_total", "jobs_created", "queue_length", "job_seconds", "sizes_bytes", "build_info"])
        #expect(
            reading.families.first
                == MetricFamily(
                    "jobs_total", .counter, help: "Jobs \"done\"\nby kind \\ all",
                    samples: [MetricSample(3, ["kind": "a\"b\\c\nd"]), MetricSample(1.5, ["kind": "plain"])]))
        #expect(try #require(reading.families[2].samples.first).value.isNaN)
        #expect(reading.families[3].samples.map(\.part) == [.bucket, .bucket, .bucket, .count, .sum])
    }

    @Test func `finds in OpenMetrics what the text format says`() {
        let reading = read(ForeignExposition.openMetrics)
        let same = read(ForeignExposition.python)
        #expect(reading.badLines == 0)
        // NaN is not equal to itself, so they are compared as written; there "created" is a metric of its own.
        #expect(Exposition.write(reading.families) == Exposition.write(same.families.filter { $0.name != "jobs_created" }))
    }

    @Test(arguments: [
        (ForeignExposition.go, 5, ["summary", "gauge", "counter", "gauge", "counter"]),
        (ForeignExposition.node, 4, ["counter", "gauge", "gauge", "histogram"]),
    ])
    func `understands the clients of Go and Node`(text: String, count: Int, kinds: [String]) {
        let reading = read(text)
        #expect(reading.badLines == 0)
        #expect(reading.families.count == count)
        #expect(reading.families.map(\.kind.rawValue) == kinds)
    }

    @Test(arguments: [
        "x 1", "x 1 1795893442000", "x{} 1", "x { } 1", "\tx  1\r", "x 1 # {trace=\"a\"} 1", "x +1", "x 1e0", "x{a=\"\"} 1",
    ])
    func `takes a sample in every usual form, without its time`(line: String) {
        #expect(read(line) == read("x 1\n"))
        #expect(read(line).families == [MetricFamily("x", .untyped, samples: [MetricSample(1)])])
    }

    @Test(arguments: [
        #"x{a="1",b="2"} 1"#, #"x{b="2",a="1",} 1"#, #"x {a = "1" , b="2"} 1"#, #"x{a="1",b="2",c=""}1"#,
    ])
    func `takes labels in every usual form`(line: String) {
        #expect(read(line).families == [MetricFamily("x", .untyped, samples: [MetricSample(1, ["a": "1", "b": "2"])])])
    }

    @Test(arguments: [
        "x", "x one", "x 1 soon", "x 1 2 3", "x 0x10", "x 1_000", "1x 1", "x-y 1", "é 1", #"{"x"} 1"#, "x{a=1} 1", #"x{a="1} 1"#,
        #"x{a="1"b="2"} 1"#, #"x{,a="1"} 1"#, #"x{a="1",,} 1"#, #"x{a="1",a="2"} 1"#, #"x{__name__="y"} 1"#, #"x{1a="1"} 1"#,
        #"x{a="1"} "#, #"x{a="1""#, #"x{a="\"} 1"#, "x{} 1 {", "# TYPE x", "# TYPE x gauge really", "# TYPE 1x gauge",
        "# HELP 1x text", "\u{FFFD} 1", "\0",
    ])
    func `skips and counts a line that makes no sense`(line: String) {
        let reading = read("a 1\n\(line)\nb 2\n")
        #expect(reading.families.map(\.name) == ["a", "b"])
        #expect(reading.badLines == 1)
    }

    @Test(arguments: ["", "   ", "#", "# a comment", "#TYPE x y", "# EOF", "# UNIT x seconds", "# TYPES x y"])
    func `passes over comments`(line: String) {
        #expect(read("\(line)\nx 1\n") == read("x 1\n"))
    }

    @Test func `keeps the first of what is said twice of a family`() {
        let reading = read("# TYPE x counter\n# HELP x one\nx 1\n# HELP x two\n# TYPE x gauge\nx{a=\"b\"} 2\n")
        #expect(
            reading.families == [
                MetricFamily("x", .counter, help: "one", samples: [MetricSample(1), MetricSample(2, ["a": "b"])])
            ])
        #expect(reading.badLines == 2)
    }

    @Test func `brings together the samples of a family that are apart`() {
        let reading = read("# TYPE x gauge\nx 1\ny 2\nx{a=\"b\"} 3\n")
        #expect(reading.families.map(\.name) == ["x", "y"])
        #expect(reading.families.map(\.samples.count) == [2, 1])
    }

    @Test func `does not take a kind that comes after the samples`() {
        let reading = read("x 1\n# TYPE x counter\n")
        #expect(reading.families.map(\.kind) == [.untyped])
        #expect(reading.badLines == 1)
    }

    @Test func `gives the samples of an unknown kind each its own name`() {
        let reading = read("# TYPE x gaugehistogram\nx_bucket{le=\"1\"} 1\nx_gcount 1\n")
        #expect(reading.families.map(\.name) == ["x_bucket", "x_gcount"])
        #expect(reading.families.allSatisfy { $0.kind == .untyped })
    }

    @Test(arguments: [
        "# TYPE x histogram\nx 1\n", "# TYPE x histogram\nx_bucket 1\n", "# TYPE x histogram\nx_bucket{le=\"one\"} 1\n",
        "# TYPE x summary\nx 1\n", "# TYPE x summary\nx{quantile=\"\"} 1\n",
    ])
    func `skips samples that a family of its kind cannot have`(text: String) {
        #expect(read(text).families.isEmpty)
        #expect(read(text).badLines == 1)
    }

    @Test func `repairs what is no UTF-8`() {
        let reading = ExpositionReader().read(Array("x{a=\"".utf8) + [0xFF, 0xC3] + Array("\"} 1\n".utf8))
        #expect(reading.families == [MetricFamily("x", .untyped, samples: [MetricSample(1, ["a": "\u{FFFD}\u{FFFD}"])])])
    }

    @Test func `stops at its limits and says so`() {
        var limits = ExpositionReader.Limits()
        limits.samples = 2
        let many = read("a 1\nb 2\nc 3\nd 4\n", limits: limits)
        #expect(many.families.map(\.name) == ["a", "b"])
        #expect(many.samplesLeftOut == 2)
        limits = ExpositionReader.Limits()
        limits.bytes = 10
        let long = read("a 1\nb 2\nccc 3\n", limits: limits)
        #expect(long.families.map(\.name) == ["a", "b"])
        #expect(long.isCut)
        #expect(read("a 1\nb 2\n").isCut == false)
    }

    @Test func `is not held up by a line of ten megabytes`() {
        let huge = Array("a 1\nx{a=\"".utf8) + [UInt8](repeating: UInt8(ascii: "y"), count: 10 << 20)
        let reading = ExpositionReader().read(huge + Array("\"} 1\n".utf8))
        #expect(reading.families.map(\.name) == ["a"])
        #expect(reading.isCut)
        let long = read("x{a=\"" + String(repeating: "y", count: 20_000) + "\"} 1\nb 2\n")
        #expect(long.families.map(\.name) == ["b"])
        #expect(long.badLines == 1)
    }

    @Test func `does not take a thousand labels`() {
        let labels = (0..<1_000).map { "l\($0)=\"\"" }.joined(separator: ",")
        #expect(read("x{\(labels)} 1\n").badLines == 1)
    }
}
