import ControlAPI
import ServerModel

/// The processes of `mcp-manager ps`: each server's below its name.
struct ProcessesView {
    var report: ProcessReport
    var times: TimeText

    /// - Parameter width: see ``Table/text(width:)``.
    func text(width: Int?) -> StyledText {
        let groups = report.trees.map { (title($0), $0.processes) } + report.foreign.map { (title($0), $0.processes) }
        guard !groups.isEmpty else { return "" }
        let table = Table(
            header: ["  PID", "USER", "AGE", "CPU", "MEMORY", "FILES", "THREADS", "COMMAND"].map { StyledText($0, .muted) },
            rows: groups.flatMap { $0.1.map(row) })
        var lines = table.lines(width: width)[...]
        var text = StyledText("")
        if let header = lines.popFirst() { text += header + "\n" }
        for (index, (title, processes)) in groups.enumerated() {
            if index == report.trees.count {
                if index > 0 { text += "\n" }
                text += "\("started by other programs", .muted)\n"
            }
            text += (width.map(title.cut) ?? title) + "\n"
            for _ in processes { if let line = lines.popFirst() { text += line + "\n" } }
        }
        return text
    }

    private func title(_ tree: ServerTree) -> StyledText {
        let client: StyledText = tree.client.map { ", for \($0)" } ?? ""
        return "\(tree.server, .strong)  \("run \(tree.run)\(sum(tree.use))", .muted)\(client)"
    }

    private func title(_ server: ForeignServer) -> StyledText {
        let owner = server.startedBy.map { "started by \($0)" } ?? "whoever started it has ended"
        let double: StyledText = server.duplicates.map { ", \("the same as your '\($0)'", .warning)" } ?? ""
        return "\(server.name, .strong)  \("\(owner)\(sum(server.use))", .muted)\(double)"
    }

    /// Of several processes, what they use together.
    private func sum(_ use: ResourceUse) -> String {
        use.processes > 1 ? ", \(use.processes) processes, \(byteWords(use.residentBytes)) together" : ""
    }

    private func row(_ process: ProcessEntry) -> [StyledText] {
        let branch = process.depth == 0 ? "" : String(repeating: "  ", count: process.depth - 1) + "└ "
        return [
            StyledText("  \(process.processID)"), StyledText(process.owner), StyledText(times.age(of: process.startedAt)),
            StyledText(cpuText(process.use.cpu ?? average(process))), StyledText(byteWords(process.use.residentBytes)),
            process.use.openFiles.map { "\($0)" } ?? "-", "\(process.use.threads)",
            "\(branch, .muted)\(process.commandLine)\(process.isOrphan ? StyledText(" (its parent has ended)", .muted) : "")",
        ]
    }

    /// Over its whole life, for a process that was never looked at before.
    private func average(_ process: ProcessEntry) -> Double {
        let age = Double(times.now.millisecondsSince1970 - process.startedAt.millisecondsSince1970) / 1000
        return age > 0 ? min(process.use.cpuSeconds / age, Double(max(1, process.use.threads))) : 0
    }
}

/// Cores as a share of one: `0.3 %`, `150 %`; `-` when not known.
func cpuText(_ cores: Double?) -> String {
    guard let cores else { return "-" }
    let tenths = Int((max(0, cores) * 1000).rounded())
    return tenths >= 1000 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
}

/// What `mcp-manager ps --adopt` did, and what is left to do.
struct AdoptionView {
    var adoption: Adoption
    /// See `ForeignServer.startedBy`.
    var startedBy: String?

    var text: StyledText {
        let id = adoption.status.id
        var text: StyledText = "\(id, .strong) is a server of yours now: \(adoption.status.commandLine)\n"
        if !adoption.ended.isEmpty { text += "ended \(adoption.ended.map(String.init).joined(separator: ", "))\n" }
        text +=
            "in the file of \(startedBy ?? "its client"), put \(adoption.clientCommand, .accent) in the place of its command\n"
        if !adoption.settings.isEmpty {
            text += "it had these variables, which were not copied: \(adoption.settings.joined(separator: ", "), .warning)\n"
            text += "  \("→", .accent) write those it needs as execution.local.environment in servers/\(id).yaml\n"
        }
        return text
    }
}
