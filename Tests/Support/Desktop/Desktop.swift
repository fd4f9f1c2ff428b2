import Foundation

/// A desktop of this test's own that shows notifications: dunst on a screen nobody sees, on a session bus nobody else is on.
public final class Desktop: Sendable {
    /// What a program must have in its environment to be on it.
    public let environment: [String: String]
    private let bus: SessionBus
    private let screen: LineProcess
    private let notifier: LineProcess

    /// Returns once a notification would be shown.
    public init(in home: TestHome) async throws {
        bus = try await SessionBus(in: home)
        // It takes a display that is free, and says which.
        screen = try LineProcess(
            try Component.xvfb.program(), ["-displayfd", "1", "-nolisten", "tcp", "-noreset"], environment: home.environment)
        let display = String(decoding: try await screen.line(within: .seconds(30), "display"), as: UTF8.self)
        environment = bus.environment.merging(["DISPLAY": ":\(display)"]) { $1 }
        let configuration = "\(home.root)/dunstrc"
        try Data().write(to: URL(fileURLWithPath: configuration))
        notifier = try LineProcess(
            try Component.dunst.program(), ["-conf", configuration, "-print"],
            environment: home.environment.merging(environment) { $1 })
        home.atEnd { await self.end() }
        let outcome = try await bus.ask(
            "wait", ["--timeout", "20", "org.freedesktop.Notifications"], environment: home.environment)
        guard outcome.succeeded else {
            throw TestFailure("nobody shows notifications: \(outcome)\n\(notifier.complaints)\n\(screen.complaints)")
        }
    }

    /// What one notification shows, as it was sent.
    public struct Notification: Hashable, Sendable {
        public var application = ""
        public var summary = ""
        public var body = ""
        /// `LOW`, `NORMAL` or `CRITICAL`.
        public var urgency = ""
    }

    /// The next one that is shown; waits for it.
    public func next() async throws -> Notification {
        var notification = Notification()
        while true {
            let line = String(decoding: try await notifier.line(within: .seconds(30), "notification"), as: UTF8.self)
            if line == "}" { return notification }
            guard line.hasPrefix("\t"), let colon = line.firstRange(of: ": ") else { continue }
            let value = String(line[colon.upperBound...])
            let text = value.hasPrefix("'") && value.hasSuffix("'") ? String(value.dropFirst().dropLast()) : value
            switch line[..<colon.lowerBound].dropFirst() {
            case "appname": notification.application = text
            case "summary": notification.summary = text
            case "body": notification.body = text
            case "urgency": notification.urgency = text
            default: break
            }
        }
    }

    private func end() async {
        for process in [notifier, screen] {
            process.send(SIGKILL)
            // How it ended we know.
            _ = try? await process.finish()
        }
        await bus.end()
    }
}
