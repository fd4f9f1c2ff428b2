/// The file that has a service manager run the daemon of a home from login on: where it goes, and what it says.
public struct ServiceFile: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// A user unit of systemd.
        case systemd
        /// An agent of macOS.
        case launchd
    }

    public var kind: Kind
    /// What the service manager calls it: `mcp-managerd.service`.
    public var name: String
    /// Where it goes, absolute.
    public var path: String
    /// All of it.
    public var text: String

    /// Seconds that the service manager leaves the daemon to end; more than the daemon leaves its servers.
    static let patience = 30
    /// The daemon's exit code when another one has the home: trying again would not help.
    static let takenExitCode = 3

    /// - Parameters:
    ///   - isStandard: whether `home` is the one that programs use by themselves; another one is named in the file and its name.
    ///   - program: the absolute path of `mcp-managerd`.
    ///   - folder: where user units are.
    public static func systemd(home: HomeDirectory, isStandard: Bool, program: String, folder: String) -> ServiceFile {
        let name = isStandard ? "mcp-managerd.service" : "mcp-managerd-\(home.digest).service"
        let command = [program] + (isStandard ? [] : ["--home", home.path])
        let text = """
            # Written by 'mcp-manager daemon install'; 'mcp-manager daemon uninstall' takes it away.
            [Unit]
            Description=mcp-manager, the servers of \(escapedSpecifiers(home.path))

            [Service]
            Type=notify
            ExecStart=\(command.map(unitWord).joined(separator: " "))
            StandardError=append:\(escapedSpecifiers(home.daemonLog))
            Restart=on-failure
            RestartSec=1
            RestartPreventExitStatus=\(takenExitCode)
            # The daemon ends its servers itself, gently; what it leaves is killed.
            KillMode=mixed
            TimeoutStopSec=\(patience)
            Delegate=yes

            [Install]
            WantedBy=default.target

            """
        return ServiceFile(kind: .systemd, name: name, path: "\(folder)/\(name)", text: text)
    }

    /// - Parameter folder: `~/Library/LaunchAgents`.
    public static func launchd(home: HomeDirectory, isStandard: Bool, program: String, folder: String) -> ServiceFile {
        let name = isStandard ? "mcp-manager.daemon" : "mcp-manager.daemon.\(home.digest)"
        let command = [program] + (isStandard ? [] : ["--home", home.path])
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <!-- Written by 'mcp-manager daemon install'; 'mcp-manager daemon uninstall' takes it away. -->
            <plist version="1.0">
            <dict>
                <key>Label</key>
                <string>\(escapedXML(name))</string>
                <key>ProgramArguments</key>
                <array>
            \(command.map { "        <string>\(escapedXML($0))</string>" }.joined(separator: "\n"))
                </array>
                <key>RunAtLoad</key>
                <true/>
                <key>KeepAlive</key>
                <dict>
                    <key>SuccessfulExit</key>
                    <false/>
                </dict>
                <key>ExitTimeOut</key>
                <integer>\(patience)</integer>
                <key>StandardErrorPath</key>
                <string>\(escapedXML(home.daemonLog))</string>
            </dict>
            </plist>

            """
        return ServiceFile(kind: .launchd, name: name, path: "\(folder)/\(name).plist", text: text)
    }
}

/// A word of `ExecStart=`, where quotes, backslashes, dollars and percent signs mean something (systemd.service(5)).
private func unitWord(_ word: String) -> String {
    let escaped = word.reduce(into: "") { text, character in
        switch character {
        case "\\", "\"": text += "\\\(character)"
        case "$": text += "$$"
        default: text.append(character)
        }
    }
    return "\"\(escapedSpecifiers(escaped))\""
}

/// A value in which only percent signs mean something (systemd.unit(5)).
private func escapedSpecifiers(_ text: String) -> String {
    String(text.flatMap { $0 == "%" ? ["%", "%"] : [$0] })
}

private func escapedXML(_ text: String) -> String {
    text.reduce(into: "") { text, character in
        switch character {
        case "&": text += "&amp;"
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        default: text.append(character)
        }
    }
}
