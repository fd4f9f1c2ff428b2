/// What a pattern says, without its spelling.
indirect enum SyntaxTree: Sendable {
    case empty
    /// One scalar of a set.
    case scalar(ScalarSet)
    /// A place between two scalars.
    case place(Place)
    case sequence([SyntaxTree])
    case either([SyntaxTree])
    /// `most` is `nil` where there is no end to it.
    case repeated(SyntaxTree, least: Int, most: Int?)
}

/// Where something must stand.
enum Place: UInt8, Sendable {
    case lineStart, lineEnd, wordEdge, noWordEdge
}

/// What is on the two sides of a place.
struct Surroundings {
    var isAtLineStart: Bool
    var isAtLineEnd: Bool
    var isAfterWord: Bool
    var isBeforeWord: Bool

    func allow(_ place: Place) -> Bool {
        switch place {
        case .lineStart: isAtLineStart
        case .lineEnd: isAtLineEnd
        case .wordEdge: isAfterWord != isBeforeWord
        case .noWordEdge: isAfterWord == isBeforeWord
        }
    }
}
