import ServerModel
import Testing

@testable import ServerMonitoring

struct `A structured line` {
    @Test func `of pino is taken apart`() {
        let record = reading(
            #"{"level":50,"time":1795856400123,"pid":12,"reqId":"r","err":{"type":"E","stack":"a\nb"},"msg":"it \"failed\""}"#
        )
        #expect(record.level == .error)
        #expect(record.stated?.description == "2026-11-28T09:00:00.123Z")
        #expect(record.message == "it \"failed\"")
        #expect(record.fields == ["pid": "12", "reqId": "r", "err": #"{"type":"E","stack":"a\nb"}"#])
    }

    @Test(
        arguments: [
            (
                #"{"severity":"WARNING","message":"m","timestamp":"2026-11-28T10:00:00.5+01:00"}"#, LogLevel.warning,
                "2026-11-28T09:00:00.500Z"
            ),
            (#"{"level":"info","ts":1795856400.25,"msg":"m"}"#, .info, "2026-11-28T09:00:00.250Z"),
            (#"{"lvl":"crit","@timestamp":"2026-11-28T09:00:00Z","message":"m"}"#, .critical, "2026-11-28T09:00:00.000Z"),
            (
                #"{"levelname":"ERROR","level":20,"asctime":"2026-11-28 10:00:00,123","message":"m"}"#, .error,
                "2026-11-28T09:00:00.123Z"
            ),
            (#"{"event":"m","level":"debug","time":1795856400123456789}"#, .debug, "2026-11-28T09:00:00.123Z"),
            (
                #"{"time":"2026-11-28T09:00:00.123456789Z","level":"INFO+2","msg":"m","source":{"line":1}}"#, .info,
                "2026-11-28T09:00:00.123Z"
            ),
            (#" { "text" : "m" , "level" : 60 } "#, .critical, nil),
            (#"{"msg":"m","level":"nonsense"}"#, nil, nil),
        ] as [(String, LogLevel?, String?)])
    func `states its level and time under many names`(_ line: String, _ level: LogLevel?, _ stated: String?) {
        let record = reading(line)
        #expect(record.message == "m")
        #expect(record.level == level)
        #expect(record.stated?.description == stated)
    }

    @Test(
        arguments: [
            (#"{"msg":"m","correlation_id":"c"}"#, "c"), (#"{"msg":"m","correlationId":"c"}"#, "c"),
            (#"{"msg":"m","request_id":"c"}"#, "c"),
            (#"{"msg":"m","requestId":"c"}"#, "c"), (#"{"msg":"m","req_id":7}"#, "7"), (#"{"msg":"m","trace_id":"c"}"#, "c"),
            (#"{"msg":"m","traceId":"c"}"#, "c"), (#"{"msg":"m","trace.id":"c"}"#, "c"),
            (
                #"{"msg":"m","traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}"#,
                "4bf92f3577b34da6a3ce929d0e0e4736"
            ),
            ("level=info msg=m request_id=c", "c"), (#"{"msg":"m"}"#, nil),
        ] as [(String, String?)])
    func `names what it belongs to`(_ line: String, _ correlation: String?) {
        #expect(reading(line).correlation == correlation)
        #expect(reading(line).message == "m")
    }

    @Test func `keeps what it does not understand, and what is there twice`() {
        let record = reading(
            #"{"level":"odd","msg":"second","message":"first","time":"yesterday","request_id":"a","trace_id":"b"}"#)
        #expect(record.message == "first")
        #expect(record.correlation == "a")
        #expect(record.fields == ["level": "odd", "msg": "second", "time": "yesterday", "trace_id": "b"])
    }

    @Test func `of logfmt is taken apart`() {
        let record = reading(#"time=2026-11-28T10:00:00.123+01:00 level=WARN msg="slow \"answer\"" tool=add ms=12 note="#)
        #expect(record.level == .warning)
        #expect(record.stated?.description == "2026-11-28T09:00:00.123Z")
        #expect(record.message == "slow \"answer\"")
        #expect(record.fields == ["tool": "add", "ms": "12", "note": ""])
    }

    @Test(arguments: [
        #"{"a":1}"#, #"{"level":"info","msg":"unfinished"#, "{not json}", #"{"msg":"m"} and more"#, "[1,2]", "{}", "msg=alone",
        "a=1 b=2", "see level=info msg=x", "level=info and msg=x", #"level=info msg="open"#, #"level=info msg="a"b"#, "=",
        "level=", "{", "{\"",
    ])
    func `of another kind stays whole`(_ line: String) {
        let record = reading(line)
        #expect(record.message == line)
        #expect(record.level == nil)
        #expect(record.fields == nil)
    }

    @Test func `without a message is its own message`() {
        let line = #"{"level":"error","code":5}"#
        #expect(reading(line).message == line)
        #expect(reading(line).level == .error)
        #expect(reading(line).fields == nil)
    }

    @Test func `that was cut still states its level`() {
        let record = reading(#"{"level":"error","msg":"m","data":"AAAA"#, droppedBytes: 1)
        #expect(record.level == .error)
        #expect(record.message == #"{"level":"error","msg":"m","data":"AAAA… +1 KiB"#)
    }

    @Test func `cannot smuggle anything in by an escape`() {
        let record = reading(
            #"{"msg":"\u001b[31mred\u001b[0m\u001b[2J\u0000\u202e","level":"info","a\u001b]0;x":"\u001b[1m\u0007"}"#)
        #expect(record.message == "red␛[2J␀\u{FFFD}")
        #expect(record.styles == [LogStyle(range: 0..<3, attributes: "31")])
        #expect(record.fields == ["a␛]0;x": "␇"])
    }

    @Test func `may spell characters in every way JSON has`() {
        #expect(reading(#"{"msg":"\u00e9\ud83d\ude00\ud83d\/\tx\n","level":"info"}"#).message == "é😀\u{FFFD}/\tx")
        #expect(reading(#"{"m\u0073g":"m","level":"info"}"#).message == "m")
    }
}
