/// A path of a row, taken apart: where it begins, and the names that lead on from there.
struct PathPattern: Hashable, Sendable {
    var start: Start
    /// `*` in a name stands for any characters.
    var names: [String]

    enum Start: Hashable, Sendable {
        case home
        case variable(String)
        /// Empty for `/`; the drive on Windows, e.g. `C:`.
        case root(String)
    }

    /// Why a text is no such path, and what to write.
    struct Mistake: Error, Hashable {
        var problem: String
        var fix: String

        init(_ problem: String, fix: String) {
            self.problem = problem
            self.fix = fix
        }
    }

    /// On Windows, `\` separates names as `/` does, and a path may begin with a drive.
    init(_ text: String, onWindows: Bool) throws(Mistake) {
        let separators: [Character] = onWindows ? ["/", "\\"] : ["/"]
        let (start, rest) = try Self.start(of: text, onWindows: onWindows)
        guard rest.first.map(separators.contains) ?? true else {
            throw Mistake("nothing but '/' may follow the beginning of the path '\(text)'", fix: "write '/' after it")
        }
        let names = rest.split(whereSeparator: separators.contains).map(String.init).filter { $0 != "." }
        if names.contains("..") { throw Mistake("the path '\(text)' goes up with '..'", fix: "write the path without it") }
        if names.contains(where: Self.hasVariable) {
            throw Mistake("the path '\(text)' has a variable in its middle", fix: "begin the path with the variable")
        }
        if names.isEmpty, case .variable = start {
        } else if names.isEmpty {
            throw Mistake("the path '\(text)' names nothing in particular", fix: "write the path of the file or folder itself")
        }
        self.start = start
        self.names = names
    }

    private static func start(of text: String, onWindows: Bool) throws(Mistake) -> (Start, Substring) {
        let rest = text.dropFirst()
        switch text.first {
        case "~": return (.home, rest)
        case "/": return (.root(""), text[...])
        case "$":
            let isBraced = rest.first == "{"
            let name = rest.drop { $0 == "{" }.prefix(while: isOfName)
            let after = text[name.endIndex...]
            guard isName(name), !isBraced || after.first == "}" else { break }
            return (.variable(String(name)), isBraced ? after.dropFirst() : after)
        case "%":
            let name = rest.prefix { $0 != "%" }
            guard isName(name), name.endIndex < text.endIndex else { break }
            return (.variable(String(name)), text[name.endIndex...].dropFirst())
        case let drive? where onWindows && drive.isASCII && drive.isLetter && rest.first == ":":
            return (.root("\(drive):"), rest.dropFirst())
        default: break
        }
        throw Mistake(
            "the path '\(text)' does not say where it begins",
            fix: onWindows
                ? "begin it with ~, with a variable such as %APPDATA%, or with a drive"
                : "begin it with ~/, with a variable such as $XDG_CONFIG_HOME, or with /")
    }

    private static func hasVariable(_ name: String) -> Bool {
        if name.split(separator: "%", omittingEmptySubsequences: false).dropFirst().dropLast().contains(where: isName) {
            return true
        }
        return name.split(separator: "$", omittingEmptySubsequences: false).dropFirst().contains { part in
            part.first.map { $0 == "{" || isOfName($0) } ?? false
        }
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && text.allSatisfy(isOfName) && text.first?.isNumber == false
    }

    private static func isOfName(_ character: Character) -> Bool {
        character == "_" || (character.isASCII && (character.isLetter || character.isNumber))
    }
}
