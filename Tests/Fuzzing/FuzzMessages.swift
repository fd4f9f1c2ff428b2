import ModelContextProtocol

// libFuzzer calls this with one text after the other, guided by which code each reached; `make fuzz` builds and runs it.
// A broken promise ends the program, and libFuzzer keeps the text that broke it.

/// Holds one text against everything the scanner, the parser and the splicer promise.
@c(LLVMFuzzerTestOneInput)
public func fuzzMessage(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    checkRoundTrip(input)
    checkMessage(input)
    // The text as a value inside a message that is sound otherwise: the grammar alone decides then.
    checkMessage(Array(#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":"#.utf8) + input + [UInt8(ascii: "}")])
    checkMessage(Array(#"{"jsonrpc":"2.0","id":"a","result":"#.utf8) + input + [UInt8(ascii: "}")])
    return 0
}

/// What was read and written again reads the same, on one line.
private func checkRoundTrip(_ text: [UInt8]) {
    guard let value = try? JSONValue.parse(text) else { return }
    let written = value.serialized()
    promise(!written.contains(UInt8(ascii: "\n")) && !written.contains(UInt8(ascii: "\r")), "a written value is one line")
    guard let again = try? JSONValue.parse(written) else { broken("what was written is no JSON") }
    promise(again == value, "what was written says what was read")
    // Equal texts may differ in their bytes.
    promise(again.serialized() == written, "writing again changes nothing")
}

/// Scanner and parser agree, and splicing changes what it says and nothing else.
private func checkMessage(_ text: [UInt8]) {
    let tree = try? JSONValue.parse(text)
    let expected = tree.flatMap(EnvelopeContents.init)
    guard let envelope = try? MessageEnvelope.scan(text) else {
        promise(expected == nil || !isVersionPlain(text), "the scanner refuses no message")
        return
    }
    guard let tree, let expected else { broken("the scanner accepts what is no message") }
    for (name, range) in envelope.parts {
        promise(range.lowerBound >= 0 && range.upperBound <= text.count && !range.isEmpty, "\(name) lies inside the message")
    }
    promise((try? contents(envelope, text)) == expected, "the scanner finds what the parser reads")
    checkIdentity(text, envelope, expected)
    checkAdditions(text, envelope, tree)
}

/// A new id takes the place of the old one; all other bytes stay.
private func checkIdentity(_ text: [UInt8], _ envelope: MessageEnvelope, _ expected: EnvelopeContents) {
    guard let id = envelope.id else { return }
    let token = Array("4294967296".utf8)
    let edited = MessageSplice.replacing([(id, token)], in: text)
    promise(edited == text[..<id.lowerBound] + token + text[id.upperBound...], "only the id's bytes change")
    guard let scanned = try? MessageEnvelope.scan(edited) else { broken("a message with another id is none") }
    var wanted = expected
    wanted.parts["id"] = 4_294_967_296
    promise((try? contents(scanned, edited)) == wanted, "only the id changes")
}

/// Members that are added can be read, and the rest of the message says what it said.
private func checkAdditions(_ text: [UInt8], _ envelope: MessageEnvelope, _ tree: JSONValue) {
    let (name, place) = ("example.org/added", envelope.kind == .result ? "result" : "params")
    let edited = text.withUnsafeBytes { bytes in
        switch envelope.kind {
        case .request, .notification:
            MessageSplice.insertingMeta([(name, [UInt8(ascii: "7")])], into: bytes, envelope)
        case .result, .error: MessageSplice.addingResultMembers([(name, [UInt8(ascii: "7")])], to: bytes, envelope)
        }
    }
    guard var read = try? JSONValue.parse(edited) else { broken("a message with an addition is no JSON") }
    guard (try? MessageEnvelope.scan(edited)) != nil else { broken("a message with an addition is none") }
    if envelope.method != nil {
        promise(read[place]?["_meta"]?[name] == 7, "the addition is there")
    } else if tree[place]?.objectValue != nil, envelope.kind == .result {
        promise(read[place]?[name] != nil, "the addition is there")
    } else {
        promise(edited == text, "where nothing can be added, nothing changes")
    }
    var before = tree
    before[place] = nil
    read[place] = nil
    promise(before == read, "the rest of the message stays")
}

private func contents(_ envelope: MessageEnvelope, _ text: [UInt8]) throws -> EnvelopeContents {
    try text.withUnsafeBytes { try EnvelopeContents(envelope, in: $0) }
}

/// The scanner wants the version without escapes, which nobody writes.
private func isVersionPlain(_ text: [UInt8]) -> Bool {
    text.withUnsafeBytes { bytes in
        JSONText.member("jsonrpc", of: (text.firstIndex(of: UInt8(ascii: "{")) ?? 0)..<text.count, in: bytes)
            .map { JSONText.bytes($0, in: bytes) == Array(#""2.0""#.utf8) } ?? false
    }
}

private func promise(_ isKept: Bool, _ words: @autoclosure () -> String) {
    if !isKept { broken(words()) }
}

private func broken(_ words: String) -> Never { fatalError("broken promise: \(words)") }
