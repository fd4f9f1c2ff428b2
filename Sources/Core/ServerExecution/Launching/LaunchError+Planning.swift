import ServerModel

/// What a definition lacks before it can be run.
extension LaunchError {
    static func noCommand(_ server: ServerID) -> LaunchError {
        LaunchError(
            code: "no-command", problem: "'\(server)' has nothing to run",
            remedy: "write 'command:' and 'args:' (any program), or 'main_script:' (a Python file), under execution.local")
    }

    static func notSupported(_ what: String, of server: ServerID, instead: String) -> LaunchError {
        LaunchError(
            code: "not-supported-yet", problem: "'\(server)' asks for \(what), which this version cannot run yet",
            remedy: "write '\(instead)' under execution, with the command to run under execution.local")
    }

    static func notOnPath(_ name: String, directories: [String], key: String) -> LaunchError {
        LaunchError(
            code: "command-not-found",
            problem: "the command '\(name)' was not found on the PATH: \(directories.joined(separator: ":"))",
            remedy: name == "python3"
                ? "install Python 3, or make a virtual environment in .venv of the server's directory"
                : "install '\(name)', or write its full path as \(key)")
    }

    static func missingProgram(_ path: String) -> LaunchError {
        LaunchError(
            code: "command-not-found", problem: "the command '\(path)' does not exist",
            remedy: "correct execution.local.command; a relative path starts at the server's own directory")
    }

    static func notExecutable(_ path: String, isDirectory: Bool) -> LaunchError {
        LaunchError(
            code: "not-executable",
            problem: isDirectory ? "the command '\(path)' is a directory" : "the command '\(path)' is not executable",
            remedy: isDirectory ? "name the program in it as execution.local.command" : "run 'chmod +x \(path)'")
    }

    static func missingScript(_ path: String) -> LaunchError {
        LaunchError(
            code: "script-not-found", problem: "the Python script '\(path)' does not exist",
            remedy: "correct execution.local.main_script or source_dir")
    }

    static func missingSecret(_ name: String, of server: ServerID) -> LaunchError {
        LaunchError(
            code: "needs-secret", problem: "'\(server)' needs the secret \(name), which has no value",
            remedy: "run 'mcp-manager secrets setup \(server)'")
    }

    static func missingSecrets(_ names: [String], of server: ServerID) -> LaunchError {
        LaunchError(
            code: "needs-secret",
            problem: "'\(server)' needs the secrets \(names.joined(separator: ", ")), which have no values",
            remedy: "run 'mcp-manager secrets setup \(server)'")
    }

    static func unsetSecret(_ name: String, key: String, of server: ServerID) -> LaunchError {
        LaunchError(
            code: "needs-secret", problem: "\(key) needs the secret \(name), which has no value",
            remedy: "run 'mcp-manager secrets set \(server) \(name)'")
    }

    /// Its store is locked, say, or its value breaks the rules.
    static func unusableSecret(_ name: String, of server: ServerID, _ reason: ErrorReport) -> LaunchError {
        let code = reason.code == "invalid-secret" ? reason.code : "secret-unreachable"
        let problem =
            reason.code == "invalid-secret"
            ? reason.problem : "the secret \(name) of '\(server)' cannot be read: \(reason.problem)"
        return LaunchError(code: code, problem: problem, remedy: reason.remedy)
    }

    static func unusableSecret(_ name: String, in key: String, _ reason: ErrorReport) -> LaunchError {
        LaunchError(
            code: "secret-unreachable", problem: "the secret \(name), which \(key) needs, cannot be read: \(reason.problem)",
            remedy: reason.remedy)
    }

    static func missingCredential(_ name: String, of server: ServerID, for method: String) -> LaunchError {
        LaunchError(
            code: "needs-secret", problem: "'\(server)' has auth_method '\(method)', and \(name) has no value",
            remedy: "run 'mcp-manager secrets set \(server) \(name)', or name another secret first under secrets")
    }

    static func badAddress(_ server: ServerID, key: String) -> LaunchError {
        LaunchError(
            code: "bad-address", problem: "\(key) of '\(server)' is not an address with http:// or https:// and a host",
            remedy: "write the whole address of its MCP endpoint, such as https://example.com/mcp")
    }

    /// The value is not repeated: it may be a secret.
    static func badHeader(_ name: String, of server: ServerID) -> LaunchError {
        LaunchError(
            code: "bad-header", problem: "the header \(name) of '\(server)' has a line break or another control character in it",
            remedy: "check execution.remote.headers and the secrets in it; a key is often copied with the end of its line")
    }
}
