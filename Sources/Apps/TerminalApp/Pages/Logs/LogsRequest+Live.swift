import ControlAPI
import ServerModel

extension ControlClient {
    func answer(_ request: LogsRequest) async throws -> LogsAnswer {
        let (subject, queries) = request.queries
        var pages: [[LogRecord]] = []
        for query in queries { pages.append(try await logs(subject.servers, query)) }
        return LogsAnswer(pages: pages)
    }
}
