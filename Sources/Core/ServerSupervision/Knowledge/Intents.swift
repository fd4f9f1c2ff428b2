import ServerModel

/// What a person told a server to do last; a daemon that comes after one that died goes by it.
public enum Intent: String, Codable, Hashable, Sendable {
    /// It runs, whether or not clients need it.
    case started
    /// It rests, even if clients come.
    case stopped
}

/// Where intents outlive the daemon; two closures, made where the daemon is assembled.
public struct IntentStore: Sendable {
    /// What was saved last; empty when there is nothing, or nothing that can be read.
    public var load: @Sendable () -> [ServerID: Intent]
    /// Keeps all intents there are. Returns at once.
    public var save: @Sendable ([ServerID: Intent]) -> Void

    public init(load: @escaping @Sendable () -> [ServerID: Intent], save: @escaping @Sendable ([ServerID: Intent]) -> Void) {
        self.load = load
        self.save = save
    }

    /// Forgets everything.
    public static let none = IntentStore(load: { [:] }, save: { _ in })
}
