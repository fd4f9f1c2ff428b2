import ModelContextProtocol

/// Random JSON-RPC messages and random spellings of them.
struct RandomMessage {
    var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// A message, mostly well shaped; members in random order, some twice.
    mutating func message() -> JSONValue {
        var members: [JSONObject.Member] = []
        func add(_ name: String, _ value: JSONValue) { members.append(JSONObject.Member(name: name, value: value)) }
        if chance(95) { add("jsonrpc", "2.0") }
        if chance(70) { add("id", pick([.integer(number(1000)), "a-1", "0", .null, 0, "q\"uote", 2.5, [], "", -3])) }
        if chance(60) {
            add("method", pick(["tools/call", "notifications/progress", "notifications/cancelled", "ping", "é\n", .null, 5]))
        }
        if chance(60) { add("params", chance(95) ? body() : value(depth: 1)) }
        if chance(30) { add("result", chance(90) ? body() : value(depth: 1)) }
        if chance(20) { add("error", pick([.null, ["code": -32601, "message": "no"]])) }
        if chance(30) { add("extra", value(depth: 3)) }
        if chance(10) { add("id", .integer(number(10))) }
        if chance(5) { add("params", body()) }
        members.shuffle(using: &generator)
        return .object(JSONObject(members))
    }

    private mutating func body() -> JSONValue {
        var body: JSONValue = [:]
        if chance(50) { body["name"] = value(depth: 2) }
        if chance(30) { body["uri"] = value(depth: 1) }
        if chance(50) { body["arguments"] = value(depth: 3) }
        if chance(30) { body["requestState"] = value(depth: 1) }
        if chance(40) { body["resultType"] = pick(["complete", "input_required", .null, 1]) }
        if chance(40) { body["isError"] = pick([true, false, .null, "true"]) }
        if chance(40) { body["progressToken"] = pick([1, "t", 1.5, .null]) }
        if chance(40) { body["requestId"] = pick([7, "r", .null, []]) }
        if chance(50) {
            var meta: JSONValue = [:]
            if chance(60) { meta["progressToken"] = pick([3, "p", 0.5, .null]) }
            if chance(40) { meta[MetaKey.protocolVersion] = pick(["2026-07-28", 2026]) }
            if chance(40) { meta[MetaKey.subscriptionID] = pick([9, "s", true]) }
            if chance(30) { meta["other"] = value(depth: 2) }
            body["_meta"] = chance(90) ? meta : .null
        }
        return body
    }

    /// Any value.
    mutating func value(depth: Int) -> JSONValue {
        switch number(depth > 0 ? 8 : 6) {
        case 0: return .null
        case 1: return .bool(chance(50))
        case 2: return .integer(number(100_000) - 50_000)
        case 3: return .number(pick(["0.5", "-1e9", "12345678901234567890.25E-3", "-0"]))
        case 4: return .string(text())
        case 5: return ""
        case 6: return .array((0..<number(4)).map { _ in value(depth: depth - 1) })
        default:
            let count = number(4)
            return .object(
                JSONObject((0..<count).map { _ in JSONObject.Member(name: text(), value: value(depth: depth - 1)) }))
        }
    }

    private mutating func text() -> String {
        String((0..<number(20)).map { _ in pick(["a", "é", "\"", "\\", "\n", "\u{1}", "漢", "😀", " ", "{", "]", "/"]) }.joined())
    }

    /// Bytes with a few of them changed, dropped or doubled.
    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...number(3) where !bytes.isEmpty {
            let index = number(bytes.count)
            switch number(5) {
            case 0: bytes[index] = UInt8(number(256))
            case 1: bytes.remove(at: index)
            case 2: bytes.insert(bytes[index], at: index)
            case 3: bytes.removeLast(number(bytes.count))
            default: bytes[index] = pick(Array("{}[]\",:\\u0e.-+tn \r\u{1}".utf8))
            }
        }
        return bytes
    }

    /// JSON text of the value with whitespace and escapes sprinkled over it, meaning the same.
    mutating func spelled(_ value: JSONValue) -> [UInt8] {
        var output: [UInt8] = []
        spell(value, &output)
        return output
    }

    private mutating func spell(_ value: JSONValue, _ output: inout [UInt8]) {
        space(&output)
        switch value {
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                spell(element, &output)
            }
            space(&output)
            output.append(UInt8(ascii: "]"))
        case .object(let object):
            output.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                spell(.string(member.name), &output)
                output.append(UInt8(ascii: ":"))
                spell(member.value, &output)
            }
            space(&output)
            output.append(UInt8(ascii: "}"))
        case .string(let text) where text != "2.0" && chance(30):
            output.append(UInt8(ascii: "\""))
            for unit in text.utf16 {
                let digits = String(unit, radix: 16, uppercase: chance(50))
                output.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
            }
            output.append(UInt8(ascii: "\""))
        default: value.write(to: &output)
        }
        space(&output)
    }

    private mutating func space(_ output: inout [UInt8]) {
        while chance(15) { output.append(pick(Array(" \t\r\n".utf8))) }
    }

    mutating func chance(_ percent: Int) -> Bool { number(100) < percent }
    mutating func number(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[number(choices.count)] }
}
