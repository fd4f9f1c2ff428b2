import ServerModel

/// The names before the lines of several servers: aligned, each with a colour of its own as far as there are enough.
struct LogNames {
    private let width: Int
    private let looks: [ServerID: GraphicRendition]

    /// No red: that is for errors.
    private static let palette = [
        GraphicRendition(ours: "36"), GraphicRendition(ours: "32"), GraphicRendition(ours: "35"), GraphicRendition(ours: "34"),
        GraphicRendition(ours: "33"), GraphicRendition(ours: "96"), GraphicRendition(ours: "92"), GraphicRendition(ours: "95"),
        GraphicRendition(ours: "94"), GraphicRendition(ours: "93"),
    ]

    /// - Parameter servers: all that are expected, in the order of the colours. Others are shown too.
    init(_ servers: [ServerID]) {
        width = servers.map(\.rawValue.columns).max() ?? 0
        looks = Dictionary(
            servers.enumerated().map { ($1, Self.palette[$0 % Self.palette.count]) }, uniquingKeysWith: { first, _ in first })
    }

    /// The name with what it takes to the next column.
    func label(_ server: ServerID?, colored: Bool) -> String {
        let name = PlainText.line(server?.rawValue ?? "-")
        let gap = String(repeating: " ", count: max(0, width - name.columns) + 1)
        guard colored, let server, let look = looks[server] else { return name + gap }
        return look.around(name) + gap
    }
}
