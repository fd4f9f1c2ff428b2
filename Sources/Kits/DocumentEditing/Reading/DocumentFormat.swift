/// How a file is written, and what its reader tolerates.
package enum DocumentFormat: String, Codable, Hashable, Sendable, CaseIterable {
    case json
    /// Comments, but no trailing commas.
    case jsonWithComments = "json-with-comments"
    /// Comments and trailing commas.
    case jsonc
    case toml
    case yaml
}
