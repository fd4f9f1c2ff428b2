import ServerModel
import Testing

struct `An error report` {
    private struct Surprise: Error, CustomStringConvertible {
        var description: String { "the cat sat on the socket" }
    }

    @Test func `says what the error says`() throws {
        let unknown = UnknownServer(name: "tiem", among: [try ServerID("time"), try ServerID("jira")])
        let report = ErrorReport(describing: unknown)
        #expect(report == ErrorReport(unknown))
        #expect(report.code == "unknown-server")
        #expect(report.problem == "no server is named 'tiem'")
        #expect(report.remedy == "did you mean 'time'?")
        #expect(report.description == "no server is named 'tiem' — did you mean 'time'?")
    }

    @Test func `of a report is the report`() {
        let report = ErrorReport(code: "a", problem: "b", remedy: "c")
        #expect(ErrorReport(describing: report) == report)
    }

    @Test func `of an error without remedy points to the log`() {
        let report = ErrorReport(describing: Surprise())
        #expect(report.code == "internal")
        #expect(report.problem == "the cat sat on the socket")
        #expect(report.remedy.contains("doctor"))
    }

    @Test func `has a remedy whoever is missing`() {
        #expect(UnknownServer(name: "zzz", among: []).remedy.contains("list"))
    }
}
