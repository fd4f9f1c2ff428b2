import ModelContextProtocol

/// What an envelope says, as values: once by the scanner's ranges, once by the rules in their own words on the parsed tree.
///
/// Used by the property tests and by the fuzz target, so it knows nothing of either.
struct EnvelopeContents: Equatable {
    var kind: MessageEnvelope.Kind
    var method: String?
    var isToolError = false
    /// The other parts by name; those that are missing are not in it.
    var parts: [String: JSONValue] = [:]

    /// What the scanner found. Throws when a range holds no JSON.
    init(_ envelope: MessageEnvelope, in bytes: UnsafeRawBufferPointer) throws {
        kind = envelope.kind
        method = envelope.method
        isToolError = envelope.isToolError
        for (name, range) in envelope.parts { parts[name] = try JSONValue.parse(bytes, in: range) }
    }

    /// What a message is, or `nil` when it is none.
    init?(_ message: JSONValue) {
        guard case .object = message, message["jsonrpc"] == "2.0" else { return nil }
        let id = message["id"].nonNull
        if id != nil, id.token == nil { return nil }
        parts["id"] = id
        if let method = message["method"].nonNull {
            guard let name = method.stringValue else { return nil }
            let params = message["params"]
            if params.nonNull != nil, params?.objectValue == nil { return nil }
            kind = id == nil ? .notification : .request
            noteCall(of: name, params)
        } else if let error = message["error"], error != .null || message["result"] == nil {
            kind = .error
            parts["error"] = error
        } else {
            guard let result = message["result"], id != nil else { return nil }
            kind = .result
            parts["result"] = result
            parts["resultType"] = result["resultType"].string
            isToolError = result["isError"] == true
            note(result["_meta"])
        }
    }

    private mutating func noteCall(of name: String, _ params: JSONValue?) {
        method = name
        parts["params"] = params
        note(params?["_meta"])
        parts["protocolVersion"] = params?["_meta"]?[MetaKey.protocolVersion].string
        if kind == .request {
            parts["progressToken"] = params?["_meta"]?["progressToken"].token
            parts["name"] = params?["name"].string
            parts["uri"] = params?["uri"].string
            parts["arguments"] = params?["arguments"]
            parts["requestState"] = params?["requestState"]
        } else if name == "notifications/progress" {
            parts["progressToken"] = params?["progressToken"].token
        } else if name == "notifications/cancelled" {
            parts["requestID"] = params?["requestId"].token
        }
    }

    private mutating func note(_ meta: JSONValue?) {
        guard let meta, meta.objectValue != nil else { return }
        parts["meta"] = meta
        parts["subscriptionID"] = meta[MetaKey.subscriptionID].token
    }
}

extension MessageEnvelope {
    /// Every range that is there, by the name of its part.
    var parts: [(name: String, range: Range<Int>)] {
        let all: [(String, Range<Int>?)] = [
            ("id", id), ("params", params), ("meta", meta), ("progressToken", progressToken), ("requestID", requestID),
            ("subscriptionID", subscriptionID), ("protocolVersion", protocolVersion), ("name", name), ("uri", uri),
            ("arguments", arguments), ("requestState", requestState), ("result", result), ("resultType", resultType),
            ("error", error),
        ]
        return all.compactMap { name, range in range.map { (name, $0) } }
    }
}

extension JSONValue? {
    fileprivate var nonNull: JSONValue? { self == .some(.null) ? nil : self }

    fileprivate var string: JSONValue? { self?.stringValue == nil ? nil : self }

    /// What may be an id or a progress token: a string, or a number written with nothing but digits.
    fileprivate var token: JSONValue? {
        switch self {
        case .string: self
        case .number(let text): text.utf8.allSatisfy { "-0123456789".utf8.contains($0) } ? self : nil
        default: nil
        }
    }
}
