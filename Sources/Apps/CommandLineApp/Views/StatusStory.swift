import ServerModel

/// Everything known of one server, for `mcp-manager status NAME`.
struct StatusStory {
    var status: ServerStatus
    var times: TimeText

    var text: StyledText {
        facts.reduce(into: title) { text, fact in
            for (index, line) in fact.lines.enumerated() {
                let label = index == 0 ? fact.label : ""
                text += "  \(label.padding(to: 11), .muted)\(line)\n"
            }
        }
    }

    private struct Fact {
        var label: String
        var lines: [StyledText]
    }

    private var title: StyledText { "\(status.id, .strong)  \(status.phase.name.text)\n" }

    private var facts: [Fact] {
        [
            Fact(label: "state", lines: [status.sentence(times)]),
            Fact(label: "problem", lines: problem),
            Fact(label: "remedy", lines: remedy),
            Fact(label: "health", lines: health),
            Fact(label: "about", lines: status.summary.map { [StyledText($0)] } ?? []),
            Fact(label: "command", lines: status.commandLine.isEmpty ? [] : [StyledText(status.commandLine)]),
            Fact(label: "runs", lines: ["\(status.mode.rawValue), \(status.transportWord), start \(status.start.rawValue)"]),
            Fact(label: "process", lines: process),
            Fact(label: "uses", lines: uses),
            Fact(label: "speaks", lines: handshake),
            Fact(label: "restarts", lines: status.restarts > 0 ? ["\(status.restarts) after a crash"] : []),
            Fact(label: "last exit", lines: lastExit),
            Fact(label: "sharing", lines: status.sharing.words.map { [StyledText($0)] } ?? []),
            Fact(label: "sessions", lines: status.sessions.map(session)),
            Fact(label: "definition", lines: status.diagnostics.map(diagnostic)),
        ]
    }

    private var problem: [StyledText] {
        switch status.phase {
        case .failed(let report): [StyledText(report.problem, .error)]
        case .needsSecret(let report): [StyledText(report.problem, .attention)]
        case .degraded(let reason), .unknown(let reason): [StyledText(reason, .warning)]
        case .stopped, .starting, .ready, .stopping, .waiting, .disabled: []
        }
    }

    private var remedy: [StyledText] {
        switch status.phase {
        case .failed(let report), .needsSecret(let report): [StyledText(report.remedy)]
        case .disabled: ["write 'enabled: true' in its definition"]
        case .stopped, .starting, .ready, .degraded, .stopping, .waiting, .unknown: []
        }
    }

    private var health: [StyledText] {
        guard let health = status.health else { return [] }
        return [health.sentence(times)] + (health.remedy.map { ["\("→", .accent) \($0)"] } ?? [])
    }

    private var process: [StyledText] {
        guard let run = status.run else { return [] }
        let ready: StyledText = run.readyAfterMilliseconds.map { ", ready after \($0) ms" } ?? ""
        let process: StyledText = run.processID.map { "\($0), " } ?? ""
        return ["\(process)run \(run.number), since \(times.moment(run.startedAt))\(ready)"]
    }

    private var uses: [StyledText] {
        guard let use = status.use else { return [] }
        let files: StyledText = use.openFiles.map { ", \($0) files" } ?? ""
        let processes: StyledText = use.processes == 1 ? "" : " in \(use.processes) processes"
        let cpu: StyledText = use.cpu.map { "\(cpuText($0)) CPU, " } ?? ""
        return ["\(cpu)\(byteWords(use.residentBytes))\(files), \(use.threads) threads\(processes)"]
    }

    private var handshake: [StyledText] {
        guard let run = status.run, let version = run.protocolVersion else { return [] }
        let era: StyledText = run.era.map { " (\($0.rawValue))" } ?? ""
        let name = [run.serverName, run.serverVersion].compactMap(\.self).joined(separator: " ")
        return ["MCP \(version)\(era)\(name.isEmpty ? "" : ", calls itself \(name)")"]
    }

    private var lastExit: [StyledText] {
        guard let end = status.lastExit else { return [] }
        let hint: [StyledText] = end.hint.map { ["→ \($0)"] } ?? []
        return ["\(end.words), \(times.moment(end.at))"] + hint + end.stderrTail.map { "\("|", .muted) \($0)" }
    }

    private func session(_ session: SessionInfo) -> StyledText {
        let names = [session.platform, session.clientName].compactMap(\.self)
        let name = names.first ?? "client \(session.id)"
        let own = names.count > 1 && names[0] != names[1] ? " (\(names[1]))" : ""
        return "\(name)\(own), for \(times.age(of: session.since)), \(session.requests) requests"
    }

    private func diagnostic(_ diagnostic: Diagnostic) -> StyledText {
        StyledText(diagnostic.description, diagnostic.severity.style)
    }
}

extension String {
    /// With spaces up to `width` columns.
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - columns)) }
}
