import ModelContextProtocol
import Testing

struct `A protocol version` {
    @Test func `is one of a known list, oldest first`() {
        let names = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"]
        #expect(ProtocolVersion.known.map(\.text) == names)
        #expect(ProtocolVersion.known(in: .modern) == [.newestModern])
        #expect(ProtocolVersion.known(in: .legacy).last == .newestLegacy)
    }

    @Test(arguments: ["", "1999-01-01", "2025-11-26", "2099-01-01", " 2025-11-25", "garbage"])
    func `is nothing else, however much it looks like a date`(text: String) {
        #expect(ProtocolVersion(text) == nil)
        #expect(ProtocolVersion.era(of: text) == nil)
    }

    @Test func `is older by its place in the list`() {
        for (position, older) in ProtocolVersion.known.enumerated() {
            for newer in ProtocolVersion.known[position...] {
                #expect(ProtocolVersion.older(of: older, and: newer) == older)
                #expect(ProtocolVersion.older(of: newer, and: older) == older)
            }
        }
    }

    @Test(arguments: [
        ("2024-11-05", "2024-11-05"), ("2025-11-25", "2025-11-25"), ("2026-07-28", "2025-11-25"), ("1999-01-01", "2025-11-25"),
        (nil, "2025-11-25"),
    ])
    func `is agreed as the older of what is asked and offered`(asked: String?, agreed: String) {
        #expect(ProtocolVersion.agreed(asked: asked, offered: .newestLegacy).text == agreed)
    }

    @Test func `is chosen from a list by era, newest first, unknown names ignored`() {
        let names = ["2025-06-18", "2099-01-01", "2024-11-05", "2026-07-28"]
        #expect(ProtocolVersion.newest(.legacy, among: names)?.text == "2025-06-18")
        #expect(ProtocolVersion.newest(.modern, among: names)?.text == "2026-07-28")
        #expect(ProtocolVersion.newest(.modern, among: ["2099-01-01"]) == nil)
    }
}
