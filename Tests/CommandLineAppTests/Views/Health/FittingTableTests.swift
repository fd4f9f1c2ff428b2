import Testing

@testable import CommandLineApp

struct `A table that must fit` {
    private let table = FittingTable(columns: [
        .init(title: "NAME", cells: ["time"]), .init(title: "A", cells: ["111"], rank: 1),
        .init(title: "B", cells: ["22"], rank: 2),
        .init(title: "NOTE", cells: ["a longer note"], least: 6),
    ])

    @Test(
        arguments: [
            (nil, "NAME  A    B   NOTE\ntime  111  22  a longer note\n"),
            (28, "NAME  A    B   NOTE\ntime  111  22  a longer note\n"),
            (21, "NAME  A    B   NOTE\ntime  111  22  a lon…\n"),
            (20, "NAME  A    NOTE\ntime  111  a longer…\n"),
            (16, "NAME  NOTE\ntime  a longer …\n"),
            (8, "NAME  N…\ntime  a…\n"),
        ] as [(Int?, String)])
    func `leaves out columns one by one`(width: Int?, text: String) {
        #expect(table.text(width: width).rendered(colored: false) == text)
    }
}
