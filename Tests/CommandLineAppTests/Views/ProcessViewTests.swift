import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

private func entry(
    _ process: Int32, _ command: String, depth: Int = 0, cpu: Double? = 0.003, memory: Int = 45_200_000, files: Int? = 12,
    isOrphan: Bool = false
) -> ProcessEntry {
    ProcessEntry(
        processID: process, parent: 1, depth: depth, owner: "ann", name: "x", commandLine: command, startedAt: ago(.seconds(240)),
        use: ResourceUse(cpu: cpu, cpuSeconds: 12, residentBytes: memory, openFiles: files, threads: 4, processes: 1),
        isOrphan: isOrphan)
}

struct `The processes of ps` {
    private let report = ProcessReport(
        trees: [
            ServerTree(
                server: id("time"), run: 3,
                processes: [
                    entry(4711, "uvx mcp-server-time"), entry(4720, "python x", depth: 1, cpu: 1.5, memory: 1_200_000_000),
                ],
                use: ResourceUse(residentBytes: 1_245_200_000, processes: 2)),
            ServerTree(
                server: id("jira"), run: 1, client: "cursor", processes: [entry(50, "node a", files: nil, isOrphan: true)],
                use: ResourceUse(processes: 1)),
        ],
        foreign: [
            ForeignServer(
                name: "mcp-server-git", startedBy: "Claude", processes: [entry(900, "uvx mcp-server-git\u{1B}[2J", cpu: nil)],
                use: ResourceUse(processes: 1), duplicates: id("git")),
            ForeignServer(name: "@x/mcp", processes: [entry(901, "npx @x/mcp")], use: ResourceUse(processes: 1)),
        ])

    @Test func `stand below their servers`() {
        let text = ProcessesView(report: report, times: times).text(width: nil).rendered(colored: false)
        #expect(
            text == """
                  PID   USER  AGE  CPU    MEMORY   FILES  THREADS  COMMAND
                time  run 3, 2 processes, 1.2 GB together
                  4711  ann   4m   0.3 %  45.2 MB  12     4        uvx mcp-server-time
                  4720  ann   4m   150 %  1.2 GB   12     4        └ python x
                jira  run 1, for cursor
                  50    ann   4m   0.3 %  45.2 MB  -      4        node a (its parent has ended)

                started by other programs
                mcp-server-git  started by Claude, the same as your 'git'
                  900   ann   4m   5.0 %  45.2 MB  12     4        uvx mcp-server-git
                @x/mcp  whoever started it has ended
                  901   ann   4m   0.3 %  45.2 MB  12     4        npx @x/mcp

                """)
    }

    @Test func `are cut to the terminal`() {
        let text = ProcessesView(report: report, times: times).text(width: 30).rendered(colored: false)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 30 }, "\(text)")
        #expect(text.contains("time  run 3, 2 processes, 1.2…"))
    }

    @Test func `are nothing when there are none`() {
        #expect(ProcessesView(report: ProcessReport(trees: [], foreign: []), times: times).text(width: nil).isEmpty)
    }
}

struct `What adopting tells` {
    @Test func `is what happened, and what is left to do`() {
        let adoption = Adoption(
            status: ServerStatus(id: id("git"), phase: .stopped, since: now, commandLine: "uvx mcp-server-git"),
            clientCommand: "mcp-connect git", settings: ["GIT_TOKEN", "GIT_URL"], ended: [900, 901])
        #expect(
            AdoptionView(adoption: adoption, startedBy: "Claude").text.rendered(colored: false) == """
                git is a server of yours now: uvx mcp-server-git
                ended 900, 901
                in the file of Claude, put mcp-connect git in the place of its command
                it had these variables, which were not copied: GIT_TOKEN, GIT_URL
                  → write those it needs as execution.local.environment in servers/git.yaml

                """)
    }
}

struct `The table of top` {
    private let servers = [
        ServerActivity(
            status: {
                var status = Example.ready
                status.use = ResourceUse(cpu: 0.251, residentBytes: 20_000_000, openFiles: 9, threads: 3, processes: 2)
                status.health = Health(state: .healthy, since: now)
                return status
            }(),
            peak: ResourceUse(residentBytes: 31_500_000),
            recent: [nil, 0, 0.1, 0.251, 0.5].map { ResourceSample(time: now, use: ResourceUse(cpu: $0)) }),
        ServerActivity(status: Example.stopped),
    ]

    @Test func `has a row for each server`() {
        #expect(
            TopView(servers: servers).text(width: nil).rendered(colored: false) == """
                1 of 2 servers run, 2 processes, 25.1 % CPU, 20.0 MB
                NAME     STATE      HEALTH     CPU     MEMORY   PEAK     PROCESSES  FILES  THREADS  LAST MINUTES
                time     ● ready    ● healthy  25.1 %  20.0 MB  31.5 MB  2          9      3        ▁▁▂▅█
                weather  ○ stopped  -          -       -        -        -          -      -

                """)
    }

    @Test func `has fewer columns on a narrow terminal, from the right`() {
        #expect(
            TopView(servers: servers).text(width: 80).rendered(colored: false) == """
                1 of 2 servers run, 2 processes, 25.1 % CPU, 20.0 MB
                NAME     STATE      HEALTH     CPU     MEMORY   PEAK     PROCESSES  FILES
                time     ● ready    ● healthy  25.1 %  20.0 MB  31.5 MB  2          9
                weather  ○ stopped  -          -       -        -        -          -

                """)
        let narrow = TopView(servers: servers).text(width: 50).rendered(colored: false)
        #expect(narrow.contains("NAME     STATE      HEALTH     CPU     MEMORY\n"), "\(narrow)")
    }

    @Test func `shows the newest minutes where there is room for a part of them`() {
        let long = (0..<30).map { ResourceSample(time: now, use: ResourceUse(cpu: $0 < 29 ? 0 : 1)) }
        let busy = [ServerActivity(status: Example.ready, recent: long)]
        let lines = TopView(servers: busy).text(width: 100).rendered(colored: false).split(separator: "\n")
        #expect(lines[1].hasSuffix("LAST MINUTES") && lines[2].hasSuffix("▁▁█") && lines.allSatisfy { $0.count <= 100 })
    }

    @Test func `takes the place of the one before on a screen`() {
        let first = TopView(servers: servers).screen(width: 20, isFirst: true).rendered(colored: false)
        let next = TopView(servers: servers).screen(width: 20, isFirst: false).rendered(colored: false)
        #expect(first == "\u{1B}[2J" + next)
        #expect(next.hasPrefix("\u{1B}[H1 of 2") && next.hasSuffix("\u{1B}[K\n\u{1B}[J"))
    }

    @Test(arguments: [([0, 0.001, 0.05, 0.1], "▁▁▅█"), ([1, 2, 4], "▃▅█"), ([], "")])
    func `draws little as little`(values: [Double], line: String) {
        #expect(Sparkline.text(values) == line)
    }
}

struct `Amounts` {
    @Test(
        arguments: [
            (nil, "-"), (0, "0.0 %"), (0.0034, "0.3 %"), (0.999, "99.9 %"), (1.5, "150 %"), (12, "1200 %"),
        ] as [(Double?, String)])
    func `of the processor are shares of a core`(cores: Double?, text: String) {
        #expect(cpuText(cores) == text)
    }
}
