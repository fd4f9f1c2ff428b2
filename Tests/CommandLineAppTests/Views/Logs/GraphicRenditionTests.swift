import Testing

@testable import CommandLineApp

struct `The look of foreign text` {
    @Test(arguments: [
        ("31", "31"), ("1;31", "1;31"), ("107", "107"), ("38;5;208", "38;5;208"), ("48;2;1;2;3;4", "48;2;1;2;3;4"),
        ("38:5:208", "38:5:208"), ("38:2::1:2:3", "38:2::1:2:3"), ("4:3", "4:3"), ("01;032", "1;32"), ("1;8;31", "1;31"),
    ])
    func `is kept when it means something`(attributes: String, parameters: String) {
        #expect(GraphicRendition(attributes).parameters == parameters)
    }

    @Test(arguments: [
        "", "x", "31m\u{1B}[2J", "\u{1B}[2J", "108", "999", "1;;2", ";", "38", "38;5", "38;5;256", "38;9;1", "38;2;1;2", "38:5",
        "1 ", "+1", "1;2;3;4;5;6;7;8;9;1;2;3;4;5;6;7;8", "4:9", "１", "31\n",
    ])
    func `is none otherwise`(attributes: String) {
        #expect(GraphicRendition(attributes).parameters.isEmpty)
    }

    @Test func `does not hide it`() {
        #expect(GraphicRendition("8").around("text") == "text")
    }
}
