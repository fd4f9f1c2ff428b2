import Testing

@testable import TerminalKit

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct `The built-in themes` {
    @Test func `are offered once each`() {
        #expect(Theme.builtInNames.sorted() == BuiltInThemes.texts.keys.sorted())
        #expect(BuiltInThemes.texts.keys.sorted() == Theme.builtInNames.sorted())
        #expect(Theme.builtInNames.allSatisfy { Theme.builtIn($0) != nil })
    }

    @Test func `are the files of the folder Themes`() throws {
        let folder = "\(#filePath)".split(separator: "/").dropLast(4).joined(separator: "/")
        let files = try FileManager.default.contentsOfDirectory(atPath: "/\(folder)/Themes").filter { $0.hasSuffix(".theme") }
        #expect(files.sorted() == BuiltInThemes.texts.keys.sorted().map { "\($0).theme" })
        for (name, text) in BuiltInThemes.texts {
            let file = try String(contentsOfFile: "/\(folder)/Themes/\(name).theme", encoding: .utf8)
            #expect(file == text, "\(name).theme has changed: run Themes/embed")
        }
    }

    @Test(arguments: BuiltInThemes.texts.keys.sorted())
    func `are free of mistakes`(name: String) throws {
        let (theme, warnings) = Theme.parse(try #require(BuiltInThemes.texts[name]), named: name)
        #expect(theme?.summary.isEmpty == false)
        #expect(warnings == [])
    }

    @Test(arguments: BuiltInThemes.texts.keys.sorted(), ColorDepth.allCases)
    func `give every role a colour the terminal has`(name: String, depth: ColorDepth) throws {
        let theme = try #require(Theme.builtIn(name))
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
        let theme = try #require(Theme.builtIn("mono"))
        for token in StyleToken.all {
            let attributes = theme.attributes(for: Style(token), depth: .ansi256)
            #expect(attributes.foreground == nil && attributes.background == nil, "\(token)")
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
