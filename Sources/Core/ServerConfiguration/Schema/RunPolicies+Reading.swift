import ServerModel

extension RestartPolicy {
    /// `execution.restart:`
    init(reading reader: NodeReader) {
        self.init()
        policy = reader.choice("policy") ?? policy
        maxRestarts = reader.integer("max_restarts", in: 0...1000) ?? maxRestarts
        window = reader.seconds("window", in: 1...86_400) ?? window
        backoff = reader.seconds("backoff", in: 0.001...60) ?? backoff
    }
}

extension ResourceLimits {
    /// `execution.limits:`
    init(reading reader: NodeReader) {
        self.init()
        memoryBytes = reader.bytes("memory")
        cpu = reader.number("cpu", in: 0.01...1024)
        openFiles = reader.integer("open_files", in: 16...1_048_576)
    }
}

extension Sandbox {
    /// `execution.sandbox:`
    init(reading reader: NodeReader) {
        self.init()
        read = reader.expandables("read")
        write = reader.expandables("write")
        network = reader.flag("network")
        exec = reader.expandables("exec")
    }
}
