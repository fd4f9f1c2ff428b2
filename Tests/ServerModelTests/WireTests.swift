import ServerModel
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The exact JSON of values with several shapes; clients in other languages rely on it.
struct `On the wire` {
    static let error = ErrorReport(code: "crashed", problem: "it crashed", remedy: "read its log")

    @Test(
        arguments: [
            (.stopped, #"{"name":"stopped"}"#),
            (.starting, #"{"name":"starting"}"#),
            (.ready, #"{"name":"ready"}"#),
            (.degraded(reason: "slow"), #"{"name":"degraded","reason":"slow"}"#),
            (.stopping, #"{"name":"stopping"}"#),
            (
                .waiting(until: Timestamp(millisecondsSince1970: 500), crashes: 2),
                #"{"crashes":2,"name":"waiting","until":"1970-01-01T00:00:00.500Z"}"#
            ),
            (.failed(error), #"{"error":{"code":"crashed","problem":"it crashed","remedy":"read its log"},"name":"failed"}"#),
            (.disabled, #"{"name":"disabled"}"#),
            (.unknown(reason: "offline"), #"{"name":"unknown","reason":"offline"}"#),
            (
                .needsSecret(error),
                #"{"error":{"code":"crashed","problem":"it crashed","remedy":"read its log"},"name":"needs-secret"}"#
            ),
        ] as [(Phase, String)])
    func `a phase is flat`(phase: Phase, json: String) throws {
        #expect(try encoded(phase) == json)
        #expect(try decoded(Phase.self, json) == phase)
    }

    @Test func `no phase was forgotten above`() {
        #expect(Phase.Name.allCases.count == 10)
    }

    @Test(arguments: [
        #"{}"#, #"{"name":"running"}"#, #"{"name":"degraded"}"#, #"{"name":"waiting","until":"soon","crashes":1}"#,
        #"{"name":"failed"}"#, #"{"name":"needs-secret"}"#,
    ])
    func `half a phase is none`(json: String) {
        #expect(throws: DecodingError.self) { try decoded(Phase.self, json) }
    }

    @Test(
        arguments: [
            (.code(3), #"{"code":3}"#, "exit 3"), (.signal(9), #"{"signal":9}"#, "signal 9 (KILL)"),
            (.signal(64), #"{"signal":64}"#, "signal 64"),
        ] as [(ServerModel.ExitStatus, String, String)])
    func `an exit is a code or a signal`(status: ServerModel.ExitStatus, json: String, words: String) throws {
        #expect(try encoded(status) == json)
        #expect(try decoded(ServerModel.ExitStatus.self, json) == status)
        #expect(status.words == words)
    }

    @Test func `a name is checked`() throws {
        #expect(try decoded([ServerID].self, #"["a"]"#) == [try ServerID("a")])
        #expect(throws: InvalidServerName(name: "../a")) { try decoded([ServerID].self, #"["../a"]"#) }
    }

    @Test func `a definition comes back as it was`() throws {
        var definition = ServerDefinition(name: try ServerID("a"))
        definition.execution.transport = .streamableHTTP
        definition.execution.local = LocalExecution()
        definition.platforms["cursor"] = PlatformSetting()
        definition.secrets = [SecretRequirement(name: "T")]
        let json = try encoded(definition)
        #expect(json.contains(#""transport":"streamable-http""#))
        #expect(try decoded(ServerDefinition.self, json) == definition)
    }

    private func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func decoded<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }
}

struct `What a status says to people` {
    @Test(arguments: [
        (ExecutionMode.local, Transport.stdio, "stdio"), (.local, .sse, "sse"), (.remote, .stdio, "http"),
        (.remote, .streamableHTTP, "streamable-http"),
    ])
    func `names the way messages travel`(mode: ExecutionMode, transport: Transport, word: String) throws {
        let status = ServerStatus(
            id: try ServerID("x"), phase: .stopped, since: Timestamp(millisecondsSince1970: 0), mode: mode, transport: transport)
        #expect(status.transportWord == word)
    }

    @Test func `tells that each client has a process, and why`() {
        #expect(Sharing().words == nil)
        #expect(
            Sharing(policy: .perClient, reason: "it asks", processes: 1).words
                == "a process for each client, 1 process now, because it asks")
        #expect(
            Sharing(policy: .perClient, processes: 2).words
                == "a process for each client, 2 processes now, as its definition says")
    }
}
