import Testing

@testable import ControlAPI

struct `An event stream` {
    private func parse(_ text: String, chunk: Int = .max) throws -> [EventStreamItem] {
        var parser = EventStreamParser()
        var rest = Array(text.utf8)[...]
        var items: [EventStreamItem] = []
        while !rest.isEmpty {
            items += try parser.parse(Array(rest.prefix(chunk)))
            rest = rest.dropFirst(chunk)
        }
        return items
    }

    private func event(_ data: String, id: String? = nil) -> EventStreamItem { .event(data: Array(data.utf8), id: id) }

    @Test func `says an event per block`() throws {
        #expect(try parse("data: one\n\ndata: two\n\n") == [event("one"), event("two")])
    }

    @Test func `joins the data lines of a block`() throws {
        #expect(try parse("data: one\ndata:\ndata: three\n\n") == [event("one\n\nthree")])
    }

    @Test func `keeps the last id`() throws {
        #expect(
            try parse("id: 7\ndata: a\n\ndata: b\n\nid\ndata: c\n\n") == [
                event("a", id: "7"), event("b", id: "7"), event("c", id: ""),
            ])
    }

    @Test func `takes off one space behind the colon`() throws {
        #expect(try parse("data:none\n\ndata:  two\n\n") == [event("none"), event(" two")])
    }

    @Test func `hands over comments`() throws {
        #expect(try parse(": hello\n\n:\n") == [.comment("hello"), .comment("")])
    }

    @Test func `passes over fields it does not know, and a byte order mark`() throws {
        #expect(try parse("\u{FEFF}event: x\nretry: 5\nwhatever\ndata: a\n\n") == [event("a")])
    }

    @Test func `says nothing for a block without data`() throws {
        #expect(try parse("id: 1\n\n\n\n").isEmpty)
    }

    @Test func `keeps an unfinished block to itself`() throws {
        #expect(try parse("data: a\n\ndata: b\n") == [event("a")])
    }

    @Test(arguments: ["\n", "\r", "\r\n"])
    func `reads each kind of line end`(end: String) throws {
        let text = [": hi", "id: 1", "data: a", "data: b", "", "data: c", "", ""].joined(separator: end)
        #expect(try parse(text) == [.comment("hi"), event("a\nb", id: "1"), event("c", id: "1")])
    }

    @Test(arguments: 1...9)
    func `does not mind where its chunks are cut`(chunk: Int) throws {
        let text = ": hello\r\n\r\nid: 12\r\ndata: {\"é\": \"日本\"}\r\ndata: b\r\n\r\n"
        #expect(try parse(text, chunk: chunk) == [.comment("hello"), event("{\"é\": \"日本\"}\nb", id: "12")])
    }

    @Test func `refuses an event without end`() throws {
        var parser = EventStreamParser(limit: 10)
        #expect(try parser.parse(Array("data: 4567".utf8)).isEmpty)
        #expect(throws: OversizedEvent()) { try parser.parse(Array("8".utf8)) }
    }
}
