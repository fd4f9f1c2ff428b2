import ModelContextProtocol

/// A request of the client without an answer, with as much of it as is needed should the daemon go away.
struct PendingRequest {
    /// What the answer will mean, and for what may be sent again, its line.
    enum Meaning {
        /// Asks for something, once.
        case call
        case initialize([UInt8])
        case level([UInt8])
        /// By the raw uri.
        case subscribe(uri: [UInt8], [UInt8])
        case unsubscribe(uri: [UInt8])
        /// `subscriptions/listen`, which has no answer as long as all is well.
        case listen([UInt8], isAcknowledged: Bool)
    }

    /// The raw token.
    var id: [UInt8]
    var meaning: Meaning

    init(id: [UInt8], _ envelope: MessageEnvelope, _ line: UnsafeRawBufferPointer) {
        self.id = id
        let uri = envelope.uri.map { JSONText.bytes($0, in: line) } ?? []
        meaning =
            switch envelope.method {
            case "initialize": .initialize(Array(line))
            case "logging/setLevel": .level(Array(line))
            case "resources/subscribe": .subscribe(uri: uri, Array(line))
            case "resources/unsubscribe": .unsubscribe(uri: uri)
            case "subscriptions/listen": .listen(Array(line), isAcknowledged: false)
            default: .call
            }
    }

    /// Whether it goes on with the next daemon.
    func survives(_ survivors: SessionMemory.Survivors) -> Bool {
        switch meaning {
        case .initialize: survivors.contains(.initialize)
        case .listen: survivors.contains(.listens)
        case .call, .level, .subscribe, .unsubscribe: false
        }
    }

    /// What to say again to the next daemon.
    var lineToRepeat: [UInt8]? {
        switch meaning {
        case .initialize(let line), .listen(let line, _): line
        case .call, .level, .subscribe, .unsubscribe: nil
        }
    }
}

/// A request that was sent, kept to be sent again.
struct SentRequest {
    /// The raw token.
    var id: [UInt8]
    var line: [UInt8]
}

/// How a conversation of the legacy era began.
struct Opening {
    var request: SentRequest
    /// What the client was told, or would have been.
    var told: Introduction
}
