/// How often a screen that changes by itself is painted.
enum Pace {
    /// Twenty times a second, ten over SSH.
    static func suiting(environment: (String) -> String?) -> Duration {
        .milliseconds(isRemote(environment) ? 100 : 50)
    }

    /// Whether the terminal's owner sits at another machine, as sshd tells its sessions.
    static func isRemote(_ environment: (String) -> String?) -> Bool {
        environment("SSH_CONNECTION") != nil || environment("SSH_TTY") != nil
    }
}
