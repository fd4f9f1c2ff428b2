import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

struct `JSON output` {
    @Test func `says the same value without characters that move a cursor`() throws {
        let stage = Stage()
        let value = ErrorReport(code: "x", problem: "a\u{1B}[2J\u{9B}\u{202E}b/日本", remedy: "")
        try Printer(channel: stage.context().output, colored: false).print(json: value)
        #expect(stage.output == #"{"code":"x","problem":"a\u001b[2J\u009b\u202eb/日本","remedy":""}"# + "\n")
        #expect(try ControlCoding.decode(ErrorReport.self, from: Array(stage.output.utf8)) == value)
    }
}

struct `Colours` {
    private func isColored(
        _ arguments: [String] = [], isTerminal: Bool = true, environment: [String: String] = [:]
    ) throws -> Bool {
        let context = Stage().context(isTerminal: isTerminal, environment: environment)
        return Session(context: context, preferences: try CommonOptions.parse(arguments).preferences).output.colored
    }

    @Test func `are for terminals`() throws {
        #expect(try isColored())
        #expect(try !isColored(isTerminal: false))
    }

    @Test func `can be switched off`() throws {
        #expect(try !isColored(["--plain"]))
        #expect(try !isColored(environment: ["NO_COLOR": "1"]))
        #expect(try isColored(environment: ["NO_COLOR": ""]))
        #expect(try !isColored(environment: ["TERM": "dumb"]))
    }
}
