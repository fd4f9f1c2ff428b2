/// Everything the kernel needs to start a server: no variables, no relative paths, nothing left to search.
public struct LaunchPlan: Sendable, Hashable {
    /// An absolute path.
    public var executable: String
    /// Without the program's own name.
    public var arguments: [String]
    /// The whole environment; nothing is inherited.
    public var environment: [String: String]
    /// An absolute path.
    public var workingDirectory: String

    /// How many files each of its processes may have open; `nil`: as many as we may.
    public var openFiles: Int?
    /// What it is started in; `nil`: what we are in.
    public var controlGroup: ControlGroup?

    public init(
        executable: String, arguments: [String], environment: [String: String], workingDirectory: String, openFiles: Int? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.openFiles = openFiles
    }

    /// The same, its process in a control group.
    func entering(_ group: ControlGroup?) -> LaunchPlan {
        var plan = self
        plan.controlGroup = group
        return plan
    }

    /// The command as a person would type it, for the status and the log. Never holds the environment.
    public var commandLine: String {
        ([executable] + arguments).map(quotedForShell).joined(separator: " ")
    }
}

/// A word in single quotes if a shell would read it otherwise.
func quotedForShell(_ word: String) -> String {
    let isPlain =
        !word.isEmpty
        && word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "="),
                UInt8(ascii: "@"), UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: "%"), 0x80...:
                true
            default: false
            }
        }
    guard !isPlain else { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
}
