import CKernel

/// Bytes to look for.
struct Needle: Sendable {
    /// Not empty; without capital ASCII letters when case is ignored.
    let bytes: [UInt8]
    /// Whether ASCII letters may be of either case.
    let ignoresCase: Bool
    private let rarePlaces: ck_rare_places

    /// `nil` when there is nothing to look for.
    init?(_ bytes: some Sequence<UInt8>, ignoresCase: Bool) {
        self.bytes = bytes.map { ignoresCase && (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        self.ignoresCase = ignoresCase
        if self.bytes.isEmpty { return nil }
        rarePlaces = ck_rare_places(self.bytes, Int64(self.bytes.count))
    }

    /// What people type: case counts once there is a capital letter.
    init?(smartCase text: String) {
        self.init(text.utf8, ignoresCase: !text.unicodeScalars.contains { $0.properties.isUppercase })
    }

    /// Where it is first, from `start` on.
    func find(in haystack: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int? {
        guard let base = haystack.baseAddress, start < haystack.count else { return nil }
        let place = ck_find(base + start, Int64(haystack.count - start), bytes, Int64(bytes.count), rarePlaces, ignoresCase)
        return place < 0 ? nil : start + Int(place)
    }

    func isIn(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { find(in: $0) != nil }
    }

    /// The longest part of it that is the same in each way of writing a log: no format escapes its bytes. `nil`: there is none.
    var longestPlainPart: Needle? {
        let parts = bytes.split { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 == 0x7F }
        guard let longest = parts.max(by: { $0.count < $1.count }) else { return nil }
        return Needle(longest, ignoresCase: ignoresCase)
    }
}
