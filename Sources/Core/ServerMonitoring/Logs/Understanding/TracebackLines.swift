import ServerModel

/// What single lines of tracebacks look like. `start` is where the line's text begins, behind indentation and colours.
extension LineBytes {
    /// Where the text begins, behind spaces, tabs and colours.
    var startOfText: Int {
        var offset = 0
        while true {
            offset = skippingBlanks(from: offset)
            guard byte(offset) == 0x1B, byte(offset + 1) == UInt8(ascii: "[") else { return offset }
            var end = offset + 2
            while byte(end).isASCIIDigit || byte(end) == 0x3B || byte(end) == 0x3A { end += 1 }
            guard byte(end) == UInt8(ascii: "m") else { return offset }
            offset = end + 1
        }
    }

    /// Whether spaces or tabs are before the text; colours may stand before them.
    var isIndented: Bool {
        byte(0).isBlank || (byte(0) == 0x1B && { $0 > 0 && self[$0 - 1].isBlank }(startOfText))
    }

    /// `File "x.py", line 1`.
    func isPythonFrame(at start: Int) -> Bool {
        has("File ", at: start) && byte(start + 5).isOne(of: "\"\u{1B}") && first(", line ", from: start) != nil
    }

    /// `at f (x.js:1:2)`, `at a.B.c(B.java:3)`, `... 12 more`, `from x.rb:1:in`, `File "x.py"`.
    func isFrame(at start: Int) -> Bool {
        switch byte(start) {
        case UInt8(ascii: "a"):
            guard has("at ", at: start) else { return false }
            return (start + 3..<count).contains { self[$0].isOne(of: "(:./<") }
        case UInt8(ascii: "."): return has("... ", at: start) && ends(" more")
        case UInt8(ascii: "f"): return has("from ", at: start) && first(":in ", from: start) != nil
        case UInt8(ascii: "F"): return isPythonFrame(at: start)
        default: return false
        }
    }

    /// A character of U+2500–257F, which boxes are drawn with.
    func isBox(at start: Int) -> Bool {
        byte(start) == 0xE2 && (byte(start + 1) == 0x94 || byte(start + 1) == 0x95)
    }

    /// The end of the dotted name at `start`, as in `pkg.mod.f.<locals>.MyError`.
    private func endOfName(at start: Int) -> Int {
        guard byte(start).isLetter || byte(start) == UInt8(ascii: "_") else { return start }
        var end = start + 1
        while end < count {
            let byte = self[end]
            guard byte.isLetter || byte.isASCIIDigit || byte.isOne(of: "_.<>$") else { break }
            end += 1
        }
        return end
    }

    /// A name, alone or before a colon, that is no level: the last line of a traceback of Python.
    func namesException(at start: Int) -> Bool {
        let end = endOfName(at: start)
        guard end > start, byte(end).isOne(of: "\0:\u{1B}") else { return false }
        return LevelWord(part(start, end)) == nil || part(start, end).says("Error") || part(start, end).says("Warning")
    }

    /// `TypeError: …`, `Error [ERR_X]: …`, `java.io.IOException`, `Uncaught …Error`, `Exception in thread "main"`.
    func namesError(at start: Int) -> Bool {
        var start = start
        if has("Uncaught ", at: start) { start += 9 }
        if has("Exception in thread ", at: start) || has("Unhandled exception", at: start) { return true }
        let end = endOfName(at: start)
        guard end > start else { return false }
        let name = part(start, end)
        guard name.ends("Error") || name.ends("Exception") else { return false }
        switch byte(end) {
        case 0, 0x3A, 0x1B: return true
        case 0x20: return byte(end + 1) == UInt8(ascii: "[") || byte(end + 1) == UInt8(ascii: "{")
        default: return false
        }
    }

    /// Whether `Error` or `Exception` is in it, as a word or the end of one.
    var mentionsError: Bool {
        var offset = 0
        while let found = first(UInt8(ascii: "E"), from: offset) {
            let length = has("Error", at: found) ? 5 : has("Exception", at: found) ? 9 : 0
            if length > 0, !byte(found + length).isLetter { return true }
            offset = found + 1
        }
        return false
    }

    /// The sentence between two tracebacks of Python.
    func isChain(at start: Int) -> Bool {
        has("During handling of the above exception", at: start) || has("The above exception was the direct cause", at: start)
    }

    /// `node:internal/modules/cjs/loader:1143`, `/app/x.js:3`, `file:///app/x.mjs:3`: where Node says it stopped.
    var isNodeSource: Bool {
        guard byte(count - 1).isASCIIDigit, byte(0) == UInt8(ascii: "/") || has("node:") || has("file:") else { return false }
        var colon = count - 1
        while colon > 0, self[colon].isASCIIDigit { colon -= 1 }
        guard self[colon] == 0x3A, first(0x20) == nil else { return false }
        return has("node:") || byte(colon - 1) == UInt8(ascii: "s") && byte(colon - 2).isOne(of: "jt")
            || byte(colon - 1) == UInt8(ascii: "x") && byte(colon - 2) == UInt8(ascii: "s")
    }

    /// `main.(*Server).serve(0xc000…)`, `created by main.main in goroutine 1`.
    func isGoCall(at start: Int) -> Bool {
        if has("created by ", at: start) || has("...additional frames elided...", at: start) { return true }
        guard byte(count - 1) == UInt8(ascii: ")"), let parenthesis = first(UInt8(ascii: "("), from: start) else { return false }
        return (start..<parenthesis).allSatisfy { !self[$0].isBlank }
    }
}
