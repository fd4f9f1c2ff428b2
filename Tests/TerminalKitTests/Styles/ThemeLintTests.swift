import Testing

@testable import TerminalKit

/// What may be asked of every theme with colours of its own; `ansi` and `mono` have the terminal's.
struct `A theme with its own colours` {
    private static let names = Theme.builtInNames.filter { $0 != "ansi" && $0 != "mono" }

    /// Lines and gaps are seen, not read.
    private static let drawn: Set<StyleToken> = [.border, .scroll, .sparkGap]
    /// What may be quiet: read at leisure, never the only carrier of a meaning.
    private static let quiet: Set<StyleToken> = [
        .textDim, .footer, .keyLabel, .tab, .scrollThumb, .off, .unknown, .inputHint, .logTime, .logTrace, .logDebug, .logHidden,
    ]
    /// What text lies on: the page, and what may lie over it.
    private static let grounds: [StyleToken?] = [nil, .popup, .input, .select, .selectInactive]

    /// The least contrast of a role in a theme (WCAG 2.2: 4.5 for text, 3 for what is larger or less important).
    private static func least(_ token: StyleToken, on ground: StyleToken?, in name: String) -> Double {
        if name == "high-contrast" { return 7 }
        return quiet.contains(token) && ground != nil ? 3 : 4.5
    }

    @Test(arguments: names)
    func `can be read on every ground`(name: String) throws {
        let theme = try #require(Theme.builtIn(name))
        for token in StyleToken.all where !Self.drawn.contains(token) {
            for ground in Self.grounds {
                let style = Style(token, on: ground)
                let least = Self.least(token, on: ground, in: name)
                let colors = theme.colors(for: style)
                let text = try #require(colors.foreground)
                let page = try #require(colors.background)
                #expect(text.contrast(with: page) >= least, "\(style): \(text.hex) on \(page.hex)")
                let shown = try #require(Self.shown(style, in: theme))
                #expect(shown.text.contrast(with: shown.page) >= least, "\(style) with 256 colours")
            }
        }
    }

    @Test(arguments: names)
    func `shows where its panes end and which row is chosen`(name: String) throws {
        let theme = try #require(Theme.builtIn(name))
        let page = try #require(theme.colors(for: .text).background)
        let line = try #require(theme.colors(for: Style(.border)).foreground)
        let bar = try #require(theme.colors(for: Style(.text, on: .select)).background)
        #expect(line.contrast(with: page) >= (name == "high-contrast" ? 4.5 : 1.5))
        #expect(bar.contrast(with: page) >= (name == "high-contrast" ? 7 : 1.15))
        #expect(try #require(theme.colors(for: Style(.selectEdge)).foreground).contrast(with: page) >= 4.5)
    }

    /// Distances below 0.02 are hard to see side by side (bottosson.github.io/posts/oklab).
    @Test(arguments: names)
    func `tells states apart`(name: String) throws {
        let theme = try #require(Theme.builtIn(name))
        for (first, second) in Self.pairs([.ok, .warn, .error, .info, .secret]) {
            let left = try #require(theme.colors(for: Style(first)).foreground)
            let right = try #require(theme.colors(for: Style(second)).foreground)
            #expect(left.distance(to: right) > 0.06, "\(first) and \(second)")
        }
    }

    @Test(arguments: names, ColorVision.allCases)
    func `tells good, doubtful and bad apart without red or green cones`(name: String, vision: ColorVision) throws {
        let theme = try #require(Theme.builtIn(name))
        let least = ["colorblind": 0.14, "high-contrast": 0.1][name] ?? 0.04
        for (first, second) in Self.pairs([.ok, .warn, .error]) {
            let left = try #require(theme.colors(for: Style(first)).foreground)
            let right = try #require(theme.colors(for: Style(second)).foreground)
            #expect(left.distance(to: right, seenWith: vision) > least, "\(first) and \(second)")
            let shown = (try #require(Self.shown(Style(first), in: theme)), try #require(Self.shown(Style(second), in: theme)))
            #expect(
                shown.0.text.distance(to: shown.1.text, seenWith: vision) > least, "\(first) and \(second) with 256 colours")
        }
    }

    /// Text and ground as a terminal with 256 colours shows them.
    private static func shown(_ style: Style, in theme: Theme) -> (text: RGB, page: RGB)? {
        let attributes = theme.attributes(for: style, depth: .ansi256)
        guard let text = attributes.foreground, let page = attributes.background else { return nil }
        return attributes.reverse ? (.indexed(page), .indexed(text)) : (.indexed(text), .indexed(page))
    }

    private static func pairs(_ tokens: [StyleToken]) -> [(StyleToken, StyleToken)] {
        tokens.indices.flatMap { index in tokens[(index + 1)...].map { (tokens[index], $0) } }
    }
}

struct `An eye without some cones` {
    @Test func `sees little of what parts red from green`() throws {
        let red = try #require(RGB(hex: "#c04040"))
        let green = try #require(RGB(hex: "#6a7a20"))
        for vision in ColorVision.allCases {
            #expect(red.distance(to: green, seenWith: vision) < red.distance(to: green) * 0.6)
            #expect(red.distance(to: red, seenWith: vision) == 0)
        }
        #expect(RGB.indexed(16).distance(to: .indexed(231), seenWith: .protanopia) > 0.9)
    }
}

struct `The themes on offer` {
    private func offers(_ files: [String: String]) -> [Theme.Offer] {
        Theme.available(
            searching: ["/a", "/b"],
            list: { folder in files.keys.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) } },
            read: { files[$0] })
    }

    @Test func `are the built-in ones with their descriptions`() {
        let offers = offers([:])
        #expect(offers.map(\.name) == Theme.builtInNames)
        #expect(offers.first == Theme.Offer(name: "ansi", summary: "the terminal's own sixteen colours", isOwn: false))
    }

    @Test func `end with the user's own, by name, and say which are`() {
        let offers = offers([
            "/b/zoo.theme": "[theme]\ndescription = \"a \u{1B}[31mzoo\"\n[style]\nok = \"5\"",
            "/a/attic.theme": "[style]\nok = \"5\"", "/b/attic.theme": "[style]\nok = \"6\"", "/b/notes.txt": "", "/b/.theme": "",
            "/b/empty.theme": "# nothing", "/b/nord.theme": "[theme]\ninherits = \"nord\"\n[style]\nok = \"5\"",
        ])
        #expect(offers.filter(\.isOwn).map(\.name) == ["nord", "attic", "zoo"])
        #expect(offers.last?.summary == "a zoo")
        #expect(offers.count == Theme.builtInNames.count + 2)
    }
}
