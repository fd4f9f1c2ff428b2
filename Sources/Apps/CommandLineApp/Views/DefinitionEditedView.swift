import ServerModel

/// How a definition changed, or would.
struct DefinitionEditedView {
    var id: ServerID
    var edited: DefinitionEdited
    var isDryRun: Bool

    var text: StyledText {
        guard !edited.difference.isEmpty else { return "\(edited.path, .strong) says so already\n" }
        return "\(edited.path, .strong)\n" + DifferenceView(lines: edited.difference, indent: "  ").text + next
    }

    private var next: StyledText {
        let run: StyledText =
            edited.needsNewRun ? "'\(id)' \(isDryRun ? "would be" : "is") run anew; clients stay connected\n" : ""
        return run + (isDryRun ? "" : "to undo it: mcp-manager config undo \(id)\n")
    }
}
