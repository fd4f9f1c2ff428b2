/// How a shell is asked for the `PATH` its user sees: as a login shell that is talked to, with everything it reads at its start.
struct ShellQuestion: Sendable, Hashable {
    /// An absolute path.
    var shell: String

    /// What stands around the answer: whatever else a startup file prints is not it.
    static let marker = "==mcp-manager-path=="

    /// The plain `sh` in it says the exported value, whatever the shell around it is and however that keeps lists.
    private static let command = #"/bin/sh -c 'printf %s%s%s \#(marker) "$PATH" \#(marker)'"#

    /// Programs that stand where a shell should, and are none.
    private static let noShells: Set<String> = ["nologin", "false", "true", "git-shell", "sync", "shutdown", "halt"]

    /// `nil` when the user has nothing that could be asked.
    init?(shell: String, files: FileFacts) {
        let name = shell.split(separator: "/").last.map(String.init) ?? ""
        guard shell.hasPrefix("/"), !Self.noShells.contains(name), files.isExecutable(shell) else { return nil }
        self.shell = shell
    }

    var arguments: [String] {
        // The C shells take no -l beside anything else.
        shell.hasSuffix("csh") ? ["-i", "-c", Self.command] : ["-l", "-i", "-c", Self.command]
    }

    /// The value between the markers; `nil` without both of them, or with nothing between.
    static func answer(in output: String) -> String? {
        let parts = output.split(separator: marker, omittingEmptySubsequences: false)
        guard parts.count >= 3, !parts[1].isEmpty else { return nil }
        return String(parts[1])
    }

    /// What the shell is given: little, as at a login, so that the answer does not depend on who started the daemon.
    static func environment(from daemon: [String: String], userHome: String, shell: String) -> [String: String] {
        let kept = ["USER", "LOGNAME", "LANG", "TMPDIR", "ZDOTDIR", "SSH_AUTH_SOCK", "DBUS_SESSION_BUS_ADDRESS"]
        var environment = daemon.filter { kept.contains($0.key) || $0.key.hasPrefix("LC_") || $0.key.hasPrefix("XDG_") }
        environment["HOME"] = userHome
        environment["SHELL"] = shell
        environment["PATH"] = InheritedEnvironment.standardPath
        // Nobody looks; a startup file that would open tmux or paint a prompt can see that.
        environment["TERM"] = "dumb"
        environment["MCP_MANAGER_SHELL_PATH"] = "asking"
        return environment
    }

    /// The files that shells read at their start; a change of one of them may change the answer.
    static func startupFiles(userHome: String, environment: [String: String]) -> [String] {
        let zsh = environment["ZDOTDIR"] ?? userHome
        let fish = (environment["XDG_CONFIG_HOME"] ?? "\(userHome)/.config") + "/fish"
        let home = [".profile", ".bash_profile", ".bash_login", ".bashrc", ".cshrc", ".tcshrc", ".login"]
        return [
            "/etc/profile", "/etc/profile.d", "/etc/paths", "/etc/paths.d", "/etc/bash.bashrc", "/etc/zshenv", "/etc/zprofile",
            "/etc/zshrc", "/etc/zsh/zshenv", "/etc/zsh/zprofile", "/etc/zsh/zshrc", "/etc/fish/config.fish",
        ] + home.map { "\(userHome)/\($0)" } + [".zshenv", ".zprofile", ".zshrc", ".zlogin"].map { "\(zsh)/\($0)" }
            + ["config.fish", "fish_variables", "conf.d"].map { "\(fish)/\($0)" }
    }
}
