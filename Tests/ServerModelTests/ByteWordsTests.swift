import ServerModel
import Testing

struct `An amount of memory in words` {
    @Test(arguments: [
        (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1550, "1.5 kB"), (999_999, "999.9 kB"), (1_000_000, "1.0 MB"),
        (20_000_000, "20.0 MB"), (1_234_567_890, "1.2 GB"), (5_000_000_000_000, "5.0 TB"), (7_000_000_000_000_000, "7000.0 TB"),
    ])
    func `has one digit behind the point`(bytes: Int, words: String) {
        #expect(byteWords(bytes) == words)
    }
}
