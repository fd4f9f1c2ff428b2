import ServerModel
import Testing

@testable import ServerMonitoring

struct `How scraping goes` {
    private let one: ServerID
    private let reading = ExpositionReading(
        families: [MetricFamily("x", .gauge, samples: [MetricSample(1)])], badLines: 2, samplesLeftOut: 3, isCut: false)

    init() throws { one = try ServerID("one") }

    private func values(_ tally: ScrapeTally) -> [Double] { tally.families.flatMap { $0.samples.map(\.value) } }

    @Test func `is told for each server that was asked`() throws {
        var tally = ScrapeTally()
        tally.begin(known: [one])
        #expect(values(tally).isEmpty)
        tally.answered(one, reading, conflicts: 4, after: .milliseconds(250))
        #expect(values(tally) == [1, 0.25, 1, 4, 2, 3])
        #expect(tally.families[0].samples == [MetricSample(1, ["server": "one"])])
    }

    @Test func `keeps counting what was left out, also over a failure`() throws {
        var tally = ScrapeTally()
        for _ in 0..<2 {
            tally.begin(known: [one])
            tally.answered(one, reading, conflicts: 4, after: .milliseconds(250))
        }
        tally.begin(known: [one])
        tally.failed(one, after: .seconds(2))
        #expect(values(tally) == [0, 2, 0, 8, 4, 6])
    }

    @Test func `says nothing of a server that does not run, and forgets one that is gone`() throws {
        var tally = ScrapeTally()
        tally.begin(known: [one])
        tally.answered(one, reading, conflicts: 4, after: .milliseconds(250))
        tally.begin(known: [one])
        #expect(values(tally).isEmpty)
        tally.begin(known: [])
        tally.begin(known: [one])
        tally.failed(one, after: .seconds(2))
        #expect(values(tally) == [0, 2, 0, 0, 0, 0])
    }
}
