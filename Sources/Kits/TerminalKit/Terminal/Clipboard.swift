import CNcurses

/// The ways to a clipboard: a request to the terminal, which works from afar, and a program of the desktop, which works in
/// terminals that ignore such requests.
public struct Clipboard: Sendable {
    /// A program that takes the text on its input.
    public struct Tool: Hashable, Sendable {
        /// Its full path.
        public var path: String
        /// Without its name.
        public var arguments: [String]

        /// What people call it.
        public var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    }

    /// The program of this desktop; `nil` without one, and over SSH, where the desktop would be the wrong one.
    public let tool: Tool?
    private let wrapping: Wrapping

    /// What is between us and the terminal.
    private enum Wrapping {
        case nothing
        case tmux
        case screen
    }

    /// Longer texts are refused by many terminals: a hundred thousand characters of base64.
    private static let longestRequest = 74_994
    /// GNU screen takes strings of 256 bytes in its oldest versions.
    private static let longestPiece = 200
    /// A program that takes longer has no display to talk to.
    private static let patience = Duration.seconds(2)
    /// There is no portable event for the end of one child that would not be everybody's (`SIGCHLD`).
    private static let lookAgain = Duration.milliseconds(10)

    /// Looks at the variables, and at the programs on `PATH`; nothing is run.
    public init(environment: (String) -> String?, isExecutable: (String) -> Bool) {
        // Both multiplexers set TERM, and their own variable, which a shell behind ssh may not have.
        wrapping =
            if environment("TMUX") != nil { .tmux } else if environment("STY") != nil { .screen } else { .nothing }
        let folders = (environment("PATH") ?? "").split(separator: ":")
        let tools = Self.candidates(environment).flatMap { name, arguments in
            folders.map { Tool(path: "\($0)/\(name)", arguments: arguments) }
        }
        tool = tools.first { isExecutable($0.path) }
    }

    private static func candidates(_ environment: (String) -> String?) -> [(String, [String])] {
        if Pace.isRemote(environment) { return [] }
        var candidates: [(String, [String])] = []
        #if canImport(Darwin)
            candidates.append(("pbcopy", []))
        #endif
        if environment("WAYLAND_DISPLAY") != nil { candidates.append(("wl-copy", [])) }
        if environment("DISPLAY") != nil {
            candidates += [("xclip", ["-selection", "clipboard"]), ("xsel", ["--clipboard", "--input"])]
        }
        return candidates
    }

    // MARK: - The terminal

    /// The bytes that ask a terminal (OSC 52); `nil` when the text is too long, or empty, which would empty the clipboard.
    func request(for text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= Self.longestRequest else { return nil }
        let plain = Array("\u{1B}]52;c;".utf8) + Base64.encoded(bytes) + [0x07]
        switch wrapping {
        case .nothing: return plain
        case .tmux:
            // Which of the two reaches the terminal depends on tmux' options `allow-passthrough` and `set-clipboard`.
            return Array("\u{1B}Ptmux;\u{1B}".utf8) + plain + Array("\u{1B}\\".utf8) + plain
        case .screen:
            return stride(from: 0, to: plain.count, by: Self.longestPiece).flatMap { start in
                Array("\u{1B}P".utf8) + plain[start..<min(start + Self.longestPiece, plain.count)] + Array("\u{1B}\\".utf8)
            }
        }
    }

    // MARK: - The desktop

    /// Gives the text to ``tool``; whether it took it. Ends it when it does not end by itself.
    public func handToTool(_ text: String) async -> Bool {
        guard let tool, let input = Self.file(holding: text) else { return false }
        let process = Self.start(tool, input: input)
        cn_close_file(input)
        guard process > 0 else { return false }
        let clock = ContinuousClock()
        let deadline = clock.now + Self.patience
        var succeeded = false
        while !cn_has_ended(process, &succeeded) {
            guard clock.now < deadline, (try? await clock.sleep(for: Self.lookAgain)) != nil else {
                cn_kill(process)
                return false
            }
        }
        return succeeded
    }

    /// A file, not a pipe: nobody has to wait until the program reads.
    private static func file(holding text: String) -> Int32? {
        let file = cn_nameless_file()
        guard file >= 0 else { return nil }
        let bytes = Array(text.utf8)
        guard bytes.withUnsafeBufferPointer({ cn_fill($0.baseAddress, Int32($0.count), file) }) else {
            cn_close_file(file)
            return nil
        }
        return file
    }

    private static func start(_ tool: Tool, input: Int32) -> Int32 {
        // C wants pointers that live until the call returns: one block of text, and where each word begins.
        let words = [tool.name] + tool.arguments
        let block = words.flatMap { Array($0.utf8CString) }
        return block.withUnsafeBufferPointer { text in
            var starts: [UnsafePointer<CChar>?] = []
            var offset = 0
            for word in words {
                starts.append(text.baseAddress?.advanced(by: offset))
                offset += word.utf8CString.count
            }
            return cn_start(tool.path, starts + [nil], input)
        }
    }
}
