import ModelContextProtocol

/// The demo server's options: which bad habits to have.
struct DemoOptions: Equatable {
    /// A line on standard error this often.
    var chatter: Duration?
    /// Eras it serves.
    var eras: Set<ProtocolEra> = [.legacy, .modern]
    /// Exits when it is asked `server/discover`.
    var diesOfProbe = false
    /// Writes text between the messages on standard output.
    var writesGarbage = false
    /// Reads and never answers.
    var isSilent = false
    /// Exits at once with this code.
    var exitCode: Int32?
    /// Takes no notice of SIGTERM and of the end of its input.
    var ignoresTermination = false
    /// Stops reading as soon as it is ready, and lives on.
    var closesInput = false
    /// How many children it starts that stay for as long as they may.
    var children = 0
    /// Leaves a grandchild behind that has a session of its own.
    var startsDaemon = false
    /// Megabytes written to standard error before it serves.
    var floodMegabytes = 0
    /// Waits before it reads.
    var slowStart: Duration?
    /// Written to standard error first.
    var standardErrorText: String?
    /// Names of tools it has besides its own, which do as `echo` does.
    var extraTools: [String] = []
    /// Only the help is wanted.
    var wantsHelp = false

    /// Whether it is there when its input has ended.
    var outlivesInput: Bool { ignoresTermination || closesInput }

    static let help = """
        An MCP server to try things with, on standard input and output.

        Tools: echo, now, sleep, fail, log, crash, grow, flood

        Options:
          --chatter SECONDS     write a line to standard error every so often
          --legacy-only         refuse server/discover, like servers before 2026-07-28
          --modern-only         refuse initialize
          --dies-of-probe       exit with code 1 when asked server/discover
          --garbage             write text between the messages on standard output
          --silent              read, but never answer
          --exit CODE           exit at once with this code
          --ignore-term         ignore SIGTERM and the end of the input
          --close-input         stop reading once it is ready, and stay
          --fork COUNT          start so many children that stay
          --setsid-child        leave a grandchild behind in a session of its own
          --stderr-flood MB     write so many megabytes to standard error first
          --slow-start SECONDS  wait before answering anything
          --stderr TEXT         write this to standard error first
          --extra-tool NAME     have one more tool, which does as echo does; may be repeated
          --help                show this
        """

    init() {}

    /// Reads command-line arguments.
    init(_ arguments: [String]) throws(DemoOptionError) {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            switch name {
            case "--chatter":
                let pause = try Self.seconds(name, &rest)
                guard pause > .zero else { throw DemoOptionError(option: name, fault: .badValue("a number of seconds above 0")) }
                chatter = pause
            case "--legacy-only": eras = [.legacy]
            case "--modern-only": eras = [.modern]
            case "--dies-of-probe": diesOfProbe = true
            case "--garbage": writesGarbage = true
            case "--silent": isSilent = true
            case "--exit":
                guard let code = UInt8(try Self.value(name, &rest)) else {
                    throw DemoOptionError(option: name, fault: .badValue("a code from 0 to 255"))
                }
                exitCode = Int32(code)
            case "--ignore-term": ignoresTermination = true
            case "--close-input": closesInput = true
            case "--fork": children = try Self.count(name, &rest, upTo: 100)
            case "--setsid-child": startsDaemon = true
            case "--stderr-flood": floodMegabytes = try Self.count(name, &rest, upTo: 4096)
            case "--slow-start": slowStart = try Self.seconds(name, &rest)
            case "--stderr": standardErrorText = try Self.value(name, &rest)
            case "--extra-tool": extraTools.append(try Self.value(name, &rest))
            case "--help", "-h": wantsHelp = true
            default: throw DemoOptionError(option: name, fault: .unknown)
            }
        }
    }

    private static func value(_ name: String, _ rest: inout ArraySlice<String>) throws(DemoOptionError) -> String {
        guard let value = rest.popFirst() else { throw DemoOptionError(option: name, fault: .badValue("a value")) }
        return value
    }

    private static func count(_ name: String, _ rest: inout ArraySlice<String>, upTo most: Int) throws(DemoOptionError) -> Int {
        guard let count = Int(try value(name, &rest)), (0...most).contains(count) else {
            throw DemoOptionError(option: name, fault: .badValue("a number from 0 to \(most)"))
        }
        return count
    }

    private static func seconds(_ name: String, _ rest: inout ArraySlice<String>) throws(DemoOptionError) -> Duration {
        guard let seconds = Double(try value(name, &rest)), (0...86_400).contains(seconds) else {
            throw DemoOptionError(option: name, fault: .badValue("a number of seconds up to a day"))
        }
        return .seconds(seconds)
    }
}

/// An option that cannot be followed.
struct DemoOptionError: Error, Equatable {
    enum Fault: Equatable {
        case unknown
        /// What the option wants.
        case badValue(String)
    }

    var option: String
    var fault: Fault

    var code: String { "bad-option" }
    var problem: String {
        switch fault {
        case .unknown: "there is no option '\(option)'"
        case .badValue(let wanted): "'\(option)' needs \(wanted)"
        }
    }
    var remedy: String { "'--help' shows every option" }
}
