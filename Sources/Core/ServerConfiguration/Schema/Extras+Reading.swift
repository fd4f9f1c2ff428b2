import ServerModel

extension PlatformSetting {
    /// `platforms.ID:`
    init(reading reader: NodeReader) {
        self.init()
        enabled = reader.flag("enabled") ?? enabled
        autoApprove = reader.texts("auto_approve") ?? autoApprove
        disabled = reader.flag("disabled") ?? disabled
    }
}

extension Development {
    /// `development:`
    init(reading reader: NodeReader) {
        self.init()
        hotReload = reader.flag("hot_reload") ?? hotReload
        ignore = reader.texts("ignore") ?? ignore
        debugMode = reader.flag("debug_mode") ?? debugMode
        testMode = reader.flag("test_mode") ?? testMode
        mockExternalAPIs = reader.flag("mock_external_apis") ?? mockExternalAPIs
    }
}

extension Dependencies {
    /// `dependencies:`
    init(reading reader: NodeReader) {
        self.init()
        pythonPackages = reader.texts("python_packages") ?? pythonPackages
        systemPackages = reader.texts("system_packages") ?? systemPackages
        optionalPackages = reader.texts("optional_packages") ?? optionalPackages
    }
}

extension ToolPolicy {
    /// `tools:`
    init(reading reader: NodeReader) {
        self.init()
        allow = reader.texts("allow")
        deny = reader.texts("deny") ?? deny
    }
}

extension Metadata {
    /// `metadata:`
    init(reading reader: NodeReader) {
        self.init()
        tags = reader.texts("tags") ?? tags
        category = reader.text("category")
        maturity = reader.choice("maturity")
        supportURL = reader.text("support_url")
        documentationURL = reader.text("documentation_url")
    }
}
