import ServerModel

/// Notifications on the desktop: by `notify-send`, else by D-Bus; on macOS by AppleScript.
struct DesktopChannel: AlertChannel {
    let tools: AlertTools

    let kind = AlertChannelKind.desktop

    /// A notification takes milliseconds; a desktop that hangs must not hold up the next one for long.
    private static let deadline = Duration.seconds(5)

    func tell(_ notice: AlertNotice) async throws {
        for command in Self.commands(notice) {
            do {
                if try await tools.run(command, [:], Self.deadline).isSuccess { return }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                // There is no such program; the next one may be there.
            }
        }
        throw ErrorReport(
            code: "no-desktop-notification", problem: "no notification can be shown on the desktop",
            remedy: Self.remedy)
    }

    #if os(macOS)
        private static let remedy =
            "allow notifications of 'Script Editor' in System Settings, or write 'desktop: {enabled: false}'"

        /// What to try, in this order. Texts are arguments of the script, never part of it.
        static func commands(_ notice: AlertNotice) -> [[String]] { [appleScript(notice)] }
    #else
        private static let remedy =
            "install notify-send (libnotify) and start the daemon in the desktop's session, or write 'desktop: {enabled: false}'"

        /// What to try, in this order.
        static func commands(_ notice: AlertNotice) -> [[String]] { [notifySend(notice), bus(notice)] }
    #endif

    static func appleScript(_ notice: AlertNotice) -> [String] {
        [
            "osascript", "-e", "on run argv", "-e", "display notification (item 2 of argv) with title (item 1 of argv)", "-e",
            "end run", notice.title, NotificationText.plain(notice.message),
        ]
    }

    static func notifySend(_ notice: AlertNotice) -> [String] {
        [
            "notify-send", "--app-name=mcp-manager", "--urgency=\(urgency(notice).word)", "--", notice.title,
            NotificationText.markup(notice.message),
        ]
    }

    /// org.freedesktop.Notifications.Notify: application, the notification it replaces, icon, summary, body, actions, hints,
    /// and after how many milliseconds it goes, 0: never.
    static func bus(_ notice: AlertNotice) -> [String] {
        let urgency = urgency(notice)
        return [
            "gdbus", "call", "--session", "--timeout=4", "--dest=org.freedesktop.Notifications",
            "--object-path=/org/freedesktop/Notifications", "--method=org.freedesktop.Notifications.Notify", "'mcp-manager'", "0",
            "''", variant(notice.title), variant(NotificationText.markup(notice.message)), "@as []",
            "{'urgency': <byte \(urgency.level)>}", urgency.level == 2 ? "0" : "10000",
        ]
    }

    private static func urgency(_ notice: AlertNotice) -> (word: String, level: Int) {
        guard notice.event == .fired || notice.event == .repeated else { return ("low", 0) }
        return switch notice.alert.severity {
        case .error: ("critical", 2)
        case .warning: ("normal", 1)
        case .info, .ok: ("low", 0)
        }
    }

    /// A string in the text form of GVariant.
    private static func variant(_ text: String) -> String {
        let escaped = text.unicodeScalars.reduce(into: "") { words, scalar in
            if scalar == "\\" || scalar == "'" { words += "\\" }
            words.unicodeScalars.append(scalar)
        }
        return "'\(escaped)'"
    }
}
