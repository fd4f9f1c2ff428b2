import ServerModel

extension Alert {
    /// How it stands, as a sentence without its end: `firing for 12m, since 16:32`; seen, silenced, flapping.
    func standing(_ silences: [AlertSilence], _ times: TimeText) -> StyledText {
        var parts: [StyledText] = [age(times)]
        if let acknowledgedAt {
            let words: StyledText = acknowledgement.map { ": \($0)" } ?? ""
            parts.append("\("acknowledged", .ok) \(times.age(of: acknowledgedAt)) ago\(words)")
        }
        if isSilenced { parts.append(silence(silences, times)) }
        if flaps > 0 { parts.append("came back \(flaps == 1 ? "once" : "\(flaps) times")") }
        return parts.joined(by: "; ")
    }

    private func age(_ times: TimeText) -> StyledText {
        switch state {
        case .pending: "\("pending", .muted) for \(times.age(of: began)), since \(times.moment(began))"
        case .firing: "\("firing", severity.style) for \(times.age(of: began)), since \(times.moment(began))"
        case .resolved:
            resolvedAt.map { end in
                "\("over", .ok) \(times.age(of: end)) ago; it lasted \(times.length(from: began, to: end)), "
                    + "from \(times.moment(began))"
            } ?? "\("over", .ok); it began at \(times.moment(began))"
        }
    }

    private func silence(_ silences: [AlertSilence], _ times: TimeText) -> StyledText {
        // The one that lasts longest is the one that counts.
        guard let silence = silences.filter({ $0.covers(self) }).max(by: { $0.until < $1.until }) else {
            return StyledText("silenced", .attention)
        }
        let why: StyledText = silence.comment.map { ": \($0)" } ?? ""
        return "\("silenced", .attention) until \(times.moment(silence.until))\(why)"
    }
}

extension AlertCondition {
    /// When it holds, for people: `3 restarts in 10m`.
    func words(_ times: TimeText) -> String {
        switch self {
        case .state(let states): "health is \(states.map(\.word).joined(separator: " or "))"
        case .restarts(let count, let window): "\(count) restarts after crashes in \(times.length(window))"
        case .errorRate(let share, let window, let calls):
            "\(Self.percent(share)) of at least \(calls) calls fail in \(times.length(window))"
        case .latency(let milliseconds, let window, let calls):
            "5 % of at least \(calls) calls take \(millisecondWords(milliseconds)) or longer in \(times.length(window))"
        case .memory(let bytes): "holds \(byteWords(bytes)) of memory"
        case .drift: "a client's file is not as it was written"
        case .disk(let bytes): "less than \(byteWords(bytes)) of disk are free"
        }
    }

    private static func percent(_ share: Double) -> String {
        let tenths = Int((min(max(0, share), 1) * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}

extension AlertDelivery {
    /// `✔ webhook`, or what went wrong and what to do.
    var line: CheckLines.Line {
        CheckLines.Line(
            shape: failure == nil ? StyledText("✔", .ok) : StyledText("✘", .error), name: channel.rawValue,
            message: StyledText(failure?.problem ?? "told"), remedy: failure?.remedy)
    }
}
