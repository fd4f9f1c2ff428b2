/// `dashboard:` of `config.yaml` — how the dashboard looks and which keys it hears (`PUT /api/v1/settings/dashboard`).
public struct DashboardSettings: Codable, Hashable, Sendable {
    /// The name of a theme; `nil`: the terminal's own colours.
    public var theme: String?
    /// Whether it draws with ASCII alone; `nil`: as the locale says.
    public var ascii: Bool?
    /// Other keys for actions, by the action's name: `["restart": ["R"]]`. What is not here has its usual keys.
    public var keys: [String: [String]]

    public init(theme: String? = nil, ascii: Bool? = nil, keys: [String: [String]] = [:]) {
        self.theme = theme
        self.ascii = ascii
        self.keys = keys
    }
}
