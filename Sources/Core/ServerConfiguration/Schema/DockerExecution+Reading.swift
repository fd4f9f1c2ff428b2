import ServerModel

extension DockerExecution {
    /// `execution.docker:`
    init(reading reader: NodeReader) {
        self.init()
        image = reader.expandable("image")
        dockerfile = reader.expandable("dockerfile")
        buildContext = reader.expandable("build_context")
        ports = reader.texts("ports") ?? ports
        volumes = reader.expandables("volumes") ?? volumes
        environment = reader.environment() ?? environment
        replicas = reader.integer("replicas", in: 1...100)
    }
}
