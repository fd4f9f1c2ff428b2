/// How well a text answers what was typed: each typed word must be found in it, its letters in their order, perhaps with others
/// between them. Beginnings of words and letters in a row count for more. Case does not matter.
///
/// The best of all placements is found, not the first: `re` in `query restart` is the beginning of `restart`.
struct FuzzyMatch: Hashable {
    /// Higher is better; comparable between texts for the same query.
    private(set) var score: Int
    /// What was matched, as offsets of characters; ascending, apart from each other.
    private(set) var ranges: [Range<Int>]

    private static let letter = 16
    private static let wordStart = 10
    private static let textStart = 6
    private static let inRow = 12
    private static let longestGap = 12
    /// Beyond this many characters nobody looks for a command.
    private static let searched = 160

    /// `nil` when a word of the query is not in the text. An empty query matches everything.
    init?(_ query: String, in text: String) {
        let characters = Array(text.lowercased().prefix(Self.searched))
        var matched: Set<Int> = []
        score = 0
        for word in query.lowercased().split(separator: " ") {
            guard let best = Self.place(Array(word), in: characters) else { return nil }
            score += best.score
            matched.formUnion(best.places)
        }
        // Among equals the shorter text is meant: less of it is left over.
        score = score * 4 - min(characters.count - matched.count, 99) / 4
        ranges = Self.runs(matched.sorted())
    }

    /// The best places for the letters of one word.
    private static func place(_ word: [Character], in text: [Character]) -> (score: Int, places: [Int])? {
        guard !word.isEmpty, word.count <= text.count else { return nil }
        // For each letter so far and each place it could stand at: the best score, and where the letter before stands.
        var scores = [[Int?]](repeating: [Int?](repeating: nil, count: text.count), count: word.count)
        var before = [[Int]](repeating: [Int](repeating: -1, count: text.count), count: word.count)
        for place in text.indices where text[place] == word[0] { scores[0][place] = bonus(at: place, in: text) }
        for index in word.indices.dropFirst() {
            for place in text.indices.dropFirst(index) where text[place] == word[index] {
                for earlier in (index - 1)..<place {
                    guard let reached = scores[index - 1][earlier] else { continue }
                    let gap = place - earlier - 1
                    let joined = gap == 0 ? max(inRow, bonus(at: place, in: text) - letter) + letter : bonus(at: place, in: text)
                    let score = reached + joined - min(gap, longestGap)
                    if score > scores[index][place] ?? .min {
                        scores[index][place] = score
                        before[index][place] = earlier
                    }
                }
            }
        }
        let ends = text.indices.compactMap { place in scores[word.count - 1][place].map { (score: $0, place: place) } }
        guard let end = ends.max(by: { ($0.score, -$0.place) < ($1.score, -$1.place) }) else { return nil }
        var places = [end.place]
        for index in word.indices.dropFirst().reversed() { places.append(before[index][places[places.count - 1]]) }
        return (end.score, places)
    }

    private static func bonus(at place: Int, in text: [Character]) -> Int {
        guard place > 0 else { return letter + wordStart + textStart }
        return text[place - 1].isLetter || text[place - 1].isNumber ? letter : letter + wordStart
    }

    private static func runs(_ places: [Int]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for place in places {
            if let last = runs.last, last.upperBound == place {
                runs[runs.count - 1] = last.lowerBound..<(place + 1)
            } else {
                runs.append(place..<(place + 1))
            }
        }
        return runs
    }
}
