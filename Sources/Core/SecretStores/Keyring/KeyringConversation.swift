#if os(Linux)
    import CSecretService
    import ServerModel

    /// One question to the Secret Service, on the thread of a ``KeyringWorker``.
    struct KeyringConversation {
        let connection: OpaquePointer
        let cancellation: OpaquePointer

        func value(of key: SecretKey) throws -> SecretValue? {
            var bytes = css_bytes()
            defer { css_bytes_free(&bytes) }
            guard try asking({ css_lookup(connection, key.service, key.name, cancellation, &bytes) }) else { return nil }
            let text = UnsafeRawBufferPointer(start: bytes.start, count: bytes.count)
            guard let value = String(validating: text, as: UTF8.self) else { throw KeyringError.notText(key) }
            return SecretValue(value)
        }

        func set(_ value: SecretValue, for key: SecretKey) throws {
            var text = value.revealed
            try text.withUTF8 { bytes in
                try bytes.withMemoryRebound(to: CChar.self) { bytes in
                    _ = try asking {
                        css_store(
                            connection, key.service, key.name, "Password for '\(key.name)' on '\(key.service)'",
                            bytes.baseAddress,
                            bytes.count, cancellation)
                    }
                }
            }
        }

        func remove(_ key: SecretKey) throws -> Bool {
            try asking { css_remove(connection, key.service, key.name, cancellation) }
        }

        func names(of service: String) throws -> [String] {
            var bytes = css_bytes()
            defer { css_bytes_free(&bytes) }
            guard try asking({ css_users(connection, service, cancellation, &bytes) }) else { return [] }
            let users = UnsafeRawBufferPointer(start: bytes.start, count: bytes.count).split(separator: 0)
            return Set(users.map { String(decoding: $0, as: UTF8.self) }).sorted()
        }

        /// What the collection that takes new items calls itself. Throws when there is none, or it is locked.
        func collection() throws -> String {
            var bytes = css_bytes()
            defer { css_bytes_free(&bytes) }
            _ = try asking { css_default_collection(connection, cancellation, &bytes) }
            return String(decoding: UnsafeRawBufferPointer(start: bytes.start, count: bytes.count), as: UTF8.self)
        }

        /// Whether there was something. Every question is one that may be asked twice.
        private func asking(_ question: () -> Int32) throws -> Bool {
            let isOld = css_is_connected(connection)
            var outcome = css_outcome(UInt32(question()))
            if isOld, outcome == CSS_FAILED || outcome == CSS_NO_SERVICE {
                // The bus or the service may have been started anew since, with other sessions and another address.
                css_disconnect(connection)
                outcome = css_outcome(UInt32(question()))
            }
            switch outcome {
            case CSS_DONE: return true
            case CSS_NOTHING: return false
            case CSS_LOCKED: throw KeyringError.locked
            case CSS_NO_BUS: throw KeyringError.busIsGone(words)
            case CSS_NO_SERVICE: throw KeyringError.noService
            case CSS_NO_COLLECTION: throw KeyringError.noCollection
            case CSS_CANCELLED: throw StoreOverdue(store: .keyring)
            default: throw KeyringError.failed(words)
            }
        }

        private var words: String { String(cString: css_words(connection)) }
    }
#endif
