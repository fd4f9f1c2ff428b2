import SecretMasking
import ServerModel

/// The end of what a run wrote on standard error, kept as it came: lines are made of it only when the run has ended.
public struct LastWords: Sendable {
    /// More lines than are shown, for a cause is often followed by the story of it.
    static let lineLimit = 60
    private static let keptBytes = 64 << 10
    private static let longestLine = 400

    private var chunks: [[UInt8]] = []
    private var bytes = 0
    /// Whether something before them was let go of.
    private var isCut = false

    public init() {}

    public mutating func note(_ chunk: [UInt8]) {
        chunks.append(chunk)
        bytes += chunk.count
        while let first = chunks.first, bytes - first.count >= Self.keptBytes {
            chunks.removeFirst()
            bytes -= first.count
            isCut = true
        }
    }

    /// The last lines, oldest first, without secrets and escapes; blank ones are left out, long ones cut.
    public func lines(masking mask: SecretMask) -> [String] {
        var text = Array(chunks.joined())[...]
        // A line without its beginning may begin within a secret.
        if isCut { text = text.drop { $0 != UInt8(ascii: "\n") } }
        return text.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.suffix(Self.lineLimit).compactMap { line in
            let clean = line.withUnsafeBufferPointer { mask.masking($0) } ?? Array(line)
            let text = clean.withUnsafeBufferPointer { String(decoding: CleanText($0).bytes, as: UTF8.self) }
            // Colours may have cut one in two.
            let shown = String(mask.masking(text).prefix(Self.longestLine))
            return shown.allSatisfy(\.isWhitespace) ? nil : shown
        }
    }
}
