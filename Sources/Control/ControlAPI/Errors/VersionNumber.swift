/// A version as semver.org orders them: by numbers, and what comes before a release is less than it.
struct VersionNumber: Comparable {
    private let numbers: [Int]
    /// Empty for a release.
    private let prerelease: [Substring]

    init(_ text: String) {
        // What follows a plus sign says how it was built, not which it is.
        let named = text.prefix { $0 != "+" }
        let parts = named.split(separator: "-", maxSplits: 1)
        numbers = (parts.first ?? "").split(separator: ".").map { Int($0) ?? 0 }
        prerelease = parts.count > 1 ? parts[1].split(separator: ".") : []
    }

    static func < (a: VersionNumber, b: VersionNumber) -> Bool {
        for index in 0..<max(a.numbers.count, b.numbers.count) {
            let (left, right) = (a.number(index), b.number(index))
            if left != right { return left < right }
        }
        if a.prerelease.isEmpty || b.prerelease.isEmpty { return !a.prerelease.isEmpty && b.prerelease.isEmpty }
        for (left, right) in zip(a.prerelease, b.prerelease) where left != right {
            switch (Int(left), Int(right)) {
            case (let left?, let right?): return left < right
            case (nil, nil): return left < right
            case (let left, _): return left != nil
            }
        }
        return a.prerelease.count < b.prerelease.count
    }

    private func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }
}
