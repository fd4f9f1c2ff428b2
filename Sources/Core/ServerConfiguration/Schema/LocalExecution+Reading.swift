import ServerModel

extension LocalExecution {
    /// `execution.local:`
    init(reading reader: NodeReader) {
        self.init()
        command = reader.expandable("command")
        args = reader.expandables("args") ?? args
        cwd = reader.expandable("cwd")
        sourceDir = reader.expandable("source_dir")
        mainScript = reader.expandable("main_script")
        requirements = reader.expandable("requirements")
        environment = reader.environment() ?? environment
    }
}
