/// A version of Python: `3.11.2`, or fewer numbers.
struct PythonVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// One to three numbers.
    var numbers: [Int]

    /// From `3.11.2`; what follows the numbers (`3.14.0rc1`) is left out. `nil` for what does not begin with one.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        numbers = parts.prefix { $0.first?.isNumber == true }.compactMap { Int($0.prefix(while: \.isNumber)) }
        guard !numbers.isEmpty, numbers.count == parts.count else { return nil }
    }

    var description: String { numbers.map(String.init).joined(separator: ".") }

    /// Numbers that are not there are 0.
    static func < (a: PythonVersion, b: PythonVersion) -> Bool {
        for place in 0..<3 where a.number(place) != b.number(place) { return a.number(place) < b.number(place) }
        return false
    }

    /// Whether it begins with all of `other`'s numbers.
    func begins(with other: PythonVersion) -> Bool { numbers.starts(with: other.numbers) }

    private func number(_ place: Int) -> Int { place < numbers.count ? numbers[place] : 0 }
}
