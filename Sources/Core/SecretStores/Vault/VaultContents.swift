import ServerModel

/// What is sealed in a vault.
struct VaultContents: Codable, Hashable {
    /// By service, then by name.
    private(set) var services: [String: [String: Entry]] = [:]

    struct Entry: Codable, Hashable {
        var value: String
        var changedAt: Timestamp
    }

    func value(of key: SecretKey) -> SecretValue? { (services[key.service]?[key.name]?.value).map { SecretValue($0) } }

    func names(of service: String) -> [String] { services[service]?.keys.sorted() ?? [] }

    mutating func set(_ value: SecretValue, for key: SecretKey, at moment: Timestamp) {
        services[key.service, default: [:]][key.name] = Entry(value: value.revealed, changedAt: moment)
    }

    /// Whether there was one.
    mutating func remove(_ key: SecretKey) -> Bool {
        guard services[key.service]?.removeValue(forKey: key.name) != nil else { return false }
        if services[key.service]?.isEmpty == true { services[key.service] = nil }
        return true
    }
}
