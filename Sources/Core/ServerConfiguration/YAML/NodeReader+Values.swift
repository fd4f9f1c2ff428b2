import ServerModel
import Yams

/// Questions for one value.
extension NodeReader {
    /// Text for people, kept as written; numbers and words such as `yes` too.
    package func text(_ key: String) -> String? {
        scalar(key, expected: "text")?.string
    }

    /// Text that names a path, program or address; not empty, and its variables must exist.
    func expandable(_ key: String) -> String? {
        guard let scalar = scalar(key, expected: "text") else { return nil }
        guard !scalar.string.isEmpty else {
            error(key, "\(key) must not be empty", fix: "write a value, or remove the key")
            return nil
        }
        return checked(scalar)
    }

    /// A path on a server, beginning with `/`.
    func urlPath(_ key: String) -> String? {
        guard let path = expandable(key) else { return nil }
        if !path.hasPrefix("/") {
            error(key, "\(key) must begin with '/'", fix: "write '/\(clipped(path))'")
        }
        return path
    }

    /// A whole number in decimal.
    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard value(key) != nil else { return nil }
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return parsed(key, expected: expected) { Int($0) }.flatMap { number in
            guard !range.contains(number) else { return number }
            error(
                key, "\(key) must be \(expected)",
                fix: number < range.lowerBound ? "write \(range.lowerBound) or more" : "write \(range.upperBound) or less")
            return nil
        }
    }

    /// A decimal number, e.g. `0.5`.
    func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
        guard value(key) != nil else { return nil }
        let expected = "a number from \(shortest(range.lowerBound)) to \(shortest(range.upperBound))"
        return parsed(key, expected: expected) { Quantity.decimal($0) }.flatMap { number in
            guard !range.contains(number) else { return number }
            error(
                key, "\(key) must be \(expected)",
                fix: number < range.lowerBound
                    ? "write \(shortest(range.lowerBound)) or more" : "write \(shortest(range.upperBound)) or less")
            return nil
        }
    }

    /// A duration in seconds, from a number of seconds or `500ms`, `30s`, `5m`, `2h`, `1d`.
    func seconds(_ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let scalar = scalar(key, expected: "a duration such as 30s") else { return nil }
        guard let seconds = Quantity.seconds(scalar.string) else {
            error(
                key, "\(key) must be a duration, not '\(clipped(scalar.string))'", fix: "write seconds, or a unit: 500ms, 30s, 5m"
            )
            return nil
        }
        guard range.contains(seconds) else {
            error(
                key, "\(key) must be from \(Quantity.words(range.lowerBound)) to \(Quantity.words(range.upperBound))",
                fix: seconds < range.lowerBound
                    ? "write \(Quantity.words(range.lowerBound)) or more" : "write \(Quantity.words(range.upperBound)) or less")
            return nil
        }
        return seconds
    }

    /// A size in bytes, from a number of bytes or `10MB`, `512MiB`, `1g`.
    func bytes(_ key: String) -> Int? {
        guard let scalar = scalar(key, expected: "a size such as 10MB") else { return nil }
        guard let bytes = Quantity.bytes(scalar.string), bytes > 0 else {
            error(
                key, "\(key) must be a size, not '\(clipped(scalar.string))'", fix: "write bytes, or a unit: 10MB, 512MiB, 1GiB")
            return nil
        }
        return bytes
    }

    /// `true` or `false`; YAML's `yes`, `no`, `on` and `off` too.
    package func flag(_ key: String) -> Bool? {
        guard let scalar = scalar(key, expected: "true or false") else { return nil }
        let meaning: Bool? =
            switch scalar.string.lowercased() {
            case "true", "yes", "on": true
            case "false", "no", "off": false
            default: nil
            }
        if let meaning, scalar.style == .plain { return meaning }
        error(
            key, "\(key) must be true or false",
            fix: meaning.map { "write \($0) without quotes" } ?? "write true or false")
        return nil
    }

    /// One word of a list, told with its neighbours when it is misspelt.
    package func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _: Choice.Type = Choice.self) -> Choice?
    where Choice.RawValue == String {
        word(key, of: Choice.allCases.map(\.rawValue)).flatMap(Choice.init)
    }

    /// One of `words`, compared without regard to case when `ignoringCase`; as written.
    package func word(_ key: String, of words: [String], ignoringCase: Bool = false) -> String? {
        guard let written = scalar(key, expected: "one of \(words.joined(separator: ", "))")?.string else { return nil }
        if words.contains(ignoringCase ? written.lowercased() : written) { return written }
        let choices = words.joined(separator: ", ")
        error(
            key, "\(key) cannot be '\(clipped(written))'",
            fix: closestMatch(to: written, among: words).map { "did you mean '\($0)'? The choices are: \(choices)" }
                ?? "write one of: \(choices)")
        return nil
    }

    /// Tells of variables that do not exist; answers the text as written.
    func checked(_ scalar: Node.Scalar) -> String {
        if scalar.string.unicodeScalars.contains("\0") {
            findings.error(at: scalar.place, "the value contains a NUL character", fix: "remove '\\0'")
        }
        // A second use of the same wrong variable stands further on.
        var from = scalar.place
        for case .invalid(let written) in InterpolatedText(scalar.string).parts {
            let place = from.flatMap { findings.source.firstPlace(of: written, after: $0) } ?? scalar.place
            from = place.map { Place(line: $0.line, column: $0.column + 1) }
            findings.error(at: place, Self.variableProblem(written), fix: Self.variableFix(written))
        }
        return scalar.string
    }

    /// The scalar of a key; a list or mapping is told as an error.
    func scalar(_ key: String, expected: String) -> Node.Scalar? {
        guard let node = value(key) else { return nil }
        if let scalar = node.scalar { return scalar }
        error(
            key, "\(key) must be \(expected), not a \(node.mapping == nil ? "list" : "mapping")",
            fix: "write '\(key): ' and the value on one line")
        return nil
    }

    private func parsed<Value>(_ key: String, expected: String, _ parse: (String) -> Value?) -> Value? {
        guard let scalar = scalar(key, expected: expected) else { return nil }
        if let value = parse(scalar.string), scalar.style == .plain { return value }
        error(
            key, "\(key) must be \(expected)",
            fix: parse(scalar.string) != nil
                ? "write \(scalar.string) without quotes"
                : "write the number, without quotes, instead of '\(clipped(scalar.string))'")
        return nil
    }

    private static func variableProblem(_ written: String) -> String {
        written.hasSuffix("}") ? "unknown variable '\(clipped(written))'" : "a '${' has no '}' after it"
    }

    private static func variableFix(_ written: String) -> String {
        guard written.hasSuffix("}") else { return "close it with '}', or write '$${' for a plain '${'" }
        let name = String(written.dropFirst(2).dropLast())
        // `${HOME}` is a habit from the shell, not a misspelt `${home}`.
        let looksLikeShell = isEnvironmentName(name) && name == name.uppercased()
        if !looksLikeShell, let fixed = closestMatch(to: name, among: Variable.fixed.map(\.name)) {
            return "did you mean '${\(fixed)}'?"
        }
        if isEnvironmentName(name) {
            return "write '${env:\(clipped(name))}' for the environment, or '${secret:\(clipped(name))}' for a secret"
        }
        let names = Variable.fixed.map(\.name) + ["env:NAME", "secret:NAME"]
        return "the variables are: \(names.joined(separator: ", ")); write '$${' for a plain '${'"
    }
}

/// A number without a needless `.0`.
private func shortest(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
}
