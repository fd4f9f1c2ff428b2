/// Why a text is no pattern, and where.
public struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong.
    public enum Problem: Hashable, Sendable {
        case tooLong
        case tooDeep
        /// Counted repeats were written out and came to too much.
        case tooLarge
        case unclosedGroup
        case unopenedGroup
        case unclosedClass
        case nothingToRepeat
        case repeatedRepeat
        case possessiveRepeat
        case reversedCounts
        case reversedRange
        case namedClass
        case endsInBackslash
        case badCharacterCode
        case unknownEscape(Character)
        case unknownGroup
        case caseOptionNotFirst
        case backReference
        case lookAround
        case atomicGroup
        case characterProperty
    }

    public var problem: Problem
    /// Which character of the pattern it is about; the first is 1.
    public var position: Int

    /// A sentence without its full stop, for people.
    public var description: String {
        switch problem {
        // These are about the whole.
        case .tooLong: "the pattern is longer than \(Pattern.longestSource) bytes"
        case .tooLarge: "the pattern matches too much at once; use smaller counts in braces"
        default: "\(problem.words), at character \(position)"
        }
    }
}

extension PatternError.Problem {
    var words: String {
        switch self {
        case .tooLong: "too long"
        case .tooLarge: "too much at once"
        case .tooDeep: "there are more than \(Pattern.deepestNesting) groups within each other"
        case .unclosedGroup: "a bracket '(' is not closed"
        case .unopenedGroup: #"a bracket ')' was never opened; write '\)' for the bracket itself"#
        case .unclosedClass: "a bracket '[' is not closed"
        case .nothingToRepeat: "there is nothing to repeat; put a backslash before the sign to mean the sign itself"
        case .repeatedRepeat: "a repeat cannot be repeated; put it into a group"
        case .possessiveRepeat: "repeats that give nothing back, such as 'a++', are not known"
        case .reversedCounts: "the smaller count comes first"
        case .reversedRange: "a range goes from the lower character to the higher"
        case .namedClass: #"names such as '[:alpha:]' are not known; use '\w', '\d', '\s' or ranges"#
        case .endsInBackslash: "nothing follows the backslash"
        case .badCharacterCode: #"this is no character; write '\xHH' or '\u{H…}' with its number in hexadecimal"#
        case .unknownEscape(let letter): #"'\\#(letter)' is not known"#
        case .unknownGroup: "this kind of group is not known; use '(…)' or '(?:…)'"
        case .caseOptionNotFirst: "'(?i)' stands at the very beginning"
        case .backReference: "a pattern cannot refer back to what a group has matched"
        case .lookAround: "a pattern cannot look ahead or behind without matching"
        case .atomicGroup: "groups that give nothing back, '(?>…)', are not known"
        case .characterProperty: #"kinds of characters by name, '\p{…}', are not known; use '\w', '\d', '\s' or ranges"#
        }
    }
}
