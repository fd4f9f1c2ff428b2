extension ServiceFile {
    /// What is asked of the service manager.
    public enum Step: Hashable, Sendable {
        /// Whether it is there for this user.
        case probe
        /// Runs the daemon now, and from each login on.
        case activate
        /// Runs the installed daemon now.
        case start
        /// Ends the daemon, and runs it no more.
        case deactivate
        /// Looks at the files again, after ours was removed.
        case forget
        /// Says which process it runs.
        case identify
    }

    /// The command lines that do it, one after the other; `user` is the user's number.
    public func commands(_ step: Step, user: UInt32) -> [[String]] {
        switch (kind, step) {
        case (.systemd, .probe): [["systemctl", "--user", "show-environment"]]
        case (.systemd, .activate):
            [["systemctl", "--user", "daemon-reload"], ["systemctl", "--user", "enable", "--now", name]]
        case (.systemd, .start): [["systemctl", "--user", "start", name]]
        case (.systemd, .deactivate): [["systemctl", "--user", "disable", "--now", name]]
        case (.systemd, .forget): [["systemctl", "--user", "daemon-reload"]]
        case (.systemd, .identify): [["systemctl", "--user", "show", "--property=MainPID", "--value", name]]
        case (.launchd, .probe): [["launchctl", "print", "gui/\(user)"]]
        case (.launchd, .activate): [["launchctl", "bootstrap", "gui/\(user)", path]]
        case (.launchd, .start): [["launchctl", "kickstart", "gui/\(user)/\(name)"]]
        case (.launchd, .deactivate): [["launchctl", "bootout", "gui/\(user)/\(name)"]]
        case (.launchd, .forget): []
        case (.launchd, .identify): [["launchctl", "list", name]]
        }
    }

    /// The process in the answer to ``Step/identify``; `nil` when it runs none.
    func process(in answer: String) -> Int32? {
        let text =
            switch kind {
            case .systemd: answer
            // `"PID" = 4711;` among other properties.
            case .launchd:
                answer.split(separator: "\n").first { $0.contains("\"PID\"") }.map { String($0.filter(\.isNumber)) } ?? ""
            }
        let digits = text.prefix { $0.isNumber }
        return Int32(digits).flatMap { $0 > 0 ? $0 : nil }
    }
}
