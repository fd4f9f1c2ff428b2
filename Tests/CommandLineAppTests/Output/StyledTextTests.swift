import Testing

@testable import CommandLineApp

struct `Styled text` {
    @Test func `trusts literals and cleans what is interpolated`() {
        let foreign = "\u{1B}[2J\nx"
        let text: StyledText = "a\n\(foreign)|\(foreign, .ok)"
        #expect(text.rendered(colored: false) == "a\n x| x")
    }

    @Test func `has colours only when they are wanted`() {
        let text: StyledText = "is \("ready", .ok)"
        #expect(text.rendered(colored: true) == "is \u{1B}[32mready\u{1B}[0m")
        #expect(text.rendered(colored: false) == "is ready")
    }

    @Test(arguments: [(11, "one two日本"), (10, "one two日…"), (9, "one two…"), (8, "one two…"), (7, "one tw…"), (1, "…"), (0, "")])
    func `is cut across its pieces`(limit: Int, expected: String) {
        let text: StyledText = "one \("two", .strong)\("日本", .muted)"
        #expect(text.cut(to: limit).rendered(colored: false) == expected)
    }
}

struct `A table` {
    private let table = Table(
        header: ["A", "NAME", "NOTE"], rows: [["日本", "x", ""], ["b", StyledText("long\nname", .ok), "and a note"]])

    @Test func `aligns its columns and pads no line's end`() {
        #expect(
            table.text(width: nil).rendered(colored: false) == """
                A     NAME       NOTE
                日本  x
                b     long name  and a note

                """)
    }

    @Test func `is cut to the terminal`() {
        #expect(
            table.text(width: 20).rendered(colored: false) == """
                A     NAME       NO…
                日本  x
                b     long name  an…

                """)
    }
}
