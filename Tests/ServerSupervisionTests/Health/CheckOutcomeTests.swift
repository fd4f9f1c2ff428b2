import ServerExecution
import ServerModel
import ServerMonitoring
import Testing

@testable import ServerSupervision

struct `What a check found` {
    private func outcome(
        isAnswered: Bool = true, refusal: CheckRefusal? = nil, endpoint: HealthProbe.Answer? = nil, suspended: Bool = false,
        process: Int32? = 42, pending: Int = 0
    ) -> CheckOutcome {
        CheckOutcome(
            isAnswered: isAnswered, refusal: refusal, endpoint: endpoint, path: "/health", milliseconds: 3,
            facts: SilenceFacts(isSuspended: suspended, processID: process, pendingBytes: pending, timeout: .seconds(10)))
    }

    private func failure(_ outcome: CheckOutcome) -> String {
        if case .failed(let cause, let reason, _) = outcome { "\(cause.rawValue): \(reason)" } else { "answered" }
    }

    @Test func `is an answer, even one that the question is not known`() {
        #expect(outcome() == .answered(milliseconds: 3))
        #expect(outcome(refusal: CheckRefusal(code: -32601, message: "no such method")) == .answered(milliseconds: 3))
        #expect(outcome(endpoint: .well) == .answered(milliseconds: 3))
    }

    @Test func `is an error in the server's words, or in those of our own connection`() {
        let refused = outcome(refusal: CheckRefusal(code: -32000, message: "out of memory"))
        #expect(failure(refused) == "error: it answered with an error: out of memory (-32000)")
        let lost = outcome(refusal: CheckRefusal(code: -32000, message: "the connection broke", remedy: "ask again"))
        #expect(lost == .failed(.error, reason: "the connection broke", remedy: "ask again"))
    }

    @Test func `is why nothing came`() {
        #expect(failure(outcome(isAnswered: false)) == "silent: it did not answer within 10 s, though its process runs")
        #expect(
            failure(outcome(isAnswered: false, pending: 60))
                == "silent: it did not answer within 10 s and does not read its input, though its process runs")
        #expect(failure(outcome(isAnswered: false, pending: 65_536)).hasPrefix("clogged: it does not read its input: the pipe"))
        #expect(failure(outcome(isAnswered: false, suspended: true)) == "suspended: process 42 was stopped by a signal")
        #expect(failure(outcome(isAnswered: false, process: nil)) == "silent: it did not answer within 10 s")
    }

    @Test func `is what its endpoint said`() {
        #expect(failure(outcome(endpoint: .status(503))) == "endpoint: its endpoint /health answered 503")
        #expect(failure(outcome(endpoint: .refused)) == "refused: nothing listens where its endpoint /health is")
        #expect(failure(outcome(endpoint: .timedOut)) == "endpoint: its endpoint /health did not answer within 10 s")
    }
}

struct `The address of an endpoint` {
    private func url(_ path: String, at endpoint: String? = nil, port: Int? = nil) -> String? {
        HealthProbe(path: path, at: endpoint.map { Endpoint(url: $0) }, port: port, timeout: .seconds(1))?.url
    }

    @Test func `is where the server listens, or what the definition says`() {
        #expect(url("/health", at: "https://example.com:8443/mcp?key=1") == "https://example.com:8443/health")
        #expect(url("health", port: 8080) == "http://127.0.0.1:8080/health")
        #expect(url("http://127.0.0.1:9/x", at: "https://example.com/mcp") == "http://127.0.0.1:9/x")
        #expect(url("/health") == nil)
    }

    @Test func `of somebody else gets no token of the server`() {
        let endpoint = Endpoint(
            url: "https://example.com/mcp", headers: [Endpoint.Header(name: "Authorization", value: "Bearer x")])
        #expect(HealthProbe(path: "/health", at: endpoint, port: nil, timeout: .seconds(1))?.headers.count == 1)
        #expect(HealthProbe(path: "http://other.example/", at: endpoint, port: nil, timeout: .seconds(1))?.headers == [])
    }
}
