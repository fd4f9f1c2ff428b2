import ModelContextProtocol
import ServerModel

/// What we have learned of a server by running it, kept across daemons; it holds for one definition only.
struct ServerKnowledge: Sendable, Hashable {
    /// Names the definition it was learned with.
    var fingerprint: String
    /// It opens with `initialize`: the probe for the modern era can be left out.
    var isLegacy = false
    /// The question it put to its clients while several were connected; each client has a process of its own since then.
    var asked: Question?
    var memory = ServerMemory()

    struct Question: Sendable, Hashable {
        var method: String
        var at: Timestamp
    }

    init(fingerprint: String) {
        self.fingerprint = fingerprint
    }

    /// Why each client has a process of its own.
    var reasonForProcesses: String? {
        asked.map { "it asks its clients questions (\($0.method), first seen \($0.at))" }
    }
}

// MARK: - On disk

extension ServerKnowledge {
    /// As it is kept: one JSON object; lists are the server's own text.
    var text: [UInt8] {
        var lists: [JSONValue] = []
        for (key, result) in memory.lists.sorted(by: {
            ($0.key.method, String(decoding: $0.key.cursor, as: UTF8.self)) < (
                $1.key.method, String(decoding: $1.key.cursor, as: UTF8.self)
            )
        }) {
            guard let value = try? JSONValue.parse(result) else { continue }
            lists.append([
                "method": .string(key.method), "cursor": .string(String(decoding: key.cursor, as: UTF8.self)), "result": value,
            ])
        }
        var value: JSONValue = [
            "format": 1, "fingerprint": .string(fingerprint), "legacy": .bool(isLegacy), "lists": .array(lists),
        ]
        if let asked {
            value["asked"] = ["method": .string(asked.method), "at": .integer(Int(asked.at.millisecondsSince1970))]
        }
        if let introduction = memory.introduction {
            value["introduction"] = [
                "era": .string(introduction.era.rawValue), "protocolVersion": .string(introduction.protocolVersion),
                "result": introduction.result,
            ]
        }
        if let catalog = memory.catalog { value["catalog"] = .string(catalog) }
        return value.serialized()
    }

    /// What `text` says; `nil` when it is of another definition, another format or no JSON: it is then learned anew.
    init?(text: [UInt8], fingerprint: String) {
        guard let value = try? JSONValue.parse(text), value["format"]?.intValue == 1,
            value["fingerprint"]?.stringValue == fingerprint
        else { return nil }
        self.init(fingerprint: fingerprint)
        isLegacy = value["legacy"]?.boolValue == true
        if let method = value["asked"]?["method"]?.stringValue, let at = value["asked"]?["at"]?.intValue {
            asked = Question(method: method, at: Timestamp(millisecondsSince1970: Int64(at)))
        }
        if let opened = value["introduction"],
            let version = opened["protocolVersion"]?.stringValue.flatMap({ ProtocolVersion($0) }),
            opened["era"]?.stringValue == version.era.rawValue, let result = opened["result"]
        {
            memory.introduction = ServerIntroduction(era: version.era, version: version, result: result)
        }
        for list in value["lists"]?.arrayValue ?? [] {
            guard let method = list["method"]?.stringValue, let cursor = list["cursor"]?.stringValue, let result = list["result"]
            else { continue }
            _ = memory.keep(result.serialized(), as: ServerMemory.ListKey(method: method, cursor: Array(cursor.utf8)))
        }
        memory.catalog = value["catalog"]?.stringValue
    }
}
