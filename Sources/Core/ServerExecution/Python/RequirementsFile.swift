/// A requirements file and every file it takes in (`-r`, `-c`), read as far as we care: when they change, and how many packages
/// they ask for. What the lines mean is the installer's affair.
struct RequirementsFile {
    private(set) var packages = 0
    private var seen: Set<String> = []

    /// Reads the file at `path` and those it names, and adds them to `hash`. A file that cannot be read counts as an empty one: the
    /// installer says so better.
    init(reading path: String, into hash: inout ContentHash) {
        read(path, isConstraint: false, into: &hash)
    }

    private mutating func read(_ path: String, isConstraint: Bool, into hash: inout ContentHash) {
        // Two files may take in each other; a hundred are enough for anybody.
        guard seen.count < 100, seen.insert(path).inserted else { return }
        let text = SmallFile.text(of: path) ?? ""
        hash.add(path)
        hash.add(text)
        // A line that ends with \ goes on in the next.
        for line in text.replacing("\\\n", with: " ").split(separator: "\n") {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            if let other = Self.file(named: words, after: ["-r", "--requirement"]) {
                read(Self.path(other, beside: path), isConstraint: isConstraint, into: &hash)
            } else if let other = Self.file(named: words, after: ["-c", "--constraint"]) {
                read(Self.path(other, beside: path), isConstraint: true, into: &hash)
            } else if !isConstraint, !first.hasPrefix("-") || first.hasPrefix("-e") || first.hasPrefix("--editable") {
                packages += 1
            }
        }
    }

    /// `-r x`, `-rx` and `--requirement=x` as pip takes them.
    private static func file(named words: [Substring], after options: [String]) -> Substring? {
        guard let first = words.first else { return nil }
        for option in options where first.hasPrefix(option) {
            let rest = first.dropFirst(option.count)
            if rest.isEmpty { return words.dropFirst().first }
            if rest.hasPrefix("=") { return rest.dropFirst() }
            if !option.hasPrefix("--") { return rest }
        }
        return nil
    }

    private static func path(_ written: Substring, beside file: String) -> String {
        guard !written.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return String(written) }
        return file[...slash] + String(written)
    }
}
