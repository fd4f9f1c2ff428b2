import Foundation
import ServerConfiguration
import ServerModel
import ServerMonitoring
import Synchronization
import Testing

@testable import DaemonApp

private func target(
    _ change: (inout ManagerSettings.Alerts.Webhook) -> Void = { _ in }, environment: [String: String] = [:],
    files: [String: String] = [:]
) throws -> WebhookTarget {
    var settings = ManagerSettings.Alerts.Webhook(url: SecretValue("https://me:pw@hooks.example:8443/T0KEN?x=1"))
    change(&settings)
    return try WebhookTarget(settings, environment: environment, userHome: "/home/me") { files[$0].map { Array($0.utf8) } }
}

private let sentAt = Timestamp(millisecondsSince1970: 1_800_000_000_999)

struct `A request of a webhook` {
    /// `printf '1800000000.{"a":1}' | openssl dgst -sha256 -hmac Jefe`
    @Test func `is signed over its timestamp and its body`() throws {
        let request = WebhookRequest(
            to: try target { $0.key = .text(SecretValue("Jefe")) }, id: "x", body: Array(#"{"a":1}"#.utf8), at: sentAt)
        #expect(request.value("X-MCP-Manager-Timestamp") == "1800000000")
        #expect(
            request.value("X-MCP-Manager-Signature") == "sha256=790332864bbc0226f3d3582d98518d658c3a8da49f773ba89f0cc125972f0326")
    }

    @Test func `is not signed without a secret`() throws {
        let request = WebhookRequest(to: try target(), id: "x", body: [], at: sentAt)
        #expect(request.value("X-MCP-Manager-Signature") == nil)
        #expect(request.value("X-MCP-Manager-Id") == "x")
        #expect(request.value("Content-Type") == "application/json")
    }

    @Test func `has our headers after those of the file, which they replace`() throws {
        let target = try target { $0.headers = ["x-mcp-manager-id": SecretValue("mine"), "Authorization": SecretValue("t")] }
        let request = WebhookRequest(to: target, id: "ours", body: [], at: sentAt)
        #expect(request.headers.prefix(2).map(\.name) == ["Authorization", "x-mcp-manager-id"])
        #expect(request.value("X-MCP-Manager-Id") == "ours")
    }

    @Test func `has the event, the alert without what became of it, and the host`() throws {
        var alert = Alert.sample()
        alert.deliveries = [AlertDelivery(channel: .command, at: sentAt)]
        let notice = try #require(AlertNotice(.init(.resolved, alert), at: sentAt, host: "here"))
        let text = String(decoding: try JSONEncoder().encode(notice), as: UTF8.self)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["event"] as? String == "resolved")
        #expect(object["host"] as? String == "here")
        let sent = try #require(object["alert"] as? [String: Any])
        #expect(sent["id"] as? String == "server-down/github")
        #expect((sent["deliveries"] as? [Any])?.isEmpty == true)
    }

    @Test func `has an id that is the same when it is told again after a crash, and another for every repetition`() throws {
        func id(_ kind: AlertNews.Kind, _ seconds: Int64) -> String? {
            AlertNotice(.init(kind, .sample()), at: sentAt + .seconds(seconds), host: "here")?.id
        }
        #expect(id(.fired, 0) == id(.fired, 60))
        #expect(id(.fired, 0) != id(.resolved, 0))
        #expect(id(.repeated, 0) != id(.repeated, 60))
        #expect(id(.changed, 0) == nil)
    }
}

extension WebhookRequest {
    /// The last of that name, which is the one that is sent.
    fileprivate func value(_ name: String) -> String? {
        headers.last { $0.name.lowercased() == name.lowercased() }?.value.revealed
    }
}

struct `The target of a webhook` {
    @Test func `is shown by its host alone`() throws {
        let target = try target { $0.key = .text(SecretValue("Jefe")) }
        #expect(target.host == "hooks.example:8443")
        #expect(!"\(target)".contains("T0KEN") && !"\(target)".contains("Jefe"))
    }

    @Test func `has variables of the daemon's environment in it`() throws {
        let target = try target(
            {
                $0.url = SecretValue("https://a.b/${env:PATH_TOKEN}/$${x}")
                $0.key = .text(SecretValue("${env:KEY}!"))
                $0.headers = ["Authorization": SecretValue("Bearer ${env:KEY}")]
            }, environment: ["PATH_TOKEN": "t", "KEY": "k"])
        #expect(target.url.revealed == "https://a.b/t/${x}")
        #expect(target.key?.revealed == "k!")
        #expect(target.headers["Authorization"]?.revealed == "Bearer k")
    }

    @Test(arguments: ["key\n", "key\r\n", "key"])
    func `takes its secret from a file, without the line break at its end`(text: String) throws {
        #expect(try target({ $0.key = .file("~/.hook") }, files: ["/home/me/.hook": text]).key?.revealed == "key")
    }

    @Test func `says what is missing, and no more`() throws {
        let report = #expect(throws: ErrorReport.self) { try target { $0.key = .environment("HOOK_KEY") } }
        #expect(report?.problem == "the daemon's environment has no variable 'HOOK_KEY', which the webhook needs")
        #expect(throws: ErrorReport.self) { try target { $0.key = .file("/nowhere") } }
        #expect(throws: ErrorReport.self) { try target({ $0.key = .file("/empty") }, files: ["/empty": "\n"]) }
    }

    @Test func `has no header that could become two`() throws {
        let report = #expect(throws: ErrorReport.self) {
            try target({ $0.headers = ["X": SecretValue("${env:A}")] }, environment: ["A": "t0ken\r\nEvil: 1"])
        }
        #expect(report?.code == "bad-header")
        #expect(report?.description.contains("t0ken") == false)
    }
}

struct `After an attempt a webhook` {
    private func next(
        _ answer: WebhookAnswer, attempt: Int = 1, retries: Int = 5, jitter: Double = 1
    ) -> WebhookRetry {
        WebhookRetry.next(after: answer, attempt: attempt, retries: retries, jitter: jitter, host: "hooks.example")
    }

    @Test(arguments: [200, 202, 204])
    func `has arrived`(status: Int) { #expect(next(.status(status, retryAfter: nil)) == .arrived) }

    @Test(arguments: [429, 500, 502, 503, 599])
    func `is sent again when the receiver is busy or broken`(status: Int) {
        #expect(next(.status(status, retryAfter: nil)) == .again(after: .seconds(2)))
    }

    @Test(arguments: [301, 302, 307, 400, 401, 403, 404, 410, 422])
    func `is given up when it would be refused again`(status: Int) throws {
        guard case .gaveUp(let report) = next(.status(status, retryAfter: .seconds(1))) else {
            return #expect(Bool(false), "it should have been given up")
        }
        #expect(report.problem.contains("\(status)"))
        #expect(report.problem.hasPrefix("the webhook at hooks.example "))
    }

    @Test func `is sent again when nobody was reached`() {
        #expect(next(.unreached("connection refused")) == .again(after: .seconds(2)))
    }

    @Test func `is given up when it cannot be sent at all`() {
        guard case .gaveUp = next(.impossible("the address is none")) else {
            return #expect(Bool(false), "it should have been given up")
        }
    }

    @Test func `waits twice as long each time, up to a minute, and never all at once`() {
        let pauses = (1...8).map { next(.unreached(""), attempt: $0, retries: 20) }
        #expect(pauses == [2, 4, 8, 16, 32, 60, 60, 60].map { .again(after: .seconds($0)) })
        #expect(next(.unreached(""), jitter: 0) == .again(after: .seconds(1)))
        #expect(next(.unreached(""), attempt: 1000, retries: 2000) == .again(after: .seconds(60)))
    }

    @Test func `waits as long as it is asked to, within reason`() {
        #expect(next(.status(429, retryAfter: .seconds(30))) == .again(after: .seconds(30)))
        #expect(next(.status(503, retryAfter: .seconds(1))) == .again(after: .seconds(2)))
        #expect(next(.status(429, retryAfter: .seconds(86_400))) == .again(after: .seconds(300)))
    }

    @Test(arguments: [("30", 30), ("0", 0), ("-1", nil), ("Wed, 21 Oct 2026 07:28:00 GMT", nil), ("", nil), ("99999999", nil)])
    func `understands seconds`(text: String, seconds: Int?) {
        #expect(WebhookTransport.retryAfter(text) == seconds.map { .seconds($0) })
    }

    @Test func `is given up after so many retries, and says how it went`() {
        #expect(
            next(.unreached("connection refused"), attempt: 6)
                == .gaveUp(
                    ErrorReport(
                        code: "webhook-failed",
                        problem: "the webhook at hooks.example was not reached 6 times: connection refused",
                        remedy: "check the network, and that it runs")))
        guard case .gaveUp = next(.status(500, retryAfter: nil), attempt: 1, retries: 0) else {
            return #expect(Bool(false), "it should have been given up")
        }
    }
}

struct `A webhook` {
    /// Answers in this order; what was sent, and how long was waited between.
    private final class Receiver: Sendable {
        struct Seen { var answers: [WebhookAnswer]; var requests: [WebhookRequest] = []; var pauses: [Duration] = [] }
        let seen: Mutex<Seen>

        init(_ answers: [WebhookAnswer]) { seen = Mutex(Seen(answers: answers)) }

        func channel() throws -> WebhookChannel {
            let target = try target { $0.key = .text(SecretValue("Jefe")) }
            return WebhookChannel(
                retries: 2, target: { () throws(ErrorReport) in target },
                send: { request in
                    self.seen.withLock { seen in
                        seen.requests.append(request)
                        return seen.answers.removeFirst()
                    }
                },
                now: { sentAt + .seconds(self.seen.withLock { $0.requests.count }) },
                pause: { pause in self.seen.withLock { $0.pauses.append(pause) } }, jitter: { 1 })
        }
    }

    @Test func `is sent until it arrives: the same notice, signed anew`() async throws {
        let receiver = Receiver([.unreached("refused"), .status(503, retryAfter: .seconds(9)), .status(204, retryAfter: nil)])
        try await receiver.channel().tell(try .sample())
        receiver.seen.withLock { seen in
            #expect(seen.pauses == [.seconds(2), .seconds(9)])
            #expect(Set(seen.requests.map(\.body)).count == 1)
            #expect(Set(seen.requests.map { $0.value("X-MCP-Manager-Id") }) == ["server-down/github@1800000000000-fired"])
            #expect(Set(seen.requests.map { $0.value("X-MCP-Manager-Signature") }).count == 3)
        }
    }

    @Test func `that does not arrive says so, without its address`() async throws {
        let receiver = Receiver(Array(repeating: .status(500, retryAfter: nil), count: 3))
        let error = await #expect(throws: ErrorReport.self) { try await receiver.channel().tell(try .sample()) }
        #expect(error?.problem == "the webhook at hooks.example:8443 answered 500 3 times")
        #expect(receiver.seen.withLock { $0.requests.count } == 3)
    }
}
