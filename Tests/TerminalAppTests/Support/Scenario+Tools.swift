import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// The pages of tools and calls: what the daemon answers, and what is to be seen.
extension Scenario {
    /// A dashboard that shows the tools of `time`.
    static func tools(_ list: [ToolDescription] = Sample.tools, columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = Scenario(columns: columns, rows: rows)
        app.select("time")
        app.press(.pane(.tools))
        app.answerTools(.success(list))
        return app
    }

    /// The form for the first tool, or the one of this name.
    static func toolForm(_ tool: String = "convert_time", columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = tools(columns: columns, rows: rows)
        while app.state.tools.desk.chosen(TextPattern(""))?.name != tool { app.press(.down) }
        app.press(.tools(.openForm))
        return app
    }

    /// A call of `convert_time` that was answered.
    static func toolResult(_ result: ToolCallResult = Sample.converted, columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = toolForm("now", columns: columns, rows: rows)
        app.press(.tools(.next))
        app.now = app.now + .milliseconds(42)
        app.answerCall(.success(result))
        return app
    }

    /// A dashboard that shows the calls of `time`.
    static func calls(_ calls: [CallRecord] = Sample.calls, columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = Scenario(columns: columns, rows: rows)
        app.select("time")
        app.press(.pane(.calls))
        app.answerCalls(calls)
        return app
    }

    /// What was asked about tools, in order.
    var toolQuestions: [ToolsRequest] {
        effects.compactMap { if case .ask(.tools(let request), _) = $0 { request } else { nil } }
    }

    /// What was asked about calls, in order.
    var callQuestions: [CallsRequest] {
        effects.compactMap { if case .ask(.calls(let request), _) = $0 { request } else { nil } }
    }

    /// The arguments of the newest call.
    var calledWith: String? {
        if case .call(_, _, let arguments)? = toolQuestions.last { arguments } else { nil }
    }

    mutating func answerTools(_ result: Result<[ToolDescription], ErrorReport>, location: SourceLocation = #_sourceLocation) {
        answerNewest(location) { request in
            if case .tools(.list) = request { result.map { .tools(.list($0)) } } else { nil }
        }
    }

    mutating func answerCall(_ result: Result<ToolCallResult, ErrorReport>, location: SourceLocation = #_sourceLocation) {
        answerNewest(location) { request in
            if case .tools(.call) = request { result.map { .tools(.result($0)) } } else { nil }
        }
    }

    mutating func answerCalls(_ calls: [CallRecord], location: SourceLocation = #_sourceLocation) {
        answerNewest(location) { request in
            if case .calls(.list) = request { .success(.calls(.list(calls))) } else { nil }
        }
    }

    mutating func answerReplay(_ result: Result<CallReplay, ErrorReport>, location: SourceLocation = #_sourceLocation) {
        answerNewest(location) { request in
            if case .calls(.replay) = request { result.map { .calls(.replayed($0)) } } else { nil }
        }
    }

    private mutating func answerNewest(
        _ location: SourceLocation, _ answer: (Request) -> Result<Answer, ErrorReport>?
    ) {
        for effect in effects.reversed() {
            guard case .ask(let request, let generation) = effect, let answer = answer(request) else { continue }
            receive(.answered(request, generation: generation, answer))
            return
        }
        Issue.record("nobody asked\n\(screen)", sourceLocation: location)
    }

    func shows(_ text: String) -> Bool { screen.contains(text) }
}
