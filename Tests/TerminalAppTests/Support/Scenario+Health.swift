import ServerModel
import Testing

@testable import TerminalApp

extension Scenario {
    /// Questions about health that were asked since the last time effects were taken.
    var healthQuestions: [HealthRequest] {
        effects.compactMap { if case .ask(.health(let request), _) = $0 { request } else { nil } }
    }

    /// The daemon answers the newest of these questions.
    mutating func answer(
        _ request: HealthRequest, _ answer: Result<HealthAnswer, ErrorReport>, location: SourceLocation = #_sourceLocation
    ) {
        let asked = effects.reversed().compactMap { effect -> Int? in
            if case .ask(.health(request), let generation) = effect { generation } else { nil }
        }
        guard let generation = asked.first else {
            Issue.record("nobody asked for \(request)", sourceLocation: location)
            return
        }
        receive(.answered(.health(request), generation: generation, answer.map { .health($0) }))
    }

    /// All that is asked of a server's past is answered.
    mutating func answerHealth(of name: String, _ current: Health = Sample.health(), location: SourceLocation = #_sourceLocation)
    {
        let id = Sample.id(name)
        answer(.history(id), .success(.history(Sample.history(name, current))), location: location)
        answer(.use(id, minutes: 60), .success(.use(Sample.use)), location: location)
    }

    /// The household with its heartbeats.
    static func checked(columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = Scenario(Sample.checked, columns: columns, rows: rows)
        app.answer(.all, .success(.all(Sample.summaries)))
        return app
    }
}
