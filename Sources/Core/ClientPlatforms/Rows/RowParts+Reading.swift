import ServerConfiguration
import ServerModel

extension NameRule {
    /// `names:`
    init(reading reader: NodeReader) {
        self.init()
        // An empty text means letters and digits only.
        characters = reader.text("characters")
        reserved = reader.oneOrMoreTexts("reserved") ?? reserved
        isLowerCase = reader.flag("is_lower_case") ?? isLowerCase
    }
}

extension Detection {
    /// `detection:`
    init(reading reader: NodeReader) {
        self.init(
            paths: Platform.Paths("paths", in: reader) ?? Platform.Paths(), commands: reader.oneOrMoreTexts("commands") ?? [])
    }
}

extension Switchboard {
    /// `switchboard:`
    init?(reading reader: NodeReader) {
        let files = Platform.Paths("files", in: reader)
        let path = reader.oneOrMoreTexts("path") ?? []
        let style: Style? = reader.choice("style")
        let format = reader.choice("format") ?? files?.format ?? .json
        guard let files, files != Platform.Paths(), !path.isEmpty, let style else {
            reader.error(
                "switchboard needs 'files', 'path' and 'style'",
                fix: "write 'switchboard: {files: ~/.my-editor/state.json, path: [disabled], style: list-of-disabled}'")
            return nil
        }
        if style == .flag, !path.contains("*") {
            reader.error("path", "path must say with '*' where a server's name stands", fix: "write '[\"*\", enabled]'")
        }
        self.init(files: files, format: format, path: path, style: style)
    }
}
