/// The name of a file in `servers/` that is meant as a definition.
struct DefinitionFileName: Hashable, CustomStringConvertible {
    /// What should be the server's name.
    let stem: String
    /// One of ``extensions``.
    let fileExtension: String

    /// The first is the one we write.
    static let extensions = ["yaml", "yml"]

    init(stem: String, fileExtension: String) {
        self.stem = stem
        self.fileExtension = fileExtension
    }

    /// `nil` for folders' names, hidden files and what editors leave behind (`x.yaml~`, `.x.yaml.swp`, `#x.yaml#`).
    init?(_ name: String) {
        guard !name.hasPrefix("."), let dot = name.lastIndex(of: "."), dot != name.startIndex,
            let fileExtension = Self.extensions.first(where: { $0 == name[name.index(after: dot)...] })
        else { return nil }
        self.init(stem: String(name[..<dot]), fileExtension: fileExtension)
    }

    var description: String { "\(stem).\(fileExtension)" }
}
