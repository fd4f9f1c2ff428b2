#if os(macOS)
    import Foundation
    import LocalAuthentication
    import Security
    import ServerModel

    /// The Keychain of macOS: generic passwords by service and account, as Python's `keyring` keeps them.
    public final class KeyringStore: SecretStore {
        public let kind = SecretStoreKind.keyring

        /// The environment does not matter here.
        public init(environment: [String: String] = [:]) {}

        public func value(of key: SecretKey) async throws -> SecretValue? {
            try await onOwnThread { _ in
                let found = try Self.find(Self.query(key.service, key.name), [kSecReturnData: true])
                guard let data = found as? Data else { return nil }
                guard let text = String(data: data, encoding: .utf8) else { throw KeyringError.notText(key) }
                return SecretValue(text)
            }
        }

        public func set(_ value: SecretValue, for key: SecretKey) async throws {
            try await onOwnThread { _ in
                let query = Self.query(key.service, key.name)
                let data = Data(value.revealed.utf8)
                var status = SecItemUpdate(query as CFDictionary, [kSecValueData: data] as CFDictionary)
                if status == errSecItemNotFound {
                    let label = "Password for '\(key.name)' on '\(key.service)'"
                    let item = query.merging([kSecValueData: data, kSecAttrLabel: label]) { $1 }
                    status = SecItemAdd(item as CFDictionary, nil)
                }
                if let failure = Self.trouble(status) { throw failure }
            }
        }

        public func remove(_ key: SecretKey) async throws -> Bool {
            try await onOwnThread { _ in
                let status = SecItemDelete(Self.query(key.service, key.name) as CFDictionary)
                if status == errSecItemNotFound { return false }
                if let failure = Self.trouble(status) { throw failure }
                return true
            }
        }

        public func names(of server: ServerID) async throws -> [String] {
            try await onOwnThread { _ in
                let query = Self.query(SecretKey.service(of: server), nil)
                let found = try Self.find(query, [kSecReturnAttributes: true, kSecMatchLimit: kSecMatchLimitAll])
                let items = found as? [[String: Any]] ?? []
                return Set(items.compactMap { $0[kSecAttrAccount as String] as? String }).sorted()
            }
        }

        public func report() async -> SecretStoreReport {
            do {
                _ = try await value(of: SecretKey(service: "mcp-manager", name: "doctor"))
                return SecretStoreReport(kind: kind, state: .ready, place: "Keychain")
            } catch {
                let state = (error as? any SecretStoreError)?.state ?? .failing
                return SecretStoreReport(kind: kind, state: state, place: "Keychain", problem: ErrorReport(describing: error))
            }
        }

        private static func query(_ service: String, _ account: String?) -> [CFString: Any] {
            // Nobody is asked anything: what is locked stays locked.
            let context = LAContext()
            context.interactionNotAllowed = true
            var query: [CFString: Any] = [
                kSecClass: kSecClassGenericPassword, kSecAttrService: service, kSecUseAuthenticationContext: context,
            ]
            if let account { query[kSecAttrAccount] = account }
            return query
        }

        private static func find(_ query: [CFString: Any], _ wanted: [CFString: Any]) throws -> CFTypeRef? {
            var found: CFTypeRef?
            let status = SecItemCopyMatching(query.merging(wanted) { $1 } as CFDictionary, &found)
            if status == errSecItemNotFound { return nil }
            if let failure = trouble(status) { throw failure }
            return found
        }

        private static func trouble(_ status: OSStatus) -> KeyringError? {
            switch status {
            case errSecSuccess: nil
            case errSecInteractionNotAllowed, errSecAuthFailed, errSecInteractionRequired: .locked
            case errSecNoDefaultKeychain, errSecNoSuchKeychain: .noCollection
            default: .failed(SecCopyErrorMessageString(status, nil) as String? ?? "error \(status)")
            }
        }
    }
#endif
