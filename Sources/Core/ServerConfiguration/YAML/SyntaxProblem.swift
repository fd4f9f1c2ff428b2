import Yams

/// What libyaml complains about, in the words of somebody who has never heard of tokens.
struct SyntaxProblem {
    private var place: Place
    private var message: String
    private var fix: String

    func tell(_ findings: Findings) {
        findings.error(at: place, message, fix: fix)
    }

    private init(_ place: Place, _ message: String, fix: String) {
        (self.place, self.message, self.fix) = (place, message, fix)
    }

    init(_ error: any Error, in source: SourceText) {
        let complaint = Complaint(error)
        self =
            Self.tab(complaint, source)
            ?? Self.quote(complaint, source)
            ?? Self.bracket(complaint)
            ?? Self.valueStart(complaint, source)
            ?? Self.missingColon(complaint, source)
            ?? Self.unexpectedColon(complaint, source)
            ?? Self.indentation(complaint, source)
            ?? Self.other(complaint)
    }

    private static func tab(_ complaint: Complaint, _ source: SourceText) -> SyntaxProblem? {
        let line = source.line(complaint.place.line)
        guard let tab = line.firstIndex(of: "\t"), line[..<tab].allSatisfy({ $0 == " " }) else { return nil }
        return SyntaxProblem(
            Place(line: complaint.place.line, column: tab - line.startIndex + 1),
            "a tab is used for indentation, which YAML forbids", fix: "replace the tab with spaces, two for each level")
    }

    private static func quote(_ complaint: Complaint, _ source: SourceText) -> SyntaxProblem? {
        guard complaint.context.contains("quoted scalar") else { return nil }
        let offset = source.offset(of: complaint.start)
        let quote = offset < source.scalars.count ? source.scalars[offset] : "\""
        if complaint.problem.contains("end of stream") || complaint.problem.contains("document indicator") {
            return SyntaxProblem(
                complaint.start, "the quote that begins here is never closed",
                fix: "add the missing \(quote) at the end of the value")
        }
        return SyntaxProblem(
            complaint.place, "a backslash in double quotes begins an escape, and this one does not exist",
            fix: "write '\\\\' for a backslash, or use single quotes")
    }

    private static func bracket(_ complaint: Complaint) -> SyntaxProblem? {
        let pairs = [("',' or ']'", "[", "]"), ("',' or '}'", "{", "}")]
        guard let (_, open, close) = pairs.first(where: { complaint.problem.contains($0.0) }) else { return nil }
        return SyntaxProblem(
            complaint.start, "the '\(open)' that begins here is not closed where it should be",
            fix: "add the missing '\(close)', or the missing ',' between two items")
    }

    /// Characters that mean something to YAML at the beginning of a value.
    private static func valueStart(_ complaint: Complaint, _ source: SourceText) -> SyntaxProblem? {
        let problem = complaint.problem
        if complaint.context.contains("block scalar") {
            return SyntaxProblem(
                complaint.start, "'|' and '>' begin a block of text, which starts on the next line",
                fix: "put the value in double quotes")
        }
        if problem.contains("directive") || complaint.context.contains("directive") {
            return SyntaxProblem(complaint.start, "a line cannot begin with '%'", fix: "put the text in double quotes")
        }
        if problem.contains("block sequence entries are not allowed") {
            return SyntaxProblem(
                complaint.place, "a list cannot begin on the line of its key",
                fix: "put each '- item' on a line of its own below the key; or put the value in double quotes")
        }
        let marks = [("anchor", "&"), ("alias", "*"), ("tag", "!"), ("mapping keys are not allowed", "?")]
        let special = marks.first { complaint.context.contains($0.0) || problem.contains($0.0) }?.1
        if problem.contains("cannot start any token") || special != nil {
            let offset = source.offset(of: complaint.start)
            let first = special ?? (offset < source.scalars.count ? String(source.scalars[offset]) : "")
            return SyntaxProblem(
                complaint.start, "a value cannot begin with '\(first)'", fix: "put the value in double quotes")
        }
        return nil
    }

    private static func missingColon(_ complaint: Complaint, _ source: SourceText) -> SyntaxProblem? {
        guard complaint.problem.contains("could not find expected ':'") else { return nil }
        return missingSpace(complaint.start.line, source)
            ?? {
                let line = source.line(complaint.start.line).dropFirst(complaint.start.column - 1)
                let key = SourceText.string(line.prefix { $0 != " " })
                let isAlone = key.unicodeScalars.count == line.count
                return SyntaxProblem(
                    complaint.start, "there is no ':' after '\(clipped(key))'",
                    fix: isAlone ? "write '\(clipped(key)):'" : "write '\(clipped(key)): ' and the value")
            }()
    }

    private static func unexpectedColon(_ complaint: Complaint, _ source: SourceText) -> SyntaxProblem? {
        guard complaint.problem.contains("mapping values are not allowed") else { return nil }
        let line = source.line(complaint.place.line)
        let before = line.prefix(complaint.place.column - 1)
        let indent = before.prefix { $0 == " " }.count
        if zip(before, before.dropFirst()).contains(where: { $0 == (":", " ") }) {
            return SyntaxProblem(
                complaint.place, "the value contains ': ', which YAML reads as another key", fix: "put the value in double quotes"
            )
        }
        let above = (1..<max(1, complaint.place.line)).last { number in
            source.line(number).contains { $0 != " " }
        }
        if let above, let problem = missingSpace(above, source) { return problem }
        return SyntaxProblem(
            Place(line: complaint.place.line, column: indent + 1),
            "'\(clipped(SourceText.string(before.dropFirst(indent))))' is indented deeper than the key above it, which has a value already",
            fix: "align it with the keys beside it")
    }

    /// `key:value`, which YAML reads as one word.
    private static func missingSpace(_ number: Int, _ source: SourceText) -> SyntaxProblem? {
        let line = source.line(number)
        let indent = line.prefix { $0 == " " }.count
        let word = line.dropFirst(indent).prefix { $0 != " " }
        guard let colon = word.firstIndex(of: ":"), colon > word.startIndex, colon + 1 < word.endIndex else { return nil }
        let key = clipped(SourceText.string(word[..<colon]))
        return SyntaxProblem(
            Place(line: number, column: indent + 1), "there is no space after '\(key):'",
            fix: "write '\(key): ' and the value, with a space after the colon")
    }

    private static func indentation(_ complaint: Complaint, _ source: SourceText) -> SyntaxProblem? {
        if complaint.problem.contains("'-' indicator") {
            return SyntaxProblem(
                complaint.place, "a key stands among the items of a list",
                fix: "begin the line with '- ', or indent it like the key above the list")
        }
        guard complaint.problem.contains("did not find expected key") else { return nil }
        let before = source.line(complaint.place.line).prefix(complaint.place.column - 1)
        if before.contains(where: { $0 != " " }) {
            return SyntaxProblem(
                complaint.place, "text follows a closing quote or bracket",
                fix: "check that every quote is closed, here and on the lines above; quotes within quotes need a backslash")
        }
        if source.line(complaint.place.line).dropFirst(before.count).first == "-" {
            return SyntaxProblem(
                complaint.place, "an item of a list stands among keys",
                fix: "indent it below the key it belongs to, or remove the '-'")
        }
        return SyntaxProblem(
            complaint.place, "the indentation of this line matches no line above it", fix: "align it with the keys beside it")
    }

    private static func other(_ complaint: Complaint) -> SyntaxProblem {
        if complaint.problem.contains("another document") {
            return SyntaxProblem(
                complaint.place, "a second document begins here", fix: "keep one definition in a file; remove the '---'")
        }
        if complaint.problem.contains("nesting level") {
            return SyntaxProblem(
                complaint.place, "brackets or keys are nested too deeply", fix: "check that every bracket is closed")
        }
        return SyntaxProblem(
            complaint.place, "this is not YAML: \(complaint.problem)",
            fix: "check the colons, quotes and indentation of this line and the one above")
    }
}

/// The fields that Yams' errors share.
private struct Complaint {
    /// What libyaml was doing; empty when it does not say.
    var context = ""
    /// Where that began; the problem's own place when it does not say.
    var start: Place
    var problem: String
    var place: Place

    init(_ error: any Error) {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            self.context = context?.text ?? ""
            start = Place(context?.mark ?? mark)
            self.problem = problem
            place = Place(mark)
        case YamlError.reader(let problem, _, _, _):
            self.problem = problem
            place = Place(line: 1, column: 1)
            start = place
        default:
            problem = "\(error)"
            place = Place(line: 1, column: 1)
            start = place
        }
    }
}
