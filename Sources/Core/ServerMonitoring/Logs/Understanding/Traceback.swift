import ServerModel

/// Which lines belong together: how the tracebacks of Python, Node, Java, .NET, Go, Rust, Ruby and PHP go on, line by line.
///
/// An ordinary line never belongs to one, and lines that merely are indented do only where a traceback has begun.
struct Traceback: Sendable {
    private enum Form {
        /// Frames of Python, which are indented; the first line that is not names the exception.
        case python
        /// The exception was named. What it says may go on in indented lines, or in the bare names of fields (pydantic).
        case pythonEnd(listsFields: Bool)
        /// "During handling of the above exception, …": the next traceback follows.
        case pythonChained
        /// An exception group: every line is indented, and nothing follows.
        case pythonGroup
        /// In a box, as rich draws it.
        case rich
        /// The box is closed; the exception's name follows.
        case richEnd
        /// All was said, except for a chained one.
        case richOver
        /// A line that says "Error" somewhere: it goes on only if a frame follows.
        case mention
        /// `TypeError: …` or frames. Braces of Node's properties may be open.
        case frames(areSeen: Bool, inBraces: Bool)
        /// `node:internal/…:123`, then so many lines of source.
        case nodeSource(lines: Int)
        /// `panic: …`; the stacks follow.
        case go(hasStack: Bool)
        /// `thread 'main' panicked at …`, whose message may be on the next line.
        case rust(needsMessage: Bool)
        case over
    }

    private var form: Form

    /// `nil` for a line that no traceback begins with.
    init?(head line: LineBytes) {
        guard let form = Self.form(head: line) else { return nil }
        self.form = form
    }

    /// Whether it is one: its head says so, or what followed. Until then lines only may belong together.
    var isCertain: Bool {
        switch form {
        case .mention, .nodeSource: false
        case .python, .pythonEnd, .pythonChained, .pythonGroup, .rich, .richEnd, .richOver, .frames, .go, .rust, .over: true
        }
    }

    /// Whether `text`, of one line or several, begins with a traceback; the first few lines tell.
    static func begins(_ text: LineBytes) -> Bool {
        var end = text.first(0x0A) ?? text.count
        guard var traceback = Traceback(head: text.part(0, end)) else { return false }
        var isAfterBlank = false
        for _ in 0..<8 where !traceback.isCertain && end < text.count {
            let start = end + 1
            end = text.first(0x0A, from: start) ?? text.count
            let line = text.part(start, end)
            if !line.isBlankLine, !traceback.takes(line, afterBlank: isAfterBlank) { return false }
            isAfterBlank = line.isBlankLine
        }
        return traceback.isCertain
    }

    private static func form(head line: LineBytes) -> Form? {
        let start = line.startOfText
        switch line.byte(start) {
        case UInt8(ascii: "{"): return nil
        case UInt8(ascii: "p") where line.has("panic: ", at: start), UInt8(ascii: "f") where line.has("fatal error: ", at: start):
            return .go(hasStack: false)
        case UInt8(ascii: "t") where line.has("thread '", at: start):
            if line.first(" panicked at ", from: start) != nil { return .rust(needsMessage: line.byte(line.count - 1) == 0x3A) }
        case UInt8(ascii: "T") where line.has("Traceback (most recent call last)", at: start): return .python
        case UInt8(ascii: "+") where line.has("+ Exception Group Traceback", at: start): return .pythonGroup
        case 0xE2 where line.isBox(at: start) && line.first("Traceback (most recent call last)", from: start) != nil: return .rich
        case UInt8(ascii: "(") where line.has("(node:", at: start): return .mention
        default: break
        }
        if line.isIndented {
            if line.isPythonFrame(at: start) { return .python }
            if line.isFrame(at: start) { return .frames(areSeen: true, inBraces: line.ends("{")) }
        } else if line.namesError(at: start) || line.has("Trace: ", at: start) {
            return .frames(areSeen: false, inBraces: line.ends("{"))
        } else if line.isNodeSource {
            return .nodeSource(lines: 0)
        }
        return line.mentionsError ? .mention : nil
    }

    /// Whether `line` goes on with it; `afterBlank`: a blank line was between.
    mutating func takes(_ line: LineBytes, afterBlank: Bool) -> Bool {
        guard let next = next(line, afterBlank) else { return false }
        form = next
        return true
    }

    private func next(_ line: LineBytes, _ afterBlank: Bool) -> Form? {
        let start = line.startOfText
        switch form {
        case .python:
            if line.has("+ Exception Group Traceback", at: start) { return .pythonGroup }
            if line.isIndented { return .python }
            guard line.namesException(at: start) else { return nil }
            return .pythonEnd(listsFields: line.first(" validation error", from: start) != nil)
        case .pythonEnd(let listsFields):
            if line.isChain(at: start) { return .pythonChained }
            if afterBlank { return nil }
            if line.isIndented { return line.isFrame(at: start) ? nil : form }
            return listsFields && line.first(0x20) == nil ? form : nil
        case .pythonChained:
            if line.has("Traceback (most recent call last)", at: start) { return .python }
            if line.has("+ Exception Group Traceback", at: start) { return .pythonGroup }
            return line.isBox(at: start) ? .rich : nil
        case .pythonGroup:
            if line.isChain(at: start) { return .pythonChained }
            return line.isIndented && !afterBlank ? .pythonGroup : nil
        case .rich:
            guard line.isBox(at: start) else { return nil }
            // U+2570, the lower left corner.
            return line.byte(start + 1) == 0x95 && line.byte(start + 2) == 0xB0 ? .richEnd : .rich
        case .richEnd:
            return line.namesException(at: start) ? .richOver : nil
        case .richOver:
            return line.isChain(at: start) ? .pythonChained : nil
        case .mention:
            guard !afterBlank, line.isIndented || line.has("Stack trace:", at: start) else { return nil }
            if line.isPythonFrame(at: start) { return .python }
            return line.isFrame(at: start) || !line.isIndented ? .frames(areSeen: true, inBraces: line.ends("{")) : nil
        case .frames(let areSeen, let inBraces):
            return frames(line, start, afterBlank, areSeen, inBraces)
        case .nodeSource(let lines):
            if afterBlank {
                let goesOn =
                    line.namesError(at: start) || line.mentionsError || line.has("Uncaught", at: start)
                    || line.has("[", at: start)
                return lines > 0 && goesOn ? .frames(areSeen: false, inBraces: line.ends("{")) : nil
            }
            return lines == 0 || (lines < 4 && line.isIndented || line.byte(start) == UInt8(ascii: "^"))
                ? .nodeSource(lines: lines + 1) : nil
        case .go(let hasStack):
            if line.has("goroutine ", at: start) || line.has("runtime stack:", at: start) { return .go(hasStack: true) }
            if line.has("[signal ", at: start) { return form }
            if line.has("exit status ", at: start) { return .over }
            if afterBlank { return nil }
            if line.isIndented { return form }
            return hasStack && line.isGoCall(at: start) ? form : nil
        case .rust(let needsMessage):
            if afterBlank { return nil }
            let goesOn = line.isIndented || line.has("stack backtrace:", at: start) || line.has("note: ", at: start)
            return needsMessage || goesOn ? .rust(needsMessage: false) : nil
        case .over:
            return nil
        }
    }

    private func frames(_ line: LineBytes, _ start: Int, _ afterBlank: Bool, _ areSeen: Bool, _ inBraces: Bool) -> Form? {
        // A cause in Rust's `anyhow` comes after a blank line, as the version does in Node's last words.
        if line.has("Caused by:", at: start) || line.has("Stack backtrace:", at: start) || line.has("stack backtrace:", at: start)
        {
            return .frames(areSeen: true, inBraces: inBraces)
        }
        if line.has("Node.js v", at: start) { return areSeen || afterBlank ? .over : nil }
        if afterBlank { return nil }
        if line.isIndented { return .frames(areSeen: areSeen || line.isFrame(at: start), inBraces: inBraces || line.ends("{")) }
        switch line.byte(start) {
        case UInt8(ascii: "}"), UInt8(ascii: "]"): return inBraces ? .frames(areSeen: true, inBraces: line.ends("{")) : nil
        case UInt8(ascii: "-"): return line.has("- /", at: start) ? form : nil
        case UInt8(ascii: "#"): return areSeen && line.byte(start + 1).isASCIIDigit ? form : nil
        case UInt8(ascii: "R"): return line.has("Require stack:", at: start) ? form : nil
        case UInt8(ascii: "S"): return line.has("Stack trace:", at: start) ? .frames(areSeen: true, inBraces: inBraces) : nil
        default: return nil
        }
    }
}
