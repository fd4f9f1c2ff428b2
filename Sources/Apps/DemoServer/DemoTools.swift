import ModelContextProtocol
import ModelContextServer

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The demo server's tools.
struct DemoTools: Sendable {
    let output: LineWriter
    let errors: LineWriter
    /// Names of tools that do as `echo` does.
    var extra: [String] = []
    let ballast = Ballast()

    var all: [Tool] { [echo("echo"), now, sleep, fail, log, crash, grow, flood] + extra.map(echo) }

    private func echo(_ name: String) -> Tool {
        Tool(
            name: name, description: "Gives back the text it gets.",
            inputSchema: .arguments(["text": .text], required: ["text"])
        ) {
            arguments, _ in
            .text(try arguments.text("text"))
        }
    }

    private var now: Tool {
        Tool(name: "now", description: "The time, in UTC.", inputSchema: .arguments([:])) { _, _ in
            var seconds = time(nil)
            var parts = tm()
            guard gmtime_r(&seconds, &parts) != nil else { return .failure("the clock cannot be read") }
            func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
            let date = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
            return .text("\(date)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z")
        }
    }

    private var sleep: Tool {
        Tool(
            name: "sleep", description: "Waits, and tells how far it is if asked to.",
            inputSchema: .arguments(
                [
                    "seconds": .number("How long, up to an hour."),
                    "steps": .number("How often to report progress; 10 if left out."),
                    "text": .text,
                ],
                required: ["seconds"])
        ) { arguments, context in
            let seconds = try arguments.number("seconds", in: 0...3600)
            let steps = Int(try arguments.number("steps", in: 1...1000, unless: 10))
            // Said all the while and given back, it tells whose call this was.
            let text = arguments["text"]?.stringValue
            for step in 1...steps {
                try await Task.sleep(for: .seconds(seconds / Double(steps)))
                context.progress(Double(step), total: Double(steps), message: text ?? "step \(step) of \(steps)")
            }
            return .text(text ?? "slept \(JSONValue.number(seconds)) seconds")
        }
    }

    private var fail: Tool {
        Tool(
            name: "fail", description: "Fails, with the message it gets.", inputSchema: .arguments(["message": .text])
        ) { arguments, _ in
            .failure(arguments["message"]?.stringValue ?? "failed, as asked")
        }
    }

    private var log: Tool {
        Tool(
            name: "log", description: "Sends a log message to the client and writes it to standard error.",
            inputSchema: .arguments(
                ["level": .choice(LogLevel.allCases.map(\.rawValue)), "message": .text], required: ["message"])
        ) { [errors] arguments, context in
            let name = arguments["level"]?.stringValue ?? LogLevel.info.rawValue
            guard let level = LogLevel(rawValue: name) else { throw BadArgument("level", wants: "one of the eight log levels") }
            let message = try arguments.text("message")
            errors.write("demo: \(level.rawValue): \(message)")
            context.log(level: level, data: .string(message))
            return .text("logged")
        }
    }

    private var crash: Tool {
        Tool(
            name: "crash", description: "Ends the process at once, with an exit code or by a signal.",
            inputSchema: .arguments([
                "code": .number("The exit code; 1 if left out."), "signal": .number("A signal's number, such as 9 or 11."),
            ])
        ) { [errors] arguments, _ in
            if arguments["signal"] != nil {
                let number = Int32(try arguments.number("signal", in: 1...31))
                errors.write("demo: dying by signal \(number), as asked")
                signal(number, SIG_DFL)
                kill(getpid(), number)
                return .failure("the process survived signal \(number)")
            }
            let code = Int32(try arguments.number("code", in: 0...255, unless: 1))
            errors.write("demo: exiting with code \(code), as asked")
            exit(code)
        }
    }

    private var grow: Tool {
        Tool(
            name: "grow", description: "Takes memory and keeps it.",
            inputSchema: .arguments(["megabytes": .number("How much, up to 4096.")], required: ["megabytes"])
        ) { [ballast] arguments, _ in
            let megabytes = Int(try arguments.number("megabytes", in: 0...4096))
            return .text("keeping \(ballast.take(megabytes: megabytes)) megabytes")
        }
    }

    private var flood: Tool {
        Tool(
            name: "flood", description: "Writes lines that are no messages, as fast as they are taken.",
            inputSchema: .arguments(
                ["megabytes": .number("How much, up to 4096."), "stream": .choice(["stdout", "stderr"])], required: ["megabytes"])
        ) { [output, errors] arguments, _ in
            let megabytes = Int(try arguments.number("megabytes", in: 0...4096))
            let writer = arguments["stream"]?.stringValue == "stderr" ? errors : output
            writer.flood(megabytes: megabytes)
            return .text("wrote \(megabytes * 10_000) lines")
        }
    }
}

extension LineWriter {
    /// Writes lines as fast as they are taken.
    func flood(megabytes: Int) {
        // 99 bytes and the newline.
        let line = "demo: flooding, as asked " + String(repeating: "~", count: 74)
        // Many lines in one write: as a program does that buffers its output.
        let block = Array(repeating: line, count: 100).joined(separator: "\n")
        for _ in 0..<megabytes * 100 { write(block) }
    }
}
