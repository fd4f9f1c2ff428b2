import ServerModel

extension DashboardSettings {
    /// `dashboard:`
    init(reading reader: NodeReader) {
        self.init(theme: reader.text("theme"), ascii: reader.flag("ascii"))
        keys =
            reader.section("keys") { actions in
                actions.all().reduce(into: [:]) { keys, entry in
                    // One key may be written without a list.
                    let written = entry.value.scalar == nil ? actions.texts(entry.key) : actions.text(entry.key).map { [$0] }
                    if let written { keys[entry.key] = written }
                }
            } ?? [:]
    }
}
