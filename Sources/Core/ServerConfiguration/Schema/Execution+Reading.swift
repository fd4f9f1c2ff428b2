import ServerModel

extension Execution {
    /// `execution:`
    init(reading reader: NodeReader) {
        self.init()
        let mode = reader.choice("mode", ExecutionMode.self)
        self.mode = mode ?? self.mode
        pythonVersion = reader.text("python_version")
        transport = reader.choice("transport") ?? transport
        port = reader.integer("port", in: 1...65535)
        path = reader.urlPath("path")
        era = reader.choice("era") ?? era
        sessions = reader.choice("sessions")
        startTimeout = reader.seconds("start_timeout", in: 1...3600) ?? startTimeout
        idleTimeout = reader.seconds("idle_timeout", in: 0...604_800) ?? idleTimeout
        restart = reader.section("restart", RestartPolicy.init(reading:)) ?? restart
        limits = reader.section("limits", ResourceLimits.init(reading:)) ?? limits
        sandbox = reader.section("sandbox", Sandbox.init(reading:))
        local = reader.section("local", LocalExecution.init(reading:))
        docker = reader.section("docker", DockerExecution.init(reading:))
        remote = reader.section("remote", RemoteExecution.init(reading:))
        // With a mode that does not exist, nobody knows what it needs.
        if mode != nil || !reader.has("mode") { checkMode(reader) }
        checkTransport(reader)
    }

    /// The section of the mode must say what to run. Sections of other modes may be incomplete.
    private func checkMode(_ reader: NodeReader) {
        switch mode {
        case .local, .development:
            if local?.command == nil, local?.mainScript == nil, !reader.isIncomplete("local", of: ["command", "main_script"]) {
                reader.missing(
                    "local", "mode '\(mode.rawValue)' needs a command or a main_script in 'local'",
                    fix: "add 'command:' with the program to run, or 'main_script:' with a Python file")
            }
        case .docker:
            if docker?.image == nil, docker?.dockerfile == nil, !reader.isIncomplete("docker", of: ["image", "dockerfile"]) {
                reader.missing(
                    "docker", "mode 'docker' needs an image or a dockerfile in 'docker'",
                    fix: "add 'image:' with the name of an image, or 'dockerfile:' with a path")
            }
        case .remote:
            let ways = ["url", "host", "ssh", "manager"]
            if [remote?.url, remote?.host, remote?.ssh, remote?.manager].allSatisfy({ $0 == nil }),
                !reader.isIncomplete("remote", of: ways)
            {
                reader.missing(
                    "remote", "mode 'remote' needs a url, host, ssh or manager in 'remote'",
                    fix: "add 'url:' with the address of the server's MCP endpoint")
            }
        }
    }

    private func checkTransport(_ reader: NodeReader) {
        let isOurs = mode == .local || mode == .development
        if transport != .stdio, isOurs, !reader.has("port") {
            reader.error(
                "transport", "transport '\(transport.rawValue)' needs a port",
                fix: "add 'port:' with the port the server listens on")
        }
        // Somebody else's server is found out about: its transport need not be written.
        guard transport == .stdio, mode != .remote else { return }
        for (key, isThere) in [("port", port != nil), ("path", path != nil)] where isThere {
            reader.findings.warning(
                at: reader.keyPlace(of: key), "\(key) means nothing while the transport is stdio",
                fix: "add 'transport: streamable-http', or remove '\(key)'")
        }
    }
}

extension NodeReader {
    /// Tells what is missing in a section, at the section's key when it is there.
    fileprivate func missing(_ section: String, _ message: String, fix: String) {
        findings.error(at: keyPlace(of: section), message, fix: fix)
    }

    /// Whether a section has one of `keys`, though perhaps with a wrong value, which was told already.
    fileprivate func isIncomplete(_ section: String, of keys: [String]) -> Bool {
        guard has(section) else { return false }
        guard let mapping = value(section)?.mapping else { return true }
        let reader = reader(of: mapping, name: section, place: nil)
        return keys.contains(where: reader.has)
    }
}
