import DocumentEditing
import ServerConfiguration
import ServerModel

extension Platform {
    /// One row. `nil` without a usable id, title or file, which is told.
    init?(reading reader: NodeReader) {
        let id = Self.id(reading: reader)
        let title = reader.neededText("title", example: "My Editor")
        let aliases = Self.aliases(reading: reader)
        let files = Self.files(reading: reader)
        self.init(id: id ?? "", title: title ?? "", files: files ?? Paths())
        self.aliases = aliases
        twins = Paths("twins", in: reader) ?? twins
        readOnlyFiles = Paths("read_only_files", in: reader) ?? readOnlyFiles
        projectFiles = Self.projectFiles(reading: reader)
        format = reader.choice("format") ?? self.files.format
        container = reader.oneOrMoreTexts("container") ?? container
        layout = reader.choice("layout") ?? layout
        otherContainers = Self.otherContainers(reading: reader)
        newFile = reader.fields("new_file").compactMap { field in
            guard let text = field.value.scalar?.string else {
                reader.error("new_file", "'\(clipped(field.key))' in new_file must be text", fix: "write a text after it")
                return nil
            }
            return TopLevelText(key: field.key, text: text)
        }
        entry = reader.section("entry", EntrySpelling.init(reading:)) ?? entry
        names = reader.section("names", NameRule.init(reading:)) ?? names
        detection = reader.section("detection", Detection.init(reading:)) ?? Detection(paths: self.files)
        supersededBy = reader.nonemptyText("superseded_by")
        afterwards = reader.nonemptyText("afterwards")
        note = reader.nonemptyText("note")
        obstacle = reader.nonemptyText("obstacle")
        lock = reader.choice("lock")
        editor = reader.choice("editor")
        switchboard = reader.section("switchboard", Switchboard.init(reading:)) ?? nil
        overwritingProcesses = reader.oneOrMoreTexts("overwriting_processes") ?? overwritingProcesses
        guard id != nil, title != nil, files != nil else { return nil }
    }

    /// The format of a file by its name's end; the client's own where both are JSON, or the end says nothing.
    package func format(of path: String) -> DocumentFormat {
        let json: [DocumentFormat] = [.json, .jsonWithComments, .jsonc]
        guard let told = DocumentFormat(ofFile: path), !json.contains(told) || !json.contains(format) else { return format }
        return told
    }

    // MARK: What a row must have

    private static func id(reading reader: NodeReader) -> String? {
        guard let id = reader.neededText("id", example: "my-editor") else { return nil }
        if isID(id) { return id }
        let better = String(id.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 })
        reader.error(
            "id", "'\(clipped(id))' cannot be the id of a client",
            fix: isID(better) ? "write '\(better)'" : "use 1 to 64 lower-case letters, digits and '-'")
        return nil
    }

    private static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
                default: false
                }
            }
    }

    private static func aliases(reading reader: NodeReader) -> [String] {
        (reader.placedTexts("aliases") ?? []).compactMap { alias in
            if isID(normalized(alias.text)) { return alias.text }
            reader.findings.error(
                at: alias.place, "'\(clipped(alias.text))' cannot be another name of a client",
                fix: "use 1 to 64 letters, digits, '-' and '_'")
            return nil
        }
    }

    private static func files(reading reader: NodeReader) -> Paths? {
        let errors = reader.findings.errorCount
        let files = Paths("files", in: reader)
        if reader.has("obstacle") || files.map({ $0 != Paths() }) ?? false { return files ?? Paths() }
        if !reader.has("files") {
            reader.error("the key 'files' is missing", fix: "add 'files: ~/.my-editor/mcp.json', the path of the client's file")
        } else if reader.findings.errorCount == errors {
            reader.error(
                "files", "files names no file", fix: "write 'files: ~/.my-editor/mcp.json', the path of the client's file")
        }
        return nil
    }

    private static func projectFiles(reading reader: NodeReader) -> [String] {
        (reader.placedTexts("project_files") ?? []).compactMap { file in
            let names = file.text.split(separator: "/", omittingEmptySubsequences: false)
            let isAnchored = ["~", "$", "%"].contains { file.text.hasPrefix($0) }
            if !isAnchored, !names.contains(where: { $0.isEmpty || $0 == ".." }) { return file.text }
            reader.findings.error(
                at: file.place, "'\(clipped(file.text))' is not a path within a project", fix: "write it as '.my-editor/mcp.json'"
            )
            return nil
        }
    }

    private static func otherContainers(reading reader: NodeReader) -> [[String]] {
        guard let node = reader.value("other_containers") else { return [] }
        let lists = node.sequence?.compactMap { list in list.sequence?.compactMap(\.scalar?.string) } ?? []
        if let count = node.sequence?.count, count == lists.count, lists.allSatisfy({ !$0.isEmpty }) { return lists }
        reader.error(
            "other_containers", "other_containers must be a list of lists of keys", fix: "write '[[mcp, servers], [mcpServers]]'")
        return []
    }
}

extension Findings {
    fileprivate var errorCount: Int { diagnostics.count { $0.severity == .error } }
}

extension Platform.Paths {
    /// The same on every system, or by system; `nil` when there is no such key.
    init?(_ key: String, in reader: NodeReader) {
        guard let node = reader.value(key) else { return nil }
        self.init()
        if node.mapping == nil {
            let same = Self.paths(key, in: reader)
            self.init(linux: same, macOS: same, windows: same)
        } else if let bySystem = reader.section(key, Self.bySystem) {
            self = bySystem
        }
    }

    private static func bySystem(_ reader: NodeReader) -> Platform.Paths {
        Platform.Paths(
            linux: paths("linux", in: reader), macOS: paths("macos", in: reader),
            windows: paths("windows", in: reader, onWindows: true))
    }

    private static func paths(_ key: String, in reader: NodeReader, onWindows: Bool = false) -> [String] {
        (reader.placedTexts(key) ?? []).compactMap { path in
            do throws(PathPattern.Mistake) {
                _ = try PathPattern(path.text, onWindows: onWindows)
                return path.text
            } catch {
                reader.findings.error(at: path.place, error.problem, fix: error.fix)
                return nil
            }
        }
    }
}

extension Platform.Paths {
    /// By the end of the first one's name.
    var format: DocumentFormat { (linux + macOS + windows).first.flatMap(DocumentFormat.init(ofFile:)) ?? .json }
}

extension DocumentFormat {
    /// By the end of a file's name; `nil` when that says nothing.
    init?(ofFile path: String) {
        switch path.split(separator: ".").last {
        case "json": self = .json
        case "jsonc": self = .jsonc
        case "toml": self = .toml
        case "yaml", "yml": self = .yaml
        default: return nil
        }
    }
}
