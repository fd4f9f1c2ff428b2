import ServerModel

/// The question about one entry that somebody else changed, removed or made.
struct PlatformQuestionView {
    var problem: String
    /// As it is now, if that is known.
    var entry: PlatformEntry?
    var purpose: PlatformSyncRequest.Purpose

    var text: StyledText {
        var text: StyledText = "\("◇", .attention) \(problem)\n"
        if let launch = entry?.launch { text += "    it starts \(launch)\n" }
        return text + DifferenceView(lines: entry?.difference ?? [], indent: "    ").text
    }

    var prompt: StyledText { "  (o)urs: \(ours), (t)heirs: \(theirs), (s)kip? [s] " }

    private var ours: String {
        if purpose == .release { return "take it out" }
        return switch entry?.state {
        case .missing: "put it back"
        case .taken: "make it ours"
        default: "have it as we want it"
        }
    }

    private var theirs: String { entry?.state == .missing ? "leave it out" : "leave it as it is" }
}
