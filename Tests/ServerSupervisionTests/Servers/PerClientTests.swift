import Foundation
import ServerModel
import Testing

@testable import ServerSupervision

/// A server whose tool asks for the roots before it answers with its process number.
private let asking = #"""
    while read -r line; do
      id=${line#*'"id":'}; id=${id%%,*}; id=${id%%\}*}
      case $line in
      *'"method":"initialize"'*)
        echo '{"jsonrpc":"2.0","id":'$id',"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"sh","version":"1"}}}' ;;
      *'"method":"tools/list"'*) echo '{"jsonrpc":"2.0","id":'$id',"result":{"tools":[{"name":"ask"}]}}' ;;
      *'"method":"tools/call"'*) call=$id; echo '{"jsonrpc":"2.0","id":900,"method":"roots/list"}' ;;
      *'"method"'*) ;;
      *'"id":900'*'"result"'* | *'"result"'*'"id":900'*) echo '{"jsonrpc":"2.0","id":'$call',"result":{"process":'$$'}}' ;;
      *'"id":900'*) echo '{"jsonrpc":"2.0","id":'$call',"error":{"code":-32000,"message":"refused"}}' ;;
      esac
    done
    """#

private func isGone(_ process: Int32) -> Bool { kill(process, 0) == -1 && errno == ESRCH }

@Suite(.timeLimit(.minutes(1)))
struct `A server that asks while several clients share it` {
    @Test func `gives each a process of its own, and still answers what it was asked before`() async throws {
        let shelf = Shelf()
        let house = try await House(script: asking, shelf: shelf)
        let (ann, ben) = (try await Guest("ann", in: house), try await Guest("ben", in: house))
        let shared = try #require(try await house.wait { $0.phase == .ready }.run?.processID)
        #expect(try await ann.call(1) == shared)
        let status = try await house.wait { $0.sharing.policy == .perClient && $0.sharing.processes == 2 }
        #expect(status.sharing.reason?.contains("it asks its clients questions (roots/list") == true)
        #expect(status.sessions.map(\.clientName) == ["ann", "ben"])
        let (first, second) = (try await ann.call(2), try await ben.call(2))
        #expect(Set([shared, first, second]).count == 3)
        #expect(try await ann.call(3) == first)
        #expect(isGone(shared))
        await house.supervisor.shutDown()
        #expect(isGone(first) && isGone(second))
        #expect(shelf.calls.map(\.outcome) == [.ok, .ok, .ok, .ok])
    }

    @Test func `does so from the first client on when it is known`() async throws {
        let shelf = Shelf()
        for visit in 1...2 {
            let house = try await House(script: asking, shelf: shelf)
            let (ann, ben) = (try await Guest("ann", in: house), try await Guest("ben", in: house))
            if visit == 1 { _ = try await ann.call(1) }
            let status = try await house.wait { $0.sharing.policy == .perClient && $0.sharing.processes == 2 }
            #expect(status.sharing.reason?.contains("roots/list") == true)
            #expect(try await ann.call(2) != ben.call(2))
            await house.supervisor.shutDown()
        }
    }

    @Test func `refuses instead when its definition says that it is shared`() async throws {
        let house = try await House(script: asking) { $0.sessions = .shared }
        let (ann, ben) = (try await Guest("ann", in: house), try await Guest("ben", in: house))
        // One at a time, it is plain whose question it is.
        #expect(try await ann.call(1) == ben.call(1))
        let sharing = try await house.status.sharing
        #expect(sharing == Sharing(policy: .shared, reason: nil, processes: 1))
        await house.supervisor.shutDown()
    }
}

@Suite(.timeLimit(.minutes(1)))
struct `A server with a process for each client` {
    @Test func `starts one with each client and ends it when the client leaves`() async throws {
        let house = try await House(script: asking) { $0.sessions = .perClient }
        #expect(try await house.status.sharing == Sharing(policy: .perClient, reason: nil, processes: 0))
        let (ann, ben) = (try await Guest("ann", in: house), try await Guest("ben", in: house))
        let (first, second) = (try await ann.call(1), try await ben.call(1))
        #expect(first != second)
        #expect(try await house.status.phase == .ready)
        try await ann.leave()
        let status = try await house.wait { $0.sharing.processes == 1 && $0.sessions.count == 1 }
        #expect(status.sessions.map(\.clientName) == ["ben"])
        #expect(isGone(first))
        #expect(try await ben.call(2) == second)
        await house.supervisor.shutDown()
        #expect(isGone(second))
    }

    @Test func `stops and starts all of them`() async throws {
        let house = try await House(script: asking) { $0.sessions = .perClient }
        let (ann, ben) = (try await Guest("ann", in: house), try await Guest("ben", in: house))
        let before = [try await ann.call(1), try await ben.call(1)]
        let stopped = try await house.supervisor.perform(.stop, on: "sample", wait: true)
        #expect(stopped.phase == .stopped && stopped.sharing.processes == 0)
        #expect(before.allSatisfy(isGone))
        try await ann.say(request("2", "tools/call", #"{"name":"ask"}"#))
        #expect(try await ann.hear { $0.contains(#""id":2"#) }.contains("stopped by hand"))
        let started = try await house.supervisor.perform(.start, on: "sample", wait: true)
        #expect(started.phase == .ready && started.sharing.processes == 2)
        let after = [try await ann.call(3), try await ben.call(3)]
        #expect(Set(before + after).count == 4)
        await house.supervisor.shutDown()
        #expect(after.allSatisfy(isGone))
    }

    @Test(arguments: [Supervisor.Verb.restart, .kill])
    func `begins again for all of them`(verb: Supervisor.Verb) async throws {
        let house = try await House(script: asking) { $0.sessions = .perClient }
        let (ann, ben) = (try await Guest("ann", in: house), try await Guest("ben", in: house))
        let before = [try await ann.call(1), try await ben.call(1)]
        _ = try await house.supervisor.perform(verb, on: "sample", wait: true)
        try await house.wait { $0.phase == .ready && $0.sharing.processes == 2 }
        let after = [try await ann.call(2), try await ben.call(2)]
        #expect(Set(before + after).count == 4)
        #expect(before.allSatisfy(isGone))
        await house.supervisor.shutDown()
        #expect(after.allSatisfy(isGone))
    }

    @Test func `keeps one client's crash from the others`() async throws {
        let house = try await House(script: asking) { $0.sessions = .perClient }
        let (ann, ben) = (try await Guest("ann", in: house), try await Guest("ben", in: house))
        let (first, second) = (try await ann.call(1), try await ben.call(1))
        try await ann.say(request("2", "tools/call", #"{"name":"ask"}"#))
        _ = try await ann.hear { $0.contains("roots/list") }
        kill(first, SIGKILL)
        #expect(try await ann.hear { $0.contains(#""id":2"#) }.contains("server-ended"))
        #expect(try await ben.call(2) == second)
        try await house.wait { $0.phase == .ready && $0.sharing.processes == 2 }
        #expect(try await ann.call(3) != first)
        await house.supervisor.shutDown()
    }
}
