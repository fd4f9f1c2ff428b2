/// Kinds of escape.
struct EscapeSet: OptionSet {
    let rawValue: UInt8

    static let backslash = EscapeSet(rawValue: 1)
    static let percent = EscapeSet(rawValue: 2)
    static let both: EscapeSet = [.backslash, .percent]

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    init(_ escape: Escape) {
        switch escape {
        case .backslash: self = .backslash
        case .percent: self = .percent
        }
    }

    /// Those whose sign is in a text; written so that the compiler looks at many bytes at once.
    init(in text: UnsafeBufferPointer<UInt8>) {
        var signs: UInt8 = 0
        for byte in text { signs |= (byte == Escape.backslash.sign ? 1 : 0) | (byte == Escape.percent.sign ? 2 : 0) }
        self.init(rawValue: signs)
    }
}

extension Escape {
    init?(sign: UInt8) {
        switch sign {
        case Escape.backslash.sign: self = .backslash
        case Escape.percent.sign: self = .percent
        default: return nil
        }
    }
}
