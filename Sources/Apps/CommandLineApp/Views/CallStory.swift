import ServerModel

/// Everything known of one call, for `mcp-manager calls show ID`.
struct CallStory {
    var call: CallRecord
    var times: TimeText

    var text: StyledText {
        var text: StyledText = "\("call \(call.id)", .strong)  \(call.outcome.text)\n"
        func add(_ label: String, _ value: StyledText) {
            text += "  \(label + String(repeating: " ", count: 11 - label.count), .muted)\(value)\n"
        }
        add("tool", "\(call.tool) of \(call.server)")
        add("client", "\(call.client ?? "not known"), session \(call.session)")
        add("started", "\(times.precise(call.startedAt)), took \(call.took)")
        add("size", "\(byteWords(call.requestBytes)) asked, \(byteWords(call.responseBytes)) answered")
        if let problem = call.problem { add("problem", StyledText(problem, .error)) }
        text += part("arguments", call.arguments, call.argumentsLoss)
        text += part("result", call.result, call.resultLoss)
        return text
    }

    private func part(_ label: String, _ json: String?, _ loss: TextLoss?) -> StyledText {
        guard let json else { return "  \(label + String(repeating: " ", count: 11 - label.count), .muted)none\n" }
        let note: StyledText = loss.map { "  \("(\($0.words))", .warning)" } ?? ""
        return PrettyJSON.lines(of: json).reduce("  \(label, .muted)\(note)\n") { $0 + "    \($1)\n" }
    }
}

extension TextLoss {
    /// `1200 bytes cut off, 2 secrets masked`
    var words: String {
        [
            cutBytes > 0 ? "\(cutBytes) bytes cut off" : nil,
            maskedPlaces > 0 ? "\(maskedPlaces) \(maskedPlaces == 1 ? "secret" : "secrets") masked" : nil,
        ].compactMap(\.self).joined(separator: ", ")
    }
}
