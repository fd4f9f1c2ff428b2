import ServerModel
import Testing

@testable import CommandLineApp

extension StyledText {
    fileprivate var plain: String { rendered(colored: false) }
}

private let echo = CallRecord(
    id: 41, server: id("demo"), client: "cursor", session: 3, tool: "echo", startedAt: ago(.seconds(60)),
    durationMicroseconds: 850, requestBytes: 131, responseBytes: 20_480, outcome: .ok, arguments: #"{"text":"hi","n":[1,{}]}"#,
    result: #"{"content":[{"type":"text","text":"hi"}],"isError":false}"#)

private let broken = CallRecord(
    id: 42, server: id("jira"), client: nil, session: 4, tool: "search\u{1B}[2J", startedAt: ago(.zero),
    durationMicroseconds: 61_234_567, requestBytes: 1_234, responseBytes: 0, outcome: .lost, problem: "the server ended",
    arguments: #"{"token":"••••","te"#, argumentsLoss: TextLoss(maskedPlaces: 1, cutBytes: 900))

struct `The screens of calls` {
    @Test func `list them`() {
        #expect(
            CallTable(calls: [broken, echo], times: times).table.text(width: nil).plain == """
                ID  STARTED              SERVER  TOOL    CLIENT  TOOK       ASKED   ANSWERED  OUTCOME  NOTE
                42  2026-11-22 16:44:57  jira    search  -       1 min 1 s  1.2 kB  0 B       ▲ lost   the server ended
                41  2026-11-22 16:43:57  demo    echo    cursor  850 µs     131 B   20.4 kB   ✔ ok

                """)
    }

    @Test(arguments: [
        (0, "0 µs"), (999, "999 µs"), (12_900, "12 ms"), (1_290_000, "1.2 s"), (59_999_999, "59.9 s"), (185_000_000, "3 min 5 s"),
    ])
    func `say how long a call took`(microseconds: Int, words: String) {
        var call = echo
        call.durationMicroseconds = microseconds
        #expect(call.took == words)
    }

    @Test func `tell everything of one`() {
        #expect(
            CallStory(call: echo, times: times).text.plain == """
                call 41  ✔ ok
                  tool       echo of demo
                  client     cursor, session 3
                  started    2026-11-22 16:43:57.204, took 850 µs
                  size       131 B asked, 20.4 kB answered
                  arguments
                    {
                      "text": "hi",
                      "n": [
                        1,
                        {}
                      ]
                    }
                  result
                    {
                      "content": [
                        {
                          "type": "text",
                          "text": "hi"
                        }
                      ],
                      "isError": false
                    }

                """)
    }

    @Test func `tell what is missing of one`() {
        #expect(
            CallStory(call: broken, times: times).text.plain == """
                call 42  ▲ lost
                  tool       search of jira
                  client     not known, session 4
                  started    2026-11-22 16:44:57.204, took 1 min 1 s
                  size       1.2 kB asked, 0 B answered
                  problem    the server ended
                  arguments  (900 bytes cut off, 1 secret masked)
                    {"token":"••••","te
                  result     none

                """)
    }

    @Test func `say when a call made again gives the same`() {
        var again = echo
        (again.id, again.durationMicroseconds) = (43, 900)
        #expect(
            ReplayView(replay: CallReplay(original: echo, replay: again)).text.plain == """
                call 41, now call 43: echo of demo, took 900 µs, before 850 µs
                same result

                """)
    }

    @Test func `show what a call made again gives otherwise`() {
        var again = echo
        (again.id, again.outcome) = (43, .toolError)
        again.result = #"{"content":[{"type":"text","text":"ho"}],"isError":true}"#
        #expect(
            ReplayView(replay: CallReplay(original: echo, replay: again)).text.plain == """
                call 41, now call 43: echo of demo, took 850 µs, before 850 µs
                outcome: ✔ ok → ✘ tool-error
                  {
                    "content": [
                      {
                        "type": "text",
                -       "text": "hi"
                +       "text": "ho"
                      }
                    ],
                -   "isError": false
                +   "isError": true
                  }

                """)
    }
}

struct `A difference of lines` {
    @Test func `is nothing where nothing differs`() {
        #expect(LineDiff.lines(from: ["a", "b"], to: ["a", "b"]).isEmpty)
    }

    @Test func `skips what is far from a change`() {
        let old = (1...20).map(String.init)
        var new = old
        new[9] = "ten"
        #expect(
            LineDiff.lines(from: old, to: new) == [
                .skipped(6), .same("7"), .same("8"), .same("9"), .removed("10"), .added("ten"), .same("11"), .same("12"),
                .same("13"), .skipped(7),
            ])
    }

    @Test func `is found in what was only added or only removed`() {
        #expect(LineDiff.lines(from: [], to: ["a"]) == [.added("a")])
        #expect(LineDiff.lines(from: ["a", "b"], to: ["b"]) == [.removed("a"), .same("b")])
    }

    @Test func `is not looked for line by line in very long texts`() {
        let old = (0..<2_001).map(String.init)
        #expect(LineDiff.lines(from: old, to: ["x"]) == old.map(LineDiff.Line.removed) + [.added("x")])
    }
}
