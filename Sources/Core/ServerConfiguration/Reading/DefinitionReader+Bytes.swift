import ServerModel

extension DefinitionReader {
    /// What a file's bytes define, and their text; bytes that are not UTF-8 are told.
    static func read(bytes: [UInt8], file: String, expecting id: ServerID?) -> (text: String, reading: DefinitionReading) {
        guard bytes.count <= sizeLimit else {
            let (message, fix) = YAMLDocument.oversized
            return ("", DefinitionReading(unreadable: file, message, fix: fix))
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return ("", DefinitionReading(unreadable: file, "the file is UTF-16", fix: "save it as UTF-8"))
        }
        let repaired = String(decoding: bytes, as: UTF8.self)
        guard String(validating: bytes, as: UTF8.self) == nil else {
            return (repaired, read(text: repaired, file: file, expecting: id))
        }
        let findings = Findings(file: file, source: SourceText(repaired))
        let damaged = findings.source.scalars.firstIndex(of: "\u{FFFD}").map(findings.source.place(at:))
        findings.error(at: damaged, "the file is not UTF-8: a byte here is no character", fix: "save it as UTF-8")
        return (repaired, DefinitionReading(definition: nil, diagnostics: findings.diagnostics))
    }
}
