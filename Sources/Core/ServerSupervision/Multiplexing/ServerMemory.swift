import ModelContextProtocol
import ServerModel

/// What is known of a server from earlier runs: how it introduced itself, and what it listed.
///
/// With it a client that comes while the server starts, perhaps for minutes, is answered at once.
struct ServerMemory: Sendable, Hashable {
    /// Names one page of one list: `tools/list`, or `tools/list` and its cursor's token.
    struct ListKey: Hashable, Sendable {
        var method: String
        /// The raw token; empty for the first page.
        var cursor: [UInt8] = []
    }

    var introduction: ServerIntroduction?
    /// Results as the server wrote them, JSON text.
    var lists: [ListKey: [UInt8]] = [:]
    /// A digest of what it lists; ``Multiplexer/Verification`` makes it.
    var catalog: String?

    /// How much is kept of all lists together.
    static let limit = 8 << 20
    /// The lists that are remembered, by the capability that promises them.
    static let areas = [
        "tools": ["tools/list"], "prompts": ["prompts/list"], "resources": ["resources/list", "resources/templates/list"],
    ]
    static let listMethods = Set(areas.values.joined())

    /// Keeps one page. `false` when nothing is new.
    mutating func keep(_ result: [UInt8], as key: ListKey) -> Bool {
        guard lists[key] != result else { return false }
        let others = lists.reduce(0) { $0 + ($1.key == key ? 0 : $1.value.count) }
        guard others + result.count <= Self.limit else { return lists.removeValue(forKey: key) != nil }
        lists[key] = result
        return true
    }

    /// The pages of a list that are kept, JSON text; `nil` when there are none.
    func pages(of method: String) -> [[UInt8]]? {
        let pages = lists.filter { $0.key.method == method }
        guard !pages.isEmpty else { return nil }
        return pages.sorted { $0.key.cursor.lexicographicallyPrecedes($1.key.cursor) }.map(\.value)
    }

    /// Forgets all other pages. `false` when there are none.
    mutating func keepOnly(_ pages: Set<ListKey>) -> Bool {
        let count = lists.count
        lists = lists.filter { pages.contains($0.key) }
        return lists.count != count
    }
}
