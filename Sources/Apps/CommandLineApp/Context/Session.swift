import DaemonLaunch
import ServerModel

/// One run of a verb: the world, and what the common options say.
struct Session: Sendable {
    let context: ProcessContext
    let preferences: Preferences

    /// Results.
    var output: Printer { printer(context.output) }
    /// Everything else.
    var errors: Printer { printer(context.errors) }
    var times: TimeText { TimeText(now: context.now(), secondsFromUTC: context.secondsFromUTC) }
    var home: HomeDirectory { HomeDirectory.resolved(option: preferences.home, environment: context.environment) }

    /// Prints a result: the value itself with `--json`, else its text.
    func show<Value: Encodable>(_ value: Value, as text: (Value) -> StyledText) throws {
        if preferences.json {
            try output.print(json: value)
        } else {
            try output.print(text(value))
        }
    }

    private func printer(_ channel: OutputChannel) -> Printer {
        let plain =
            preferences.plain || context.environment("NO_COLOR")?.isEmpty == false || context.environment("TERM") == "dumb"
        return Printer(channel: channel, colored: channel.isTerminal && !plain)
    }
}
