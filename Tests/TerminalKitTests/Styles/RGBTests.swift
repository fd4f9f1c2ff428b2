import Testing

@testable import TerminalKit

struct `A colour` {
    @Test func `is read from hex`() {
        #expect(RGB(hex: "#1A2b3c") == RGB(red: 0x1A, green: 0x2B, blue: 0x3C))
        #expect(RGB(hex: "#fa0")?.hex == "#ffaa00")
        #expect(["fff", "#ff", "#gggggg", "#12345678", "", "#１２３"].allSatisfy { RGB(hex: $0) == nil })
    }

    @Test(arguments: [("#000000", 16), ("#ffffff", 231), ("#ff0000", 196), ("#5f87af", 67), ("#8a8a8a", 245), ("#121212", 233)])
    func `has a nearest among the 240 fixed ones`(hex: String, index: Int) {
        #expect(RGB(hex: hex)?.nearestOf256 == index)
    }

    @Test func `contrasts as WCAG defines it`() throws {
        let white = RGB.indexed(231)
        #expect(abs(white.contrast(with: .indexed(16)) - 21) < 0.001)
        #expect(abs(white.contrast(with: white) - 1) < 0.001)
        // The grey that just passes on white.
        #expect(abs(try #require(RGB(hex: "#767676")).contrast(with: white) - 4.54) < 0.01)
    }
}
