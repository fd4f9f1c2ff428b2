import ServerModel

extension SecretReference {
    /// What is run for it; empty for those that need no program.
    var arguments: [String] {
        switch self {
        case .variable, .file: []
        case .command(let line): ["/bin/sh", "-c", line]
        case .pass(let entry): ["pass", "show", entry]
        case .onePassword(let address): ["op", "read", address]
        }
    }

    /// Where its value is from, for people.
    var origin: String {
        switch self {
        case .variable(let name): "env:\(name)"
        case .file(let path): "file:\(path)"
        case .command(let line): "the command '\(line)'"
        case .pass, .onePassword: "the command '\(arguments.joined(separator: " "))'"
        }
    }
}
