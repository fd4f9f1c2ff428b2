import ModelContextProtocol
import NIOCore

/// What lists of tools say about headers.
extension HTTPConnection {
    /// Remembers which arguments the server wants as headers; returns the list without tools that say so wrongly.
    func learn(_ line: ByteBuffer, from call: PendingCall) -> ByteBuffer {
        if !call.isContinuedList { argumentHeaders.forget() }
        // Nearly every list is passed on without being read.
        guard line.readableBytesView.firstRange(of: "x-mcp-header".utf8) != nil else { return line }
        let learned = line.withUnsafeReadableBytes { bytes -> (edited: [UInt8], dropped: [String])? in
            guard let range = (try? MessageEnvelope.scan(bytes))?.result, let result = try? JSONValue.parse(bytes, in: range),
                let (kept, dropped) = argumentHeaders.learn(result)
            else { return nil }
            return (MessageSplice.replacing([(range, kept.serialized())], in: bytes), dropped)
        }
        guard let learned else { return line }
        tell(.remark("tools with a wrong 'x-mcp-header' were left out of the list: \(learned.dropped.joined(separator: ", "))"))
        return ByteBuffer(bytes: learned.edited)
    }

    /// Whether `line` says that the headers of a tool's call were wrong, and the call is made once more after listing the tools.
    func retriesAfterLearning(_ call: PendingCall, _ line: ByteBuffer) -> Bool {
        guard call.isModern, call.method == "tools/call", !call.hasLearned, line.errorCode == ErrorCode.headerMismatch else {
            return false
        }
        call.hasLearned = true
        call.isLearning = true
        call.exchange?.cancel()
        call.exchange = nil
        release(call)
        listTools(for: call, refusal: line, cursor: nil, pagesLeft: 50)
        return true
    }

    private func listTools(for call: PendingCall, refusal: ByteBuffer, cursor: JSONValue?, pagesLeft: Int) {
        ownRequests += 1
        let id = "mcp-http-\(ownRequests)"
        let request = call.line.withUnsafeReadableBytes { bytes -> ByteBuffer in
            let range = (try? MessageEnvelope.scan(bytes))?.meta
            var meta = range.flatMap { try? JSONValue.parse(bytes, in: $0) } ?? [:]
            meta[MetaKey.progressToken] = nil
            var request: JSONValue = ["jsonrpc": "2.0", "id": .string(id), "method": "tools/list", "params": ["_meta": meta]]
            if let cursor { request["params"]?["cursor"] = cursor }
            return ByteBuffer(bytes: request.serialized())
        }
        guard let envelope = request.envelope else { return }
        let list = PendingCall(key: .text(id), id: JSONText.quoted(id), line: request, envelope)
        list.onAnswer = { [weak self] answer in
            guard let self, !call.isOver else { return }
            let result = answer?.result
            if let next = result?["nextCursor"], next.stringValue != nil, pagesLeft > 1 {
                return listTools(for: call, refusal: refusal, cursor: next, pagesLeft: pagesLeft - 1)
            }
            call.isLearning = false
            // Without a new list, the refusal is all there is to say.
            if result == nil { self.answer(call, refusal) } else { post(call) }
        }
        calls[list.key] = list
        post(list)
    }
}

extension ByteBuffer {
    /// The code of the error in this message.
    fileprivate var errorCode: Int? {
        withUnsafeReadableBytes { bytes in
            guard let error = (try? MessageEnvelope.scan(bytes))?.error else { return nil }
            return JSONText.member("code", of: error, in: bytes).flatMap { JSONText.integer($0, in: bytes) }
        }
    }

    /// The result in this message, read in full.
    fileprivate var result: JSONValue? {
        withUnsafeReadableBytes { bytes in
            (try? MessageEnvelope.scan(bytes))?.result.flatMap { try? JSONValue.parse(bytes, in: $0) }
        }
    }
}
