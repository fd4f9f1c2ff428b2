import ServerModel

extension ServerDefinition {
    /// The whole file. `nil` without a name or `execution:`, which is told.
    init?(reading reader: NodeReader, expecting id: ServerID?) {
        let name = Self.name(reading: reader, expecting: id)
        let version = reader.text("version")
        let description = reader.text("description")
        let author = reader.text("author")
        let license = reader.text("license")
        let homepage = reader.text("homepage")
        let enabled = reader.flag("enabled")
        let start = reader.choice("start", StartPolicy.self)
        let execution = Self.execution(reading: reader)
        let secrets = SecretRequirement.all(reading: reader)
        let platforms = reader.namedSections("platforms", PlatformSetting.init(reading:))
        let monitoring = reader.section("monitoring", Monitoring.init(reading:))
        let development = reader.section("development", Development.init(reading:))
        let dependencies = reader.section("dependencies", Dependencies.init(reading:))
        let tools = reader.section("tools", ToolPolicy.init(reading:))
        let metadata = reader.section("metadata", Metadata.init(reading:))

        guard let name, let execution else { return nil }
        self.init(name: name, execution: execution)
        self.version = version
        self.description = description
        self.author = author
        self.license = license
        self.homepage = homepage
        self.enabled = enabled ?? self.enabled
        self.start = start ?? self.start
        self.secrets = secrets
        self.platforms = platforms
        self.monitoring = monitoring ?? self.monitoring
        self.development = development ?? self.development
        self.dependencies = dependencies ?? self.dependencies
        self.tools = tools ?? self.tools
        self.metadata = metadata ?? self.metadata
    }

    private static func name(reading reader: NodeReader, expecting id: ServerID?) -> ServerID? {
        guard reader.has("name") else {
            _ = reader.value("name")
            reader.error("the key 'name' is missing", fix: "add 'name: \(id?.rawValue ?? "NAME")' at the top")
            return nil
        }
        guard let written = reader.text("name") else { return nil }
        do {
            let name = try ServerID(written)
            guard let id, id != name else { return name }
            reader.error(
                "name", "the name is '\(name)', but the file is named after '\(id)'",
                fix: "write 'name: \(id)', or rename the file to '\(name).yaml'")
        } catch {
            reader.error("name", InvalidServerName(name: clipped(written)).problem, fix: error.remedy)
        }
        return nil
    }

    private static func execution(reading reader: NodeReader) -> Execution? {
        if !reader.has("execution") {
            reader.error(
                "the key 'execution' is missing", fix: "add 'execution:' with 'local:' and the 'command:' that starts the server")
        }
        return reader.section("execution", Execution.init(reading:))
    }
}
