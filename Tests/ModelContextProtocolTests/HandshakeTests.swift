import ModelContextProtocol
import Testing

/// Transcripts: what goes out, what comes back, how it ends. Servers' habits are those observed in released programs.
struct `A handshake` {
    struct `that asks first` {
        @Test func `opens with server/discover, introducing the client in _meta`() throws {
            var handshake = opening(.auto)
            let sent = try messages(handshake.start())
            #expect(sent.map { $0["method"] } == ["server/discover"])
            #expect(sent[0]["params"]?["_meta"]?[MetaKey.protocolVersion] == "2026-07-28")
            #expect(sent[0]["params"]?["_meta"]?[MetaKey.clientCapabilities] == [:])
            #expect(sent[0]["params"]?["_meta"]?[MetaKey.clientInfo]?["name"] == "tester")
        }

        @Test func `is ready when a modern server answers`() throws {
            var handshake = started(.auto)
            let introduction = try ready(handshake.received(result(0, discovered)))
            #expect(introduction.era == .modern)
            #expect(introduction.protocolVersion == "2026-07-28")
            #expect(introduction.name == "s")
            #expect(introduction.version == "2")
            #expect(introduction.instructions == "Be kind")
            #expect(introduction.capabilities["tools"]?["listChanged"] == true)
            #expect(introduction.result["cacheScope"] == "private")
        }

        @Test(arguments: [-32601, -32602, -32600, -32000, 0, -32002, -32024])
        func `falls back to initialize after any ordinary error`(code: Int) throws {
            var handshake = started(.auto)
            let sent = try messages(handshake.received(error(0, code)))
            #expect(sent.map { $0["method"] } == ["initialize"])
            #expect(sent[0]["params"]?["protocolVersion"] == "2025-11-25")
            #expect(sent[0]["params"]?["capabilities"] == [:])
            let steps = handshake.received(result(1, initialized))
            #expect(try messages(Array(steps.prefix(1))).map { $0["method"] } == ["notifications/initialized"])
            #expect(try ready(Array(steps.dropFirst())).era == .legacy)
        }

        @Test func `falls back when the server answers the unknown with an empty result`() throws {
            var handshake = started(.auto)
            #expect(try messages(handshake.received(result(0, "{}"))).map { $0["method"] } == ["initialize"])
        }

        @Test func `falls back when the refusal has no id`() throws {
            var handshake = started(.auto)
            let line = #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}"#
            #expect(try messages(handshake.received(Array(line.utf8))).map { $0["method"] } == ["initialize"])
        }

        @Test func `asks once more with a version that a modern refusal names`() throws {
            var handshake = started(.auto)
            let sent = try messages(handshake.received(error(0, -32022, #"{"supported":["2099-01-01","2026-07-28"]}"#)))
            #expect(sent.map { $0["method"] } == ["server/discover"])
            #expect(try ready(handshake.received(result(1, discovered))).era == .modern)
        }

        @Test func `asks once more and not for ever`() throws {
            var handshake = started(.auto)
            _ = handshake.received(error(0, -32022, #"{"supported":["2026-07-28"]}"#))
            let failure = try failed(handshake.received(error(1, -32022, #"{"supported":["2026-07-28"]}"#)))
            #expect(failure.code == "no-common-version")
        }

        @Test func `fails without falling back when a modern server knows none of our versions, naming both sides`() throws {
            var handshake = started(.auto)
            let failure = try failed(
                handshake.received(error(0, -32022, #"{"supported":["2099-01-01"],"requested":"2026-07-28"}"#)))
            #expect(failure.code == "no-common-version")
            #expect(failure.problem.contains("2099-01-01"))
            #expect(failure.problem.contains("2026-07-28"))
        }

        @Test func `uses initialize when a modern refusal names old versions only`() throws {
            var handshake = started(.auto)
            let sent = try messages(handshake.received(error(0, -32022, #"{"supported":["2025-06-18"]}"#)))
            #expect(sent.map { $0["method"] } == ["initialize"])
        }

        @Test func `says which capability a modern server misses`() throws {
            var handshake = started(.auto)
            let failure = try failed(handshake.received(error(0, -32021, #"{"requiredCapabilities":{"sampling":{}}}"#)))
            #expect(failure.code == "discovery-refused")
            #expect(failure.problem.contains("sampling"))
        }

        @Test func `fails when the discovered versions are all unknown`() throws {
            var handshake = started(.auto)
            let failure = try failed(handshake.received(result(0, #"{"supportedVersions":["2099-01-01"]}"#)))
            #expect(failure.code == "no-common-version")
        }
    }

    struct `with a silent server` {
        @Test func `asks initialize as well once the probe's deadline passed`() throws {
            var handshake = started(.auto)
            #expect(try messages(handshake.probeDeadlinePassed()).map { $0["method"] } == ["initialize"])
            #expect(handshake.probeDeadlinePassed().isEmpty)
        }

        @Test func `takes an old server that never answers the probe`() throws {
            var handshake = waiting()
            let steps = handshake.received(result(1, initialized))
            #expect(try ready(Array(steps.dropFirst())).era == .legacy)
        }

        @Test func `takes the late answer of a slow modern server and ignores its refusal of initialize`() throws {
            var handshake = waiting()
            #expect(try ready(handshake.received(result(0, discovered))).era == .modern)
            #expect(handshake.received(error(1, -32022, #"{"supported":["2026-07-28"]}"#)).isEmpty)
        }

        @Test func `waits for the probe when the refusal of initialize comes first`() throws {
            var handshake = waiting()
            #expect(handshake.received(error(1, -32022, #"{"supported":["2026-07-28"]}"#)).isEmpty)
            #expect(try ready(handshake.received(result(0, discovered))).era == .modern)
        }

        @Test func `waits for initialize when the refusal of the probe comes first`() throws {
            var handshake = waiting()
            #expect(handshake.received(error(0, -32601)).isEmpty)
            let steps = handshake.received(result(1, initialized))
            #expect(try ready(Array(steps.dropFirst())).era == .legacy)
        }

        @Test func `fails when both questions were refused, with the reason given to initialize`() throws {
            var handshake = waiting()
            #expect(handshake.received(error(1, -32603)).isEmpty)
            let failure = try failed(handshake.received(error(0, -32601)))
            #expect(failure.code == "initialize-refused")
            #expect(failure.problem.contains("-32603"))
        }

        private func waiting() -> Handshake {
            var handshake = started(.auto)
            _ = handshake.probeDeadlinePassed()
            return handshake
        }
    }

    struct `with a server that dies` {
        @Test func `of the probe, asks for a restart without it`() {
            #expect(started(.auto).ended() == .restartAsLegacy)
        }

        @Test func `after an answer, calls it dead`() {
            var handshake = started(.auto)
            _ = handshake.received(error(0, -32601))
            #expect(handshake.ended() == .died)
        }

        @Test func `without having been probed, calls it dead`() {
            #expect(started(.legacy).ended() == .died)
            #expect(opening(.auto).ended() == .died)
            #expect(started(.modern).ended() == .died)
        }

        @Test func `after mere log messages, still asks for a restart`() {
            var handshake = started(.auto)
            _ = handshake.received(Array(#"{"jsonrpc":"2.0","method":"notifications/message","params":{}}"#.utf8))
            #expect(handshake.ended() == .restartAsLegacy)
        }
    }

    struct `in the legacy era` {
        @Test func `opens with initialize and never probes`() throws {
            var handshake = opening(.legacy)
            #expect(try messages(handshake.start()).map { $0["method"] } == ["initialize"])
            #expect(handshake.probeDeadlinePassed().isEmpty)
            let steps = handshake.received(result(0, initialized))
            #expect(steps.count == 2)
            #expect(try ready(Array(steps.dropFirst())).protocolVersion == "2025-11-25")
        }

        @Test(arguments: ["2024-11-05", "2025-03-26", "2025-06-18"])
        func `takes an older version that we know`(version: String) throws {
            var handshake = started(.legacy)
            let steps = handshake.received(result(0, #"{"protocolVersion":"\#(version)","capabilities":{}}"#))
            let introduction = try ready(Array(steps.dropFirst()))
            #expect(introduction.protocolVersion == version)
            #expect(introduction.name == nil)
        }

        @Test(arguments: ["1999-01-01", "2026-07-28", ""])
        func `fails with a version that initialize cannot mean, naming both sides`(version: String) throws {
            var handshake = started(.legacy)
            let failure = try failed(handshake.received(result(0, #"{"protocolVersion":"\#(version)","capabilities":{}}"#)))
            #expect(failure.code == "no-common-version")
            #expect(failure.problem.contains("offers \(version);"))
            #expect(failure.problem.contains("2025-11-25"))
        }

        @Test func `fails with what is no introduction`() throws {
            var handshake = started(.legacy)
            #expect(try failed(handshake.received(result(0, "{}"))).code == "bad-introduction")
        }

        @Test func `tells a modern-only server's owner which era to choose`() throws {
            var handshake = started(.legacy)
            let failure = try failed(handshake.received(error(0, -32022, #"{"supported":["2026-07-28"]}"#)))
            #expect(failure.code == "initialize-refused")
            #expect(failure.remedy.contains("modern"))
        }
    }

    struct `in the modern era` {
        @Test func `never sends initialize`() throws {
            var handshake = started(.modern)
            #expect(handshake.probeDeadlinePassed().isEmpty)
            #expect(try failed(handshake.received(error(0, -32601))).code == "discovery-refused")
        }

        @Test func `is ready like any other`() throws {
            var handshake = started(.modern)
            #expect(try ready(handshake.received(result(0, discovered))).era == .modern)
        }
    }

    struct `meanwhile` {
        @Test(arguments: [
            "Starting server...", "", #"{"level":"info"}"#, #"{"jsonrpc":"2.0","method":"notifications/message","params":{}}"#,
            #"{"jsonrpc":"2.0","id":99,"result":{}}"#, #"{"jsonrpc":"2.0","id":"0","result":{}}"#, "[]",
        ])
        func `leaves lines that are not about it to the log`(line: String) {
            var handshake = started(.auto)
            #expect(handshake.received(Array(line.utf8)) == [.unrelated])
        }

        @Test func `answers the server's ping`() {
            var handshake = started(.auto)
            let steps = handshake.received(Array(#"{"jsonrpc":"2.0","id":0,"method":"ping"}"#.utf8))
            #expect(steps == [.send(Array(#"{"jsonrpc":"2.0","id":0,"result":{}}"#.utf8))])
        }

        @Test func `refuses the server's other questions, so that it does not wait for ever`() throws {
            var handshake = started(.legacy)
            let sent = try messages(handshake.received(Array(#"{"jsonrpc":"2.0","id":"r","method":"roots/list"}"#.utf8)))
            #expect(sent.map { $0["error"]?["code"] } == [-32601])
            #expect(sent.map { $0["id"] } == ["r"])
        }

        @Test func `never uses an id again that it has used`() {
            var handshake = opening(.auto)
            #expect(handshake.nextRequestID == 0)
            _ = handshake.start()
            _ = handshake.probeDeadlinePassed()
            #expect(handshake.nextRequestID == 2)
        }
    }
}

private let discovered =
    #"{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{"listChanged":true}},"#
    + #""instructions":"Be kind","ttlMs":0,"cacheScope":"private","#
    + #""_meta":{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"2"}}}"#
private let initialized =
    #"{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"s","version":"1"}}"#

private func opening(_ policy: Handshake.EraPolicy) -> Handshake {
    Handshake(policy: policy, client: Implementation(name: "tester", version: "1"))
}

private func started(_ policy: Handshake.EraPolicy) -> Handshake {
    var handshake = opening(policy)
    _ = handshake.start()
    return handshake
}

private func result(_ id: Int, _ result: String) -> [UInt8] {
    Array(#"{"jsonrpc":"2.0","id":\#(id),"result":\#(result)}"#.utf8)
}

private func error(_ id: Int, _ code: Int, _ data: String = "null") -> [UInt8] {
    Array(#"{"jsonrpc":"2.0","id":\#(id),"error":{"code":\#(code),"message":"no","data":\#(data)}}"#.utf8)
}

/// The steps as messages; anything but `.send` is a failure of the test.
private func messages(_ steps: [Handshake.Step]) throws -> [JSONValue] {
    try steps.map { step in
        guard case .send(let line) = step else { throw Unexpected(steps: steps) }
        return try JSONValue.parse(line)
    }
}

private func ready(_ steps: [Handshake.Step]) throws -> ServerIntroduction {
    guard steps.count == 1, case .ready(let introduction) = steps[0] else { throw Unexpected(steps: steps) }
    return introduction
}

private func failed(_ steps: [Handshake.Step]) throws -> HandshakeFailure {
    guard steps.count == 1, case .failed(let failure) = steps[0] else { throw Unexpected(steps: steps) }
    return failure
}

private struct Unexpected: Error {
    var steps: [Handshake.Step]
}
