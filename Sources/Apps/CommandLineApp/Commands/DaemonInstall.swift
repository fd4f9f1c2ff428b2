import ArgumentParser
import ControlAPI
import DaemonLaunch
import ServerModel

/// `mcp-manager daemon install [--no-start]`
struct DaemonInstall: Verb {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Have the system run the daemon from login on.",
        discussion: """
            Writes a user unit for systemd (on macOS an agent for launchd), and hands a running daemon over to it; clients stay \
            connected. Asks before it replaces a file that says something else. To have the servers outlive your session on \
            Linux, run 'loginctl enable-linger' once.
            """)

    @Flag(help: "Only write the file.")
    var noStart = false

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let service = try session.service()
        let before = service.installedText
        if let before, before != service.file.text {
            try session.errors.print(FileChange(path: service.file.path, old: before, new: service.file.text).text)
            try session.confirm("replace it?", otherwise: "replacing \(service.file.path) needs a yes")
        }
        // Where the service is to write its log.
        try session.home.prepare()
        if before != service.file.text { try service.write() }
        let isManaged = service.isManaged
        if !noStart, isManaged {
            let running = DaemonProcess.holding(session.home)?.id
            let isIt = running != nil && before == service.file.text && running == service.process
            if running != nil, !isIt { try await session.stopDaemon(isToFollow: true) }
            try service.perform(.activate)
        }
        try session.show(
            InstalledService(
                path: service.file.path, isStarted: !noStart && isManaged, isManaged: isManaged,
                next: service.commands(.activate).map { $0.joined(separator: " ") })
        ) { $0.text }
    }
}

/// `mcp-manager daemon uninstall`
struct DaemonUninstall: Verb {
    static let configuration = CommandConfiguration(
        commandName: "uninstall", abstract: "Take back what 'install' did.",
        discussion:
            "Stops the daemon if it is the installed one; the next command starts one as before. Done at once when it is not installed."
    )

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let service = try session.service()
        guard let present = service.installedText else { return }
        if present != service.file.text {
            try session.errors.print(FileChange(path: service.file.path, old: present, new: "").text)
            try session.confirm("remove it?", otherwise: "removing \(service.file.path), which was changed, needs a yes")
        }
        let isManaged = service.isManaged
        if isManaged { try service.perform(.deactivate) }
        try service.remove()
        if isManaged { try service.perform(.forget) }
    }
}

/// What came of an installation.
struct InstalledService: Encodable, Hashable {
    /// The absolute path of the file.
    var path: String
    /// Whether the daemon runs as the service now.
    var isStarted: Bool
    /// Whether there is a service manager to ask.
    var isManaged: Bool
    /// What starts it, for a person to type.
    var next: [String]

    var text: StyledText {
        if isStarted { return "installed: \(path)\n" }
        let reason: StyledText = isManaged ? "" : "there is no service manager to ask here; where there is one, "
        return next.reduce("written: \(path)\n\(reason)start it with:\n") { $0 + "  \($1, .strong)\n" }
    }
}
