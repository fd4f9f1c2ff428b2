import Testing

@testable import TerminalKit

struct `A theme` {
    private func theme(_ text: String) throws -> Theme {
        let (theme, warnings) = Theme.parse(text, named: "test")
        #expect(warnings == [])
        return try #require(theme)
    }

    private func attributes(_ text: String, _ style: Style, _ depth: ColorDepth = .ansi256) throws -> CellAttributes {
        try theme(text).attributes(for: style, depth: depth)
    }

    @Test func `reads colours in every form`() throws {
        let text = """
            [palette]
            brick = "#aa3322 / 130 / red"  # the brick of the house
            sea = "#0080ff"
            [style]
            text = "default on 17"
            ok = "brick"
            warn = "#ff0000"
            error = "bright-red"
            info = 'sea'
            "log.error" = "208"
            """
        let theme = try theme(text)
        func color(_ token: StyleToken, _ depth: ColorDepth) -> Int? {
            theme.attributes(for: Style(token), depth: depth).foreground
        }
        #expect(color(.ok, .ansi256) == 130)
        #expect(color(.ok, .ansi16) == 1)
        #expect(color(.warn, .ansi256) == 196)
        #expect(color(.warn, .ansi16) == 9)
        #expect(color(.error, .ansi256) == 9)
        #expect(color(.info, .ansi256) == 33)
        #expect(color(.logError, .ansi256) == 208)
        #expect(color(.ok, .mono) == nil)
        #expect(color(.text, .ansi256) == nil)
        #expect(theme.attributes(for: .text, depth: .ansi256).background == 17)
        #expect(theme.colors(for: Style(.ok)).foreground == RGB(hex: "#aa3322"))
    }

    @Test func `asks a role's relatives for what it does not say`() throws {
        let text = """
            [style]
            text = "white"
            error = "red"
            custom = "blue"
            """
        #expect(try attributes(text, Style(.logError)).foreground == 1)
        #expect(try attributes(text, Style(.logFatal)).reverse)
        #expect(try attributes(text, Style(StyleToken("custom.part"))).foreground == 4)
        #expect(try attributes(text, Style(StyleToken("stranger"))).foreground == 7)
        #expect(try attributes(text, Style(.textStrong)).bold)
        #expect(try attributes(text, Style(.textDim)).foreground == 7)
    }

    @Test func `lets a bar lie under text, but not under text with a ground of its own`() throws {
        let text = """
            [style]
            text = "white on black"
            ok = "green"
            match = "black on yellow"
            select = "on 236"
            inverse = "default on default reverse"
            """
        #expect(try attributes(text, Style(.ok, on: .select)).foreground == 2)
        #expect(try attributes(text, Style(.ok, on: .select)).background == 236)
        #expect(try attributes(text, Style(.text, on: .select)).background == 236)
        #expect(try attributes(text, Style(.match, on: .select)).background == 3)
        #expect(try attributes(text, Style(.match, on: .select)).foreground == 0)
        #expect(try attributes(text, Style(.ok, on: StyleToken("inverse"))).foreground == nil)
        #expect(try attributes(text, Style(.ok, on: StyleToken("inverse"))).reverse)
        #expect(try !attributes(text, Style(.ok, on: StyleToken("inverse"), reverse: true)).reverse)
    }

    @Test func `keeps emphasis without colours`() throws {
        let theme = try theme("[style]\nerror = \"red\"\n[style.mono]\nok = \"italic\"")
        #expect(theme.attributes(for: Style(.error), depth: .mono).bold)
        #expect(theme.attributes(for: Style(.error), depth: .mono).foreground == nil)
        #expect(theme.attributes(for: Style(.ok), depth: .mono).italic)
        #expect(!theme.attributes(for: Style(.ok), depth: .ansi16).italic)
        #expect(theme.attributes(for: Style(.text, on: .select), depth: .mono).reverse)
    }

    @Test func `inherits styles and lets its palette change them`() throws {
        let parent = try theme("[palette]\nhue = \"1\"\n[style]\nok = \"hue\"\nwarn = \"3\"")
        let text = "[theme]\ninherits = \"parent\"\n[palette]\nhue = \"5\"\n[style]\nwarn = \"4\""
        let child = try #require(Theme.parse(text, named: "child") { $0 == "parent" ? parent : nil }.theme)
        #expect(child.attributes(for: Style(.ok), depth: .ansi16).foreground == 5)
        #expect(child.attributes(for: Style(.warn), depth: .ansi16).foreground == 4)
        #expect(Theme.parse("[theme]\ninherits = \"dark\"", named: "mine").theme != nil)
    }

    @Test(arguments: [
        ("[style]\nok = \"grean\"", 2, "'grean' is no colour and no emphasis"),
        ("[style]\nok = \"red green\"", 2, "'green' is a second text colour"),
        ("[style]\nok = \"red on\"", 2, "no colour follows 'on'"),
        ("[style]\nok = red\nwarn = \"red\"", 2, "this is not a line of the form name = \"text\""),
        ("[style]\nok = \"red\nwarn = \"red\"", 2, "this is not a line of the form name = \"text\""),
        ("[palette]\n\nhue = \"#12345\"\n[style]\nok = \"red\"", 3, "'#12345' is no colour"),
        ("[palette]\nhue = \"#123456 / 300\"\n[style]\nok = \"red\"", 2, "'#123456 / 300' is no colour"),
        ("[palette]\nhue = \"#123456 / 30 / 30\"\n[style]\nok = \"red\"", 2, "'#123456 / 30 / 30' is no colour"),
        ("[colors]\nx = \"red\"\n[style]\nok = \"red\"", 1, "'[colors]' is no section of a theme"),
        ("ok = \"red\"\n[style]\nok = \"red\"", 1, "'ok' stands before the first section"),
        (
            "[theme]\ninherits = \"nobody\"\n[style]\nok = \"red\"", 2,
            "there is no theme 'nobody' to inherit from, or it inherits from this one"
        ),
        ("[theme]\ncolour = \"x\"\n[style]\nok = \"red\"", 2, "a theme has no setting 'colour'"),
        ("[style]\nborder.focused = \"red\"\nborderfocus = \"red\"", 3, "no role is named 'borderfocus'"),
    ])
    func `goes on after a mistake and names its line`(text: String, line: Int, problem: String) {
        let (theme, warnings) = Theme.parse(text, named: "test")
        #expect(theme != nil)
        #expect(warnings.map(\.line) == [line])
        #expect(warnings.map(\.problem) == [problem])
        #expect(warnings.allSatisfy { !$0.fix.isEmpty })
    }

    @Test(arguments: ["", "# only a comment", "<html></html>", "\u{0}\u{1B}["])
    func `is nothing when the file says nothing`(text: String) {
        let (theme, warnings) = Theme.parse(text, named: "test")
        #expect(theme == nil)
        #expect(warnings.last?.problem == "the file holds no style")
    }

    @Test func `is found among the user's own before the built-in ones`() {
        let files = [
            "/b/dark.theme": "[theme]\ninherits = \"dark\"\n[style]\nok = \"5\"", "/b/broken.theme": "[style]\nok = \"?\"",
            "/b/loop.theme": "[theme]\ninherits = \"pool\"\n[style]\nok = \"6\"",
            "/b/pool.theme": "[theme]\ninherits = \"loop\"\n[style]\nwarn = \"5\"",
        ]
        func load(_ name: String) -> (theme: Theme, warnings: [ThemeWarning]) {
            Theme.load(name: name, searching: ["/a", "/b"]) { files[$0] }
        }
        #expect(load("dark").theme.attributes(for: Style(.ok), depth: .ansi256).foreground == 5)
        #expect(load("dark").theme.attributes(for: Style(.error), depth: .ansi256).foreground == 210)
        #expect(load("dark").warnings == [])
        #expect(load("light").theme.name == "light")
        #expect(load("broken").warnings.count == 1)
        #expect(load("loop").theme.attributes(for: Style(.ok), depth: .ansi256).foreground == 6)
        #expect(load("loop").warnings.count == 1)
        #expect(load("nowhere").theme.name == "ansi")
        #expect(load("nowhere").warnings.map(\.problem) == ["no theme is named 'nowhere'"])
        #expect(load("../dark").theme.name == "ansi")
    }
}
