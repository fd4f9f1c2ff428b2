import Testing

@testable import TerminalKit

struct `An input decoder` {
    private func events(_ chunks: String...) -> [InputEvent] {
        var decoder = InputDecoder()
        return chunks.flatMap { decoder.decode(Array($0.utf8)) }
    }

    @Test(
        arguments: [
            ("j", [.key(.character("j"))]),
            ("é日🚀", [.key(.character("é")), .key(.character("日")), .key(.character("🚀"))]),
            ("\r\n\t\u{7F}\u{8}", [.key(.enter), .key(.enter), .key(.tab), .key(.backspace), .key(.backspace)]),
            ("\u{3}\u{1A}\u{0}\u{1C}", ["c", "z", "@", "\\"].map { .key(.control($0)) }),
            ("\u{1B}[A\u{1B}OB", [.key(.up), .key(.down)]),
            ("\u{1B}[H\u{1B}[1~\u{1B}OH\u{1B}[7~", Array(repeating: .key(.home), count: 4)),
            ("\u{1B}[3~\u{1B}[5~\u{1B}[6~\u{1B}[Z", [.key(.delete), .key(.pageUp), .key(.pageDown), .key(.backTab)]),
            ("\u{1B}OP\u{1B}[15~\u{1B}[24~\u{1B}[[A", [1, 5, 12, 1].map { .key(.function($0)) }),
        ] as [(String, [InputEvent])])
    func `knows the keys`(bytes: String, expected: [InputEvent]) {
        #expect(events(bytes) == expected)
    }

    @Test(arguments: [
        "\u{1B}[I", "\u{1B}[O", "\u{1B}[1;5C", "\u{1B}[<0;210;3M", "\u{1B}[?62;c", "\u{1B}]11;rgb:0/0/0\u{7}",
        "\u{1B}]11;rgb:0/0/0\u{1B}\\", "\u{1B}P>|term\u{1B}\\", "\u{1B}x", "\u{1B}é", "\u{1B}Oz", "\u{9B}",
    ])
    func `swallows what it does not know, to its end`(bytes: String) {
        #expect(events(bytes + "j") == [.key(.character("j"))])
        var decoder = InputDecoder()
        let one = Array((bytes + "j").utf8).flatMap { decoder.decode([$0]) }
        #expect(one == [.key(.character("j"))], "when it arrives byte by byte")
    }

    @Test func `takes a lone ESC for the key once nothing follows`() {
        var decoder = InputDecoder()
        #expect(decoder.decode([0x1B]) == [])
        #expect(decoder.isWaiting)
        #expect(decoder.flush() == [.key(.escape)])
        #expect(!decoder.isWaiting)
        #expect(decoder.decode([0x1B, 0x1B]) == [.key(.escape)])
        #expect(decoder.flush() == [.key(.escape)])
    }

    @Test func `does not get stuck after Alt and a bracket`() {
        var decoder = InputDecoder()
        #expect(decoder.decode(Array("\u{1B}[".utf8)) == [])
        #expect(decoder.flush() == [])
        #expect(decoder.decode(Array("j".utf8)) == [.key(.character("j"))])
    }

    @Test func `waits for the rest of a character or sequence`() {
        var decoder = InputDecoder()
        #expect(decoder.decode([0xE6, 0x97]) == [])
        #expect(decoder.decode([0xA5]) == [.key(.character("日"))])
        #expect(decoder.decode(Array("\u{1B}[1".utf8)) == [])
        #expect(decoder.flush() == [])
        #expect(decoder.decode(Array("5~".utf8)) == [.key(.function(5))])
    }

    @Test func `skips bytes that are no text`() {
        var decoder = InputDecoder()
        #expect(
            decoder.decode([0xFF, 0xC3, 0x6A, 0x80, 0xED, 0xA0, 0x80, 0x6B]) == [.key(.character("j")), .key(.character("k"))])
    }

    @Test(arguments: 1...40)
    func `takes a paste as one event, however it is cut`(size: Int) {
        let bytes = Array("a\u{1B}[200~one\rtwo\r\nthree \u{1B}[A q\u{1B}[201~b".utf8)
        var decoder = InputDecoder()
        var events: [InputEvent] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            events += decoder.decode(bytes[start..<min(start + size, bytes.count)])
        }
        #expect(
            events == [.key(.character("a")), .paste("one\ntwo\nthree \u{1B}[A q"), .key(.character("b"))])
    }

    @Test func `lets Ctrl-C end a paste whose end got lost`() {
        #expect(events("\u{1B}[200~lost", "\u{3}") == [.paste("lost"), .key(.control("c"))])
    }

    @Test(
        arguments: [
            ("\u{1B}[<0;210;3M", MouseEvent(.press, at: Point(x: 209, y: 2))),
            ("\u{1B}[<64;1;1M", MouseEvent(.wheelUp, at: Point(x: 0, y: 0))),
            ("\u{1B}[<81;1;1M", MouseEvent(.wheelDown, at: Point(x: 0, y: 0))),
            ("\u{1B}[<0;210;3m", nil), ("\u{1B}[<2;1;1M", nil), ("\u{1B}[<0;0;0M", nil),
            ("\u{1B}[<9999999999999999999;1;1M", nil),
            ("\u{1B}[<0;1M", nil), ("\u{1B}[M !!", nil), ("\u{1B}[Mqqq", nil),
        ] as [(String, MouseEvent?)])
    func `reads the mouse where it was asked for, and no letter of it as a key`(bytes: String, mouse: MouseEvent?) {
        var decoder = InputDecoder()
        decoder.readsMouse = true
        let events = Array((bytes + "j").utf8).flatMap { decoder.decode([$0]) }
        #expect(events == [mouse.map(InputEvent.mouse), .key(.character("j"))].compactMap(\.self))
    }

    @Test func `survives any bytes`() {
        var random = Seeded(state: 7)
        let spicy = Array("\u{1B}\u{1B}\u{1B}[[]OP_;?0123~\u{7}\\abc200201日".utf8) + [0x80, 0xFF, 0xC3, 0x00]
        for _ in 0..<2_000 {
            var decoder = InputDecoder()
            decoder.readsMouse = Bool.random(using: &random)
            for _ in 0..<4 {
                let bytes = (0..<12).map { _ in spicy[Int.random(in: 0..<spicy.count, using: &random)] }
                _ = decoder.decode(bytes)
                if decoder.isWaiting { _ = decoder.flush() }
            }
            // Whatever came before, the keyboard works again.
            _ = decoder.decode([0x07])
            _ = decoder.decode(Array("\u{1B}[201~\u{3}mmmm".utf8))
            #expect(decoder.decode(Array("j".utf8)).last == .key(.character("j")))
        }
    }
}
