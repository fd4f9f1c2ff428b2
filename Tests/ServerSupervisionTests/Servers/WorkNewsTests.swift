import ServerModel
import Testing

@testable import ServerSupervision

/// A server whose tool answers with its process number.
private let answering = #"""
    while read -r line; do
      id=${line#*'"id":'}; id=${id%%,*}; id=${id%%\}*}
      case $line in
      *'"method":"initialize"'*)
        echo '{"jsonrpc":"2.0","id":'$id',"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"sh","version":"1"}}}' ;;
      *'"method":"tools/list"'*) echo '{"jsonrpc":"2.0","id":'$id',"result":{"tools":[{"name":"ask"}]}}' ;;
      *'"method":"tools/call"'*) echo '{"jsonrpc":"2.0","id":'$id',"result":{"process":'$$'}}' ;;
      *'"method":"ping"'*) echo '{"jsonrpc":"2.0","id":'$id',"result":{}}' ;;
      esac
    done
    """#

@Suite(.timeLimit(.minutes(1)))
struct `What a server does` {
    @Test func `is news to who listens: each call is counted in what they hear`() async throws {
        let house = try await House(script: answering)
        let guest = try await Guest("ann", in: house)
        let before = try #require(try await house.wait { $0.phase == .ready }.sessions.first?.requests)
        let news = house.events.events(after: nil)
        try await guest.say(request("1", "tools/call", #"{"name":"ask"}"#))
        let heard = await news.first { $0.kind == .observed && ($0.status?.sessions.first?.requests ?? 0) > before }
        #expect(heard?.server?.rawValue == "sample")
        await house.supervisor.shutDown()
    }

    @Test func `is news when it was checked, with the time it was`() async throws {
        let house = try await House(script: answering)
        _ = try await house.supervisor.perform(.start, on: "sample", wait: true)
        let before = try await house.status.health?.checkedAt
        let news = house.events.events(after: nil)
        _ = try await house.supervisor.check("sample")
        let heard = await news.first { $0.kind == .observed && $0.status?.health?.checkedAt != before }
        #expect(heard?.status?.health?.responseMilliseconds != nil)
        await house.supervisor.shutDown()
    }
}

struct `The events that are remembered` {
    @Test func `are all news, and of what was only observed the newest`() async throws {
        let hub = EventHub()
        let status = try await House(script: answering).status
        for (kind, message) in [
            (ServerEvent.Kind.observed, ""), (.phase, "ready"), (.observed, ""), (.observed, "client 1 is ann"), (.observed, ""),
        ] {
            hub.publish(
                ServerEvent(
                    sequence: 0, time: status.since, server: status.id, kind: kind, severity: .info, message: message,
                    status: status))
        }
        let stream = hub.events(after: 0)
        hub.close()
        var remembered: [String] = []
        for await event in stream { remembered.append("\(event.sequence) \(event.message)") }
        #expect(remembered == ["2 ready", "4 client 1 is ann", "5 "])
    }
}
