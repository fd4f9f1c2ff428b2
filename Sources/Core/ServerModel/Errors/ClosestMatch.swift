/// The candidate that was probably meant by a misspelt `word`, or `nil` when none is near.
///
/// Near means an optimal-string-alignment distance of at most a third of the word's length (and at least one).
public func closestMatch(to word: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(word.lowercased())
    let limit = max(1, letters.count / 3)
    return
        candidates
        // A word that differs in length by more cannot be near; most pairs end here.
        .filter { abs($0.count - letters.count) <= limit }
        .map { (candidate: $0, distance: editDistance(letters, Array($0.lowercased()))) }
        .filter { $0.distance <= limit }
        .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }?
        .candidate
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    // Only the last two rows of the table are ever looked at.
    var secondLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
        var row = [i]
        for j in 1...b.count {
            let substituted = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
            var best = min(last[j] + 1, row[j - 1] + 1, substituted)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                best = min(best, secondLast[j - 2] + 1)
            }
            row.append(best)
        }
        (secondLast, last) = (last, row)
    }
    return last[b.count]
}
