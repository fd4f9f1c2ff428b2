import ServerMonitoring
import Testing

struct `An exposition` {
    private func text(_ families: MetricFamily...) -> String { String(decoding: Exposition.write(families), as: UTF8.self) }

    @Test func `has a help, a kind and a line for each sample, and ends with a newline`() {
        let family = MetricFamily(
            "calls_total", .counter, help: "Calls so far.",
            samples: [MetricSample(3, ["tool": "echo", "server": "demo"]), MetricSample(0.5, ["server": "other"])])
        #expect(
            text(family) == """
                # HELP calls_total Calls so far.
                # TYPE calls_total counter
                calls_total{server="demo",tool="echo"} 3
                calls_total{server="other"} 0.5

                """)
    }

    @Test func `names the parts of a histogram`() {
        let family = MetricFamily(
            "wait_seconds", .histogram,
            samples: [
                MetricSample(1, ["le": "0.1"], part: .bucket), MetricSample(2, ["le": "+Inf"], part: .bucket),
                MetricSample(7.05, part: .sum), MetricSample(2, part: .count),
            ])
        #expect(
            text(family) == """
                # TYPE wait_seconds histogram
                wait_seconds_bucket{le="0.1"} 1
                wait_seconds_bucket{le="+Inf"} 2
                wait_seconds_sum 7.05
                wait_seconds_count 2

                """)
    }

    @Test(arguments: [
        (0, "0"), (-0.0, "0"), (1, "1"), (-17, "-17"), (1.5, "1.5"), (1_800_000_000.123, "1800000000.123"),
        (9_007_199_254_740_991, "9007199254740991"), (1e16, "1e+16"), (1e-7, "1e-07"), (.infinity, "+Inf"),
        (-.infinity, "-Inf"), (.nan, "NaN"),
    ])
    func `writes numbers as short as they can be read back`(value: Double, written: String) {
        #expect(text(MetricFamily("x", .gauge, samples: [MetricSample(value)])) == "# TYPE x gauge\nx \(written)\n")
    }

    @Test func `escapes what would end a label or a line`() {
        let family = MetricFamily(
            "x", .gauge, help: "a \"quoted\" \\ and\na second line",
            samples: [MetricSample(1, ["tool": "a\"} 7\nevil 1\\"])])
        #expect(
            text(family) == #"""
                # HELP x a "quoted" \\ and\na second line
                # TYPE x gauge
                x{tool="a\"} 7\nevil 1\\"} 1

                """#)
    }

    @Test func `has no control characters, which would reach a terminal`() {
        let family = MetricFamily(
            "x", .gauge, help: " red: \u{1B}[31m\t", samples: [MetricSample(1, ["tool": "\u{1B}]0;t\u{07}\r\u{9B}é\t"])])
        #expect(
            text(family) == "# HELP x red: \u{FFFD}[31m\n# TYPE x gauge\nx{tool=\"\u{FFFD}]0;t\u{FFFD}\u{FFFD}\u{FFFD}é\t\"} 1\n")
    }

    @Test(arguments: ["", "1x", "a-b", "a b", "é", "x\n", "x{a=\"b\"}"])
    func `leaves out what has an invalid name`(name: String) {
        #expect(text(MetricFamily(name, .gauge, samples: [MetricSample(1)])) == "")
        #expect(text(MetricFamily("x", .gauge, samples: [MetricSample(1, [name: "y"])])) == "# TYPE x gauge\nx 1\n")
    }

    @Test func `leaves out labels that Prometheus keeps for itself, empty ones and repeated ones`() {
        let labels: MetricLabels = ["__name__": "y", "empty": "", "a": "first", "a": "second"]
        #expect(text(MetricFamily("x", .gauge, samples: [MetricSample(1, labels)])) == "# TYPE x gauge\nx{a=\"first\"} 1\n")
    }

    @Test func `leaves out families without samples, and samples their kind cannot have`() {
        #expect(text(MetricFamily("x", .gauge, help: "Nothing.")) == "")
        #expect(text(MetricFamily("x", .gauge, samples: [MetricSample(1, part: .sum)])) == "")
        #expect(text(MetricFamily("x", .histogram, samples: [MetricSample(1), MetricSample(1, part: .bucket)])) == "")
        #expect(text(MetricFamily("x", .summary, samples: [MetricSample(1, ["quantile": "half"])])) == "")
    }
}
