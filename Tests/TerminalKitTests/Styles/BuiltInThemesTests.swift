import Testing

@testable import TerminalKit

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct `The built-in themes` {
    @Test func `are the files of the folder Themes`() throws {
        let folder = "\(#filePath)".split(separator: "/").dropLast(4).joined(separator: "/")
        let files = try FileManager.default.contentsOfDirectory(atPath: "/\(folder)/Themes").filter { $0.hasSuffix(".theme") }
        #expect(files.sorted() == BuiltInThemes.texts.keys.sorted().map { "\($0).theme" })
        for (name, text) in BuiltInThemes.texts {
            let file = try String(contentsOfFile: "/\(folder)/Themes/\(name).theme", encoding: .utf8)
            #expect(file == text, "\(name).theme has changed: copy it into BuiltInThemes.swift")
        }
    }

    @Test(arguments: BuiltInThemes.texts.keys.sorted())
    func `are free of mistakes`(name: String) throws {
        let (theme, warnings) = Theme.parse(try #require(BuiltInThemes.texts[name]), named: name) { _ in nil }
        #expect(theme != nil)
        #expect(warnings == [])
    }

    @Test(arguments: BuiltInThemes.texts.keys.sorted(), ColorDepth.allCases)
    func `give every role a colour the terminal has`(name: String, depth: ColorDepth) throws {
        let theme = try #require(Theme.builtIn[name])
        let limit = [ColorDepth.mono: 0, .ansi16: 16, .ansi256: 256][depth, default: 0]
        for token in StyleToken.all {
            for ground in [nil, StyleToken.select, .popup, .selectInactive] {
                let attributes = theme.attributes(for: Style(token, on: ground), depth: depth)
                for color in [attributes.foreground, attributes.background].compactMap(\.self) {
                    #expect((0..<limit).contains(color), "\(token)")
                }
            }
        }
    }

    @Test func `use no colour in mono`() throws {
        let theme = try #require(Theme.builtIn["mono"])
        for token in StyleToken.all {
            let attributes = theme.attributes(for: Style(token), depth: .ansi256)
            #expect(attributes.foreground == nil && attributes.background == nil, "\(token)")
        }
    }

    /// Lines and gaps are not read.
    private static let drawn: Set<StyleToken> = [.border, .scroll, .sparkGap]
    /// Grounds carry other text.
    private static let grounds: Set<StyleToken> = [.select, .selectInactive, .popup]

    @Test(arguments: ["dark", "light"])
    func `can be read on every ground (contrast 4.5)`(name: String) throws {
        let theme = try #require(Theme.builtIn[name])
        for token in StyleToken.all where !Self.drawn.contains(token) {
            for ground in [nil, StyleToken.select, .selectInactive, .popup] {
                let style = Style(token, on: ground)
                let colors = theme.colors(for: style)
                let text = try #require(colors.foreground)
                let page = try #require(colors.background)
                #expect(text.contrast(with: page) >= 4.5, "\(style): \(text.hex) on \(page.hex)")
                // As a terminal with 256 colours shows it.
                let shown = theme.attributes(for: style, depth: .ansi256)
                let indexed = RGB.indexed(try #require(shown.foreground)).contrast(
                    with: .indexed(try #require(shown.background)))
                #expect(indexed >= 4.5, "\(style) at 256 colours")
            }
        }
    }

    @Test(arguments: ["dark", "light"])
    func `tell states apart`(name: String) throws {
        let theme = try #require(Theme.builtIn[name])
        let states: [StyleToken] = [.ok, .warn, .error, .info, .secret]
        for (index, first) in states.enumerated() {
            for second in states[(index + 1)...] {
                let colors = (theme.colors(for: Style(first)).foreground, theme.colors(for: Style(second)).foreground)
                let distance = try #require(colors.0).distance(to: try #require(colors.1))
                #expect(distance > 0.09, "\(first) and \(second)")
            }
        }
    }

    @Test func `derive every known role without running in circles`() {
        for token in StyleToken.all {
            var chain = [token]
            while let next = Derivation.table[chain[chain.count - 1]]?.base {
                #expect(!chain.contains(next), "\(chain)")
                guard !chain.contains(next) else { break }
                chain.append(next)
            }
        }
    }
}
