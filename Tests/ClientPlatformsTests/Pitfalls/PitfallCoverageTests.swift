import Testing

/// The table of pitfalls, all 74 of them: where each is tested, or why it is not.
struct `The table of pitfalls` {
    /// Tested in this folder, by files.
    private static let covered: [String: [ClosedRange<Int>]] = [
        "LosingTheFileTests": [1...7, 9...10],
        "LosingNeighboursTests": [11...19],
        "LosingFormTests": [20...23, 27...32],
        "LosingOtherFormTests": [24...28, 32...32],
        "EncodingTests": [33...36],
        "ConcurrencyTests": [38...42, 44...44],
        "FileSystemTests": [45...50, 52...52],
        "NamesTests": [53...58, 60...61],
        "MeaningTests": [62...63, 65...65, 67...68, 70...73],
        "Golden": [59...59, 63...64, 66...67],
        "Keeping/InterruptionTests": [8...8],
        "Keeping/BusyClientTests": [37...37],
    ]

    private static let notApplicable: [(id: Int, reason: String)] = [
        (43, "of Windows, where we do not run; elsewhere a file is exchanged, and never away for a moment"),
        (51, "the daemon belongs to one user and refuses a home of another, so that no file of root gets into it"),
        (69, "told by doctor, of what is written in files (ImportTests), and by the list of processes, of what runs"),
        (74, "no editor tells that it has a file open; a copy of what was there is kept"),
    ]

    @Test func `is covered from the first to the last`() {
        let tested = Set(Self.covered.values.joined().joined())
        let others = Set(Self.notApplicable.map(\.id))
        #expect(tested.union(others) == Set(1...74))
        #expect(tested.isDisjoint(with: others))
        #expect(Self.notApplicable.allSatisfy { !$0.reason.isEmpty })
    }
}
