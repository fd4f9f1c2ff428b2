import ServerModel
import Testing

@testable import ServerMonitoring

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

struct `Ten servers with ten thousand checks each` {
    @Test func `need little room, and are asked quickly`() async throws {
        let bench = try RecorderBench()
        let servers = try (0..<10).map { try ServerID("a-server-with-a-name-\($0)") }
        let clock = ContinuousClock()
        let writing = try await clock.measure {
            for check in 0..<10_000 {
                for (number, server) in servers.enumerated() {
                    let isDown = check % 1_000 < number
                    bench.note(isDown ? .unhealthy : .healthy, isDown ? .silent : nil, of: server)
                    bench.recorder.checked(milliseconds: isDown ? nil : Double(check % 50), of: server)
                }
                bench.pass(30)
                // The file keeps up with a clock that runs this fast.
                if check % 200 == 0 { try await bench.settle() }
            }
        }
        var uptime: [ServerID: [Uptime]] = [:]
        let asking = try await clock.measure { uptime = try await bench.recorder.uptime(of: servers) }
        var history: HealthHistory?
        let one = try await clock.measure {
            history = try await bench.recorder.history(of: servers[9], current: Health(state: .healthy, since: bench.now))
        }
        bench.file.history.close()
        let size = bench.file.files.map { bytes(of: bench.file.path.dropLast("history.sqlite".count) + $0) }.reduce(0, +)
        print("100,000 checks: written in \(writing), \(size >> 10) KiB; uptime of 10 servers \(asking), history of one \(one)")

        #expect(size < 3 << 20)
        let known = Double(10_000 * 30)
        for (number, server) in servers.enumerated() {
            let month = try #require(uptime[server]?.last)
            #expect(month.unhealthySeconds == Double(number * 10 * 30))
            #expect(month.healthySeconds == known - month.unhealthySeconds)
        }
        #expect(history?.outages.count == 10)
        #expect(history?.points.count == 120)
    }

    private func bytes(of path: some StringProtocol) -> Int {
        var information = stat()
        return stat(String(path), &information) == 0 ? Int(information.st_size) : 0
    }
}
