/// What `config.yaml` calls an action: `restart`, `next-pane`, `logs.follow`, `pane.health`.
extension Action {
    var name: String {
        guard let part = Mirror(reflecting: self).children.first else { return Self.kebab("\(self)") }
        // The case of the page, and within it the page's own.
        return Self.kebab(part.label ?? "") + "." + Self.kebab("\(part.value)")
    }

    /// `nextPane` as `next-pane`.
    private static func kebab(_ name: String) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : String($1) }
    }

    /// By name.
    static let named = Dictionary(allCases.map { ($0.name, $0) }) { first, _ in first }
}
