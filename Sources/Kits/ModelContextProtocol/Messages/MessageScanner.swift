/// Finds the parts of a `MessageEnvelope` in one pass: three fixed levels of objects, everything deeper skipped.
struct MessageScanner {
    private var cursor: JSONCursor
    private var version: Range<Int>?
    private var id: Range<Int>?
    private var method: Range<Int>?
    private var params = Body()
    private var result = Body()
    private var error: Range<Int>?

    /// What is found in `params` or `result`; a second one of the name starts anew.
    private struct Body {
        var range: Range<Int>?
        var meta = Meta()
        var progressToken: Range<Int>?
        var requestID: Range<Int>?
        var name: Range<Int>?
        var uri: Range<Int>?
        var arguments: Range<Int>?
        var requestState: Range<Int>?
        var resultType: Range<Int>?
        var isError: Range<Int>?
    }

    /// What is found in a `_meta`.
    private struct Meta {
        var range: Range<Int>?
        var progressToken: Range<Int>?
        var subscriptionID: Range<Int>?
        var protocolVersion: Range<Int>?
    }

    init(_ bytes: UnsafeRawBufferPointer) {
        cursor = JSONCursor(bytes)
    }

    mutating func scan() throws(MalformedMessage) -> MessageEnvelope {
        cursor.skipWhitespace()
        if cursor.current == Byte.openBracket {
            throw MalformedMessage(.batch, "a batch of messages is not accepted", at: cursor.position)
        }
        guard cursor.current == Byte.openBrace else { throw cursor.unexpected("expected a JSON object") }
        cursor.position += 1
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "jsonrpc") {
                version = try cursor.value(depth: 1)
            } else if cursor.matches(key, "id") {
                id = try cursor.value(depth: 1)
            } else if cursor.matches(key, "method") {
                method = try cursor.value(depth: 1)
            } else if cursor.matches(key, "params") {
                params = try body()
            } else if cursor.matches(key, "result") {
                result = try body()
            } else if cursor.matches(key, "error") {
                error = try cursor.value(depth: 1)
            } else {
                _ = try cursor.value(depth: 1)
            }
        }
        try cursor.finish()
        return try envelope()
    }

    private mutating func body() throws(MalformedMessage) -> Body {
        var body = Body()
        let start = cursor.position
        guard cursor.current == Byte.openBrace else {
            body.range = try cursor.value(depth: 1)
            return body
        }
        cursor.position += 1
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "_meta") {
                body.meta = try meta()
            } else if cursor.matches(key, "progressToken") {
                body.progressToken = token(try cursor.value(depth: 2))
            } else if cursor.matches(key, "requestId") {
                body.requestID = token(try cursor.value(depth: 2))
            } else if cursor.matches(key, "name") {
                body.name = string(try cursor.value(depth: 2))
            } else if cursor.matches(key, "uri") {
                body.uri = string(try cursor.value(depth: 2))
            } else if cursor.matches(key, "arguments") {
                body.arguments = try cursor.value(depth: 2)
            } else if cursor.matches(key, "requestState") {
                body.requestState = try cursor.value(depth: 2)
            } else if cursor.matches(key, "resultType") {
                body.resultType = string(try cursor.value(depth: 2))
            } else if cursor.matches(key, "isError") {
                body.isError = try cursor.value(depth: 2)
            } else {
                _ = try cursor.value(depth: 2)
            }
        }
        body.range = start..<cursor.position
        return body
    }

    private mutating func meta() throws(MalformedMessage) -> Meta {
        var meta = Meta()
        let start = cursor.position
        guard cursor.current == Byte.openBrace else {
            _ = try cursor.value(depth: 2)
            return meta
        }
        cursor.position += 1
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            let value = try cursor.value(depth: 3)
            if cursor.matches(key, "progressToken") {
                meta.progressToken = token(value)
            } else if cursor.matches(key, "io.modelcontextprotocol/subscriptionId") {
                meta.subscriptionID = token(value)
            } else if cursor.matches(key, "io.modelcontextprotocol/protocolVersion") {
                meta.protocolVersion = string(value)
            }
        }
        meta.range = start..<cursor.position
        return meta
    }

    private func envelope() throws(MalformedMessage) -> MessageEnvelope {
        guard let version, cursor.bytes[version].elementsEqual("\"2.0\"".utf8) else {
            throw MalformedMessage(.shape, "not a JSON-RPC 2.0 message", at: version?.lowerBound ?? 0)
        }
        let id = try checkedID()
        if let method, !isNull(method) { return try call(method, id: id) }
        // Old libraries write both members and leave one `null`.
        if let error, !isNull(error) || result.range == nil {
            var envelope = MessageEnvelope(kind: .error)
            envelope.id = id
            envelope.error = error
            return envelope
        }
        guard let range = result.range else {
            throw MalformedMessage(.shape, "a message needs a method, a result or an error", at: 0)
        }
        guard let id else { throw MalformedMessage(.shape, "a result needs an id", at: range.lowerBound) }
        var envelope = MessageEnvelope(kind: .result)
        envelope.id = id
        envelope.result = range
        envelope.meta = result.meta.range
        envelope.subscriptionID = result.meta.subscriptionID
        envelope.resultType = result.resultType
        envelope.isToolError = result.isError.map { cursor.bytes[$0.lowerBound] == Byte.letterT } ?? false
        return envelope
    }

    private func call(_ method: Range<Int>, id: Range<Int>?) throws(MalformedMessage) -> MessageEnvelope {
        guard let name = JSONText.string(method, in: cursor.bytes) else {
            throw MalformedMessage(.shape, "a method must be a string", at: method.lowerBound)
        }
        if let range = params.range, !isNull(range), cursor.bytes[range.lowerBound] != Byte.openBrace {
            throw MalformedMessage(.shape, "params must be an object", at: range.lowerBound)
        }
        var envelope = MessageEnvelope(kind: id == nil ? .notification : .request)
        envelope.id = id
        envelope.method = name
        envelope.params = params.range
        envelope.meta = params.meta.range
        envelope.subscriptionID = params.meta.subscriptionID
        envelope.protocolVersion = params.meta.protocolVersion
        if id != nil {
            envelope.progressToken = params.meta.progressToken
            envelope.name = params.name
            envelope.uri = params.uri
            envelope.arguments = params.arguments
            envelope.requestState = params.requestState
        } else if name == "notifications/progress" {
            envelope.progressToken = params.progressToken
        } else if name == "notifications/cancelled" {
            envelope.requestID = params.requestID
        }
        return envelope
    }

    /// The id if it is a string or an integer, `nil` if missing or `null`; nobody answers other ids, so they are refused here.
    private func checkedID() throws(MalformedMessage) -> Range<Int>? {
        guard let id, !isNull(id) else { return nil }
        guard let token = token(id) else {
            throw MalformedMessage(.shape, "an id must be a string or an integer", at: id.lowerBound)
        }
        return token
    }

    /// The range if it holds a string or an integer.
    private func token(_ range: Range<Int>) -> Range<Int>? {
        switch cursor.bytes[range.lowerBound] {
        case Byte.quote: return range
        case Byte.minus, Byte.zero...Byte.nine:
            let isWhole = cursor.bytes[range].allSatisfy { $0 == Byte.minus || Byte.zero...Byte.nine ~= $0 }
            return isWhole ? range : nil
        default: return nil
        }
    }

    /// The range if it holds a string.
    private func string(_ range: Range<Int>) -> Range<Int>? { cursor.bytes[range.lowerBound] == Byte.quote ? range : nil }
    private func isNull(_ range: Range<Int>) -> Bool { cursor.bytes[range.lowerBound] == Byte.letterN }
}
