import ServerModel

extension AppState {
    /// Quits; what would be lost is not lost without a word.
    mutating func leave() -> [Effect] {
        guard let loss, !wasWarned else { return [.quit] }
        wasWarned = true
        toast = .note("\(loss); once more quits")
        return []
    }

    /// What quitting now would cost; `nil`: nothing.
    private var loss: String? {
        if isTypedFor { return "what was typed would be lost" }
        if desk.output?.ending == nil, let output = desk.output { return "'\(output.words.joined(separator: " "))' still runs" }
        if logOptions.export != nil { return "the log is still being written" }
        if let call = tools.desks.values.compactMap(\.call).first(where: \.isRunning) {
            return "the call of \(call.tool.name) would be cancelled"
        }
        return isChanging ? "something is still being written" : nil
    }

    private var isTypedFor: Bool {
        !drafts.isEmpty || form?.isDirty == true || !forms.drafts.isEmpty || overlay(as: ServerForm.self)?.isDirty == true
            || tools.desks.values.contains { !$0.drafts.isEmpty || $0.form?.isEmpty == false }
    }

    /// Something was asked of the daemon whose answer says whether it was done.
    private var isChanging: Bool {
        if case .applying = overlay(as: ServerForm.self)?.review { return true }
        return !agreed.isEmpty || !secretChanges.isEmpty || !sourceChanges.isEmpty
    }
}
