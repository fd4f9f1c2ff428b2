/// Prometheus' text format, version 0.0.4: what `/metrics` serves.
public enum Exposition {
    /// What the `Content-Type` header says.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// The families in their order, each sample in its own; UTF-8 that ends with a newline, or nothing at all.
    ///
    /// Left out is what no parser takes (see ``MetricName`` and ``MetricKind/parts``), and what has no samples. Names that
    /// occur twice are for ``MetricCollection`` to bring together.
    public static func write(_ families: some Sequence<MetricFamily>) -> [UInt8] {
        var bytes: [UInt8] = []
        for family in families where MetricName.isValid(family.name) {
            let samples = family.samples.filter(family.kind.accepts)
            guard !samples.isEmpty else { continue }
            if !family.help.isEmpty {
                bytes.append("# HELP \(family.name) ")
                bytes.append(family.help, escaping: .help)
                bytes.append("\n")
            }
            bytes.append("# TYPE \(family.name) \(family.kind.rawValue)\n")
            for sample in samples {
                bytes.append(contentsOf: series(sample, of: family.name))
                bytes.append(" ")
                bytes.append(MetricNumber(sample.value).text)
                bytes.append("\n")
            }
        }
        return bytes
    }

    /// What identifies a sample, as it is written: `name_sum{a="b"}`.
    static func series(_ sample: MetricSample, of name: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(name)
        bytes.append(sample.part.rawValue)
        var separator = "{"
        for label in sample.labels.all {
            bytes.append(separator)
            bytes.append(label.name)
            bytes.append("=\"")
            bytes.append(label.value, escaping: .label)
            bytes.append("\"")
            separator = ","
        }
        if !sample.labels.all.isEmpty { bytes.append("}") }
        return bytes
    }

    fileprivate enum Place {
        case help, label
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: String) { append(contentsOf: text.utf8) }

    fileprivate mutating func append(_ text: String, escaping place: Exposition.Place) {
        for byte in text.utf8 {
            switch (byte, place) {
            case (UInt8(ascii: "\\"), _): append(contentsOf: #"\\"#.utf8)
            case (0x0A, _): append(contentsOf: #"\n"#.utf8)
            case (UInt8(ascii: "\""), .label): append(contentsOf: #"\""#.utf8)
            case (_, .help), (_, .label): append(byte)
            }
        }
    }
}
