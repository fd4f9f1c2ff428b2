import ServerModel

/// What of alerts survives the daemon: those that fire, what people said of them and are still being told, the silences, and
/// what is over.
public struct AlertEngineState: Codable, Hashable, Sendable {
    var firing: [TrackedAlert] = []
    /// The newest first.
    var over: [Alert] = []
    /// See ``AlertEngine/unfinished``.
    var unfinished: [AlertNews] = []
    var silences: [AlertSilence] = []
    var lastSilence = 0

    /// Nothing is known.
    public init() {}

    /// Whatever is missing is empty.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        firing = try values.decodeIfPresent([TrackedAlert].self, forKey: .firing) ?? []
        over = try values.decodeIfPresent([Alert].self, forKey: .over) ?? []
        unfinished = try values.decodeIfPresent([AlertNews].self, forKey: .unfinished) ?? []
        silences = try values.decodeIfPresent([AlertSilence].self, forKey: .silences) ?? []
        lastSilence = try values.decodeIfPresent(Int.self, forKey: .lastSilence) ?? 0
    }
}

/// No alert that is not over has this id.
public struct UnknownAlert: ActionableError, Hashable {
    public var id: String
    /// The one that was probably meant.
    public var closest: String?

    public var code: String { "unknown-alert" }
    public var problem: String { "no alert '\(id)' is pending or firing" }
    public var remedy: String { closest.map { "did you mean '\($0)'?" } ?? "run 'mcp-manager alerts list' to see every alert" }
}

/// No silence has this id.
public struct UnknownSilence: ActionableError, Hashable {
    public var id: Int

    public var code: String { "unknown-silence" }
    public var problem: String { "there is no silence \(id), or it is over" }
    public var remedy: String { "run 'mcp-manager alerts list' to see every silence" }
}
