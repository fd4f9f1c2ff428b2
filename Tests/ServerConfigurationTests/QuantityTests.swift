import Testing

@testable import ServerConfiguration

struct `A quantity` {
    @Test(arguments: ["", "MB", "-1MB", "1 XB", "1.2.3MB", "ten", "9999999TB", "1e3", "10MBs", "0x10"])
    func `is no size`(text: String) {
        #expect(Quantity.bytes(text) == nil)
    }

    @Test(arguments: ["", "s", "-5s", "5 years", "1:30", "5m30s", "inf", "nan"])
    func `is no duration`(text: String) {
        #expect(Quantity.seconds(text) == nil)
    }

    @Test(arguments: [(86_400.0, "1d"), (5400, "90m"), (90, "90s"), (0.25, "250ms"), (0.001, "1ms")])
    func `is told in its largest whole unit`(seconds: Double, words: String) {
        #expect(Quantity.words(seconds) == words)
        #expect(Quantity.seconds(words) == seconds)
    }
}
