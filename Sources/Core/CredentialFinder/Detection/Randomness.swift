import DocumentEditing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How little a text looks like one that people wrote.
enum Randomness {
    /// Whether it is random without a name that says so: long, in one piece, of mixed letters and digits, and no identifier.
    static func isHigh(_ value: String) -> Bool {
        let bytes = Array(value.utf8)
        guard (24...4096).contains(bytes.count), bytes.allSatisfy({ $0.isAlphanumeric || "+/=_-.".utf8.contains($0) }),
            !StandIn.isUUID(value)
        else { return false }
        // Names of models, packages and versions are words with marks between them.
        let runs = bytes.split { !$0.isAlphanumeric }
        guard let longest = runs.max(by: { $0.count < $1.count }), longest.count >= 20 else { return false }
        let isHexadecimal = longest.allSatisfy { $0.isDigit || (97...102).contains($0) || (65...70).contains($0) }
        if isHexadecimal { return false }
        let hasBoth = longest.contains { (97...122).contains($0) } && longest.contains { (65...90).contains($0) }
        guard changes(in: longest) >= 3 else { return false }
        return hasBoth ? entropy(of: longest) >= 3.6 : longest.count >= 30 && entropy(of: longest) >= 3.8
    }

    /// Whether a machine may have chosen it; enough where its name says half of it.
    static func looksChosenByMachine(_ value: String) -> Bool {
        guard value.utf8.count >= 8, !value.contains(where: \.isWhitespace) else { return false }
        let hasDigit = value.utf8.contains(where: \.isDigit)
        let hasLetter = value.utf8.contains(where: \.isLetter)
        return hasDigit && hasLetter || value.utf8.count >= 20
    }

    /// How often letters and digits follow one another.
    private static func changes(in bytes: ArraySlice<UInt8>) -> Int {
        zip(bytes, bytes.dropFirst()).count { $0.isDigit != $1.isDigit }
    }

    /// Shannon's, in bits for each byte.
    private static func entropy(of bytes: ArraySlice<UInt8>) -> Double {
        var counts: [UInt8: Double] = [:]
        for byte in bytes { counts[byte, default: 0] += 1 }
        let total = Double(bytes.count)
        return counts.values.reduce(0) { $0 - ($1 / total) * log2($1 / total) }
    }
}
