import ModelContextProtocol
import ModelContextServer

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One life of the demo server.
struct RunningDemo: Sendable {
    let options: DemoOptions
    var input = LineReader(descriptor: 0)
    var output = LineWriter(descriptor: 1)
    let errors: LineWriter

    /// Serves until the input ends.
    func run() async {
        await withDiscardingTaskGroup { group in
            if let pause = options.chatter {
                group.addTask { await chatter(every: pause) }
            }
            await serve()
            // A signal ends it.
            while options.outlivesInput, (try? await Task.sleep(for: .seconds(3600))) != nil {}
            group.cancelAll()
        }
    }

    private func serve() async {
        if let pause = options.slowStart { try? await Task.sleep(for: pause) }
        errors.flood(megabytes: options.floodMegabytes)
        errors.write("demo \(DemoServer.version) listening on stdio")
        let tools = DemoTools(output: output, errors: errors, extra: options.extraTools).all
        errors.write("demo: \(tools.count) tools ready")
        if options.isSilent {
            for await _ in input.lines() {}
            return
        }
        if options.writesGarbage { output.write("Starting demo server...\n{\"level\":\"info\",\"message\":\"ready\"}") }
        let server = StdioServer(
            implementation: Implementation(name: "demo", version: DemoServer.version),
            instructions: "A server to try things with: echo, sleep, fail and crash at will.",
            tools: tools, eras: options.eras, input: input, output: output,
            observer: { envelope, _ in observe(envelope) })
        await server.run()
    }

    private func observe(_ envelope: MessageEnvelope) {
        if options.writesGarbage { output.write("handling \(envelope.method ?? "an answer")") }
        if options.closesInput, !["initialize", "server/discover"].contains(envelope.method) { input.close() }
        guard options.diesOfProbe, envelope.method == "server/discover" else { return }
        errors.write(
            """
            Traceback (most recent call last):
              File "demo.py", line 42, in handle
            UnknownMethod: server/discover
            """)
        exit(1)
    }

    private func chatter(every pause: Duration) async {
        var count = 0
        while (try? await Task.sleep(for: pause)) != nil {
            count += 1
            errors.write("demo: still here (\(count))")
        }
    }
}
