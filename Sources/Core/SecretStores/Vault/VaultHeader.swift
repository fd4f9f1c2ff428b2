import Crypto
import FoundationEssentials

/// What can be read of a vault without a key.
struct VaultHeader: Codable, Hashable {
    /// Rises with each version of the file.
    var generation: Int
    var slots: [VaultSlot]

    var isReasonable: Bool { generation >= 1 && (1...8).contains(slots.count) && slots.allSatisfy(\.isReasonable) }
}

/// The data key, wrapped by a key that people have.
struct VaultSlot: Codable, Hashable {
    var kind: Kind
    /// For a passphrase.
    var salt: Data?
    var cost: ScryptCost?
    /// For a key file: its absolute path.
    var path: String?
    var wrapped: Data

    enum Kind: String, Codable {
        case passphrase, keyFile, keyring
    }

    /// - Parameter key: what wraps: derived from the passphrase, or the 32 bytes themselves.
    init(
        _ kind: Kind, wrapping dataKey: SymmetricKey, with key: SymmetricKey, salt: [UInt8]? = nil, cost: ScryptCost? = nil,
        path: String? = nil
    ) throws {
        self.kind = kind
        self.salt = salt.map { Data($0) }
        self.cost = cost
        self.path = path
        var bytes = dataKey.withUnsafeBytes { Array($0) }
        defer { wipe(&bytes) }
        wrapped = try VaultCipher.seal(bytes, with: key, authenticating: Self.associated(kind))
    }

    /// The data key; `nil` when this is another key.
    func dataKey(with key: SymmetricKey) -> SymmetricKey? {
        guard var bytes = VaultCipher.open(wrapped, with: key, authenticating: Self.associated(kind)) else { return nil }
        defer { wipe(&bytes) }
        return bytes.count == VaultCipher.keyLength ? SymmetricKey(data: bytes) : nil
    }

    var isReasonable: Bool {
        switch kind {
        case .passphrase: cost?.isReasonable == true && (16...64).contains(salt?.count ?? 0)
        case .keyFile: path?.hasPrefix("/") == true
        case .keyring: true
        }
    }

    /// So that a wrapped key cannot be passed off as one of another kind.
    private static func associated(_ kind: Kind) -> [UInt8] { Array("mcp-manager vault slot: \(kind.rawValue)".utf8) }
}
