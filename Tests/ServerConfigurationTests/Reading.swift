import ServerConfiguration
import ServerModel

/// Reads a definition as if it stood in `servers/NAME.yaml`.
func read(_ text: String, as name: String? = nil) -> DefinitionReading {
    let id = name.flatMap { try? ServerID($0) }
    return DefinitionReader.read(text: text, file: "\(name ?? "x").yaml", expecting: id)
}

/// The lines, each ended by a line break.
func lines(_ lines: String...) -> String { lines.map { $0 + "\n" }.joined() }

/// A file in `Fixtures/`, by the place of this source file.
func fixturePath(_ name: String, here: StaticString = #filePath) -> String {
    "\(here)".split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/Fixtures/" + name
}
