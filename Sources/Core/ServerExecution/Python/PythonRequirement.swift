/// `execution.python_version`: which versions of Python will do.
///
/// As people write it (`3.11`, `3.11+`, `3.12.*`), or as packages do (`>=3.10,<3.13`; PEP 440, without the forms that are of no
/// use for a Python).
struct PythonRequirement: Hashable, Sendable {
    /// As written, without spaces.
    let text: String
    private let clauses: [Clause]

    private struct Clause: Hashable, Sendable {
        var comparison: Comparison
        var version: PythonVersion
    }

    private enum Comparison: String, CaseIterable {
        // The longer ones first: they are looked for in this order.
        case exactly = "==="
        case atLeast = ">="
        case atMost = "<="
        case compatible = "~="
        case equal = "=="
        case not = "!="
        case above = ">"
        case below = "<"
    }

    /// `nil` when it is none of the forms above.
    init?(_ written: String) {
        text = written.filter { !$0.isWhitespace }
        var clauses: [Clause] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let clause = Self.clause(part) else { return nil }
            clauses.append(clause)
        }
        self.clauses = clauses
    }

    private static func clause(_ text: Substring) -> Clause? {
        var rest = text
        var comparison = Comparison.equal
        if let written = Comparison.allCases.first(where: { text.hasPrefix($0.rawValue) }) {
            comparison = written
            rest = rest.dropFirst(written.rawValue.count)
        } else if rest.hasSuffix("+") {
            comparison = .atLeast
            rest = rest.dropLast()
        }
        if rest.hasSuffix(".*") || rest.hasSuffix(".x") {
            guard comparison == .equal || comparison == .not else { return nil }
            rest = rest.dropLast(2)
        }
        guard rest.allSatisfy({ $0.isNumber || $0 == "." }), let version = PythonVersion(rest) else { return nil }
        // `~=3` names no series.
        guard comparison != .compatible || version.numbers.count > 1 else { return nil }
        return Clause(comparison: comparison, version: version)
    }

    func allows(_ version: PythonVersion) -> Bool {
        clauses.allSatisfy { clause in
            switch clause.comparison {
            case .exactly, .equal: version.begins(with: clause.version)
            case .not: !version.begins(with: clause.version)
            case .atLeast: version >= clause.version
            case .atMost: version <= clause.version || version.begins(with: clause.version)
            case .above: version > clause.version && !version.begins(with: clause.version)
            case .below: version < clause.version
            case .compatible:
                version >= clause.version && version.numbers.starts(with: clause.version.numbers.dropLast())
            }
        }
    }

    /// Whether some 3.`minor` may do; for choosing which programs to try.
    func mayAllow(minor: Int) -> Bool {
        clauses.allSatisfy { clause in
            guard clause.version.numbers.first == 3 else { return true }
            guard clause.version.numbers.count > 1 else { return true }
            let wanted = clause.version.numbers[1]
            return switch clause.comparison {
            case .exactly, .equal: minor == wanted
            case .not: true
            case .atLeast, .above: minor >= wanted
            case .atMost, .below: minor <= wanted
            case .compatible: clause.version.numbers.count > 2 ? minor == wanted : minor >= wanted
            }
        }
    }

    /// As uv takes it.
    var specifier: String {
        clauses.map { clause in
            switch clause.comparison {
            case .exactly, .equal: "==\(clause.version)" + (clause.version.numbers.count < 3 ? ".*" : "")
            case .not: "!=\(clause.version)" + (clause.version.numbers.count < 3 ? ".*" : "")
            case .atLeast, .atMost, .above, .below, .compatible: clause.comparison.rawValue + clause.version.description
            }
        }.joined(separator: ",")
    }
}
