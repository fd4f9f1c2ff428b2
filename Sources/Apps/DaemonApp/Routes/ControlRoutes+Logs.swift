import ControlAPI
import Hummingbird
import ServerModel

/// The routes about logs.
extension ControlRoutes {
    func answerLogs(_ route: ControlRoute, _ name: String, _ request: Request) async throws -> Response {
        await definitions.refresh()
        var query = try request.logQuery()
        let isOne = route == .logs || route == .followLogs
        let names = isOne ? [name] : request.uri.queryParameters.getAll(ControlRoute.Parameter.server)
        if route == .searchLogs { return .searching(try await logs.search(names, query), request) }
        // Who follows begins at the end.
        if route == .followLogs || route == .followAllLogs { query.first = nil }
        if query.first == nil { query.last = query.last ?? 200 }
        if route == .followLogs || route == .followAllLogs {
            return .following(try await logs.follow(names, query, namesServer: !isOne), request)
        }
        let wanted = query
        return try await whileWanted(request) { _ in
            try .json(await logs.records(names, wanted, namesServer: !isOne))
        }
    }
}

extension Request {
    /// Throws an ``ErrorReport`` that says what is wrong with it.
    fileprivate func logQuery() throws -> LogQuery {
        typealias Name = ControlRoute.Parameter
        let parameters = uri.queryParameters
        func text(_ name: String) -> String? { parameters[Substring(name)].map(String.init) }
        func read<Value>(_ name: String, _ expected: String, _ value: (String) -> Value?) throws -> Value? {
            try text(name).map { written in
                guard let value = value(written) else {
                    throw ErrorReport(
                        code: "bad-request", problem: "'\(written)' is not \(expected)",
                        remedy: "write \(name)=… with \(expected)")
                }
                return value
            }
        }
        let moment = "a time like 2026-11-28T10:00:00Z"
        let streams = try parameters.getAll(Name.stream).map { written in
            guard let stream = LogStream(rawValue: written) else {
                throw ErrorReport(
                    code: "bad-request", problem: "there is no stream '\(written)'",
                    remedy: "the streams are: \(LogStream.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return stream
        }
        return LogQuery(
            last: text(Name.last) == nil ? nil : try count(Name.last, default: 200),
            first: text(Name.first) == nil ? nil : try count(Name.first, default: 200),
            since: try read(Name.since, moment) { Timestamp($0) }, until: try read(Name.until, moment) { Timestamp($0) },
            level: try read(Name.level, "one of \(LogLevel.allCases.map(\.rawValue).joined(separator: ", "))") {
                LogLevel(rawValue: $0)
            },
            pattern: text(Name.pattern), text: text(Name.text), session: try read(Name.session, "a session's number") { Int($0) },
            correlation: text(Name.correlation), streams: streams.isEmpty ? nil : streams)
    }
}
