/// The two ways of opening a conversation.
public enum ProtocolEra: String, Hashable, Sendable, CaseIterable {
    /// `initialize`, then a stateful session: revisions up to 2025-11-25.
    case legacy
    /// `server/discover`, every request speaks for itself: from 2026-07-28 on.
    case modern
}

/// A revision of the protocol that we know.
///
/// Revisions are names that happen to look like dates: they are ordered by the list of known ones, never by their text.
public struct ProtocolVersion: Hashable, Sendable {
    /// Its name on the wire, such as `2025-11-25`.
    public let text: String
    /// Its era.
    public let era: ProtocolEra
    private let position: Int

    /// The newest revision that opens with `initialize`.
    public static let newestLegacy = ProtocolVersion(text: "2025-11-25", era: .legacy, position: 3)
    /// The newest revision that opens with `server/discover`.
    public static let newestModern = ProtocolVersion(text: "2026-07-28", era: .modern, position: 4)

    /// Every known revision, oldest first; `position` is the place in this list.
    public static let known: [ProtocolVersion] = [
        ProtocolVersion(text: "2024-11-05", era: .legacy, position: 0),
        ProtocolVersion(text: "2025-03-26", era: .legacy, position: 1),
        ProtocolVersion(text: "2025-06-18", era: .legacy, position: 2),
        newestLegacy,
        newestModern,
    ]

    private init(text: String, era: ProtocolEra, position: Int) {
        self.text = text
        self.era = era
        self.position = position
    }

    /// The revision of this name, or `nil` when it is not a known one.
    public init?(_ text: String) {
        guard let version = Self.known.first(where: { $0.text == text }) else { return nil }
        self = version
    }

    /// The known revisions of one era, oldest first.
    public static func known(in era: ProtocolEra) -> [ProtocolVersion] { known.filter { $0.era == era } }

    /// The era of a revision's name, or `nil` when it is not known.
    public static func era(of text: String) -> ProtocolEra? { ProtocolVersion(text)?.era }

    /// The older of two.
    public static func older(of one: ProtocolVersion, and other: ProtocolVersion) -> ProtocolVersion {
        one.position <= other.position ? one : other
    }

    /// What to answer a client that asks for `asked` when we have `offered`: the older of both, or `offered` when we do not know
    /// what was asked.
    public static func agreed(asked: String?, offered: ProtocolVersion) -> ProtocolVersion {
        asked.flatMap { ProtocolVersion($0) }.map { older(of: $0, and: offered) } ?? offered
    }

    /// The newest of the known revisions of `era` among these names.
    public static func newest(_ era: ProtocolEra, among names: [String]) -> ProtocolVersion? {
        known.last { $0.era == era && names.contains($0.text) }
    }
}

extension ProtocolVersion: CustomStringConvertible {
    public var description: String { text }
}
