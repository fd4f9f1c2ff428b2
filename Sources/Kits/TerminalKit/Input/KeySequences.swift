import CNcurses

/// The byte sequences that terminals send for keys without a character.
enum KeySequences {
    /// What nearly every terminal sends, whatever `TERM` says: terminal emulators, multiplexers and `TERM` disagree often.
    static let common: [[UInt8]: KeyPress] = {
        var sequences: [[UInt8]: KeyPress] = [:]
        for (final, key) in [
            ("A", KeyPress.up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end), ("Z", .backTab),
            ("P", .function(1)), ("Q", .function(2)), ("R", .function(3)), ("S", .function(4)),
        ] {
            if !"PQRS".contains(final) { sequences[Array("\u{1B}[\(final)".utf8)] = key }
            if final != "Z" { sequences[Array("\u{1B}O\(final)".utf8)] = key }
        }
        for (number, key) in [
            (1, KeyPress.home), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown), (7, .home), (8, .end),
            (11, .function(1)), (12, .function(2)), (13, .function(3)), (14, .function(4)), (15, .function(5)),
            (17, .function(6)), (18, .function(7)), (19, .function(8)), (20, .function(9)), (21, .function(10)),
            (23, .function(11)), (24, .function(12)),
        ] {
            sequences[Array("\u{1B}[\(number)~".utf8)] = key
        }
        // The Linux console.
        for (final, number) in zip("ABCDE", 1...) {
            sequences[Array("\u{1B}[[\(final)".utf8)] = .function(number)
        }
        return sequences
    }()

    /// What the terminfo entry of the open terminal says.
    static var ofTerminal: [[UInt8]: KeyPress] {
        var capabilities: [(String, KeyPress)] = [
            ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
            ("kpp", .pageUp), ("knp", .pageDown), ("kdch1", .delete), ("kcbt", .backTab), ("kent", .enter),
        ]
        capabilities += (1...12).map { ("kf\($0)", .function($0)) }
        var sequences: [[UInt8]: KeyPress] = [:]
        var bytes = [UInt8](repeating: 0, count: 32)
        for (name, key) in capabilities {
            let count = Int(cn_key(name, &bytes, Int32(bytes.count)))
            // A plain byte (backspace as ^H, vt52 keys) is a character like any other.
            guard count > 1, bytes[0] == 0x1B else { continue }
            sequences[Array(bytes[..<count])] = key
        }
        return sequences
    }
}
