import ServerModel

/// What keeps a Python environment from being made.
extension LaunchError {
    static func badPythonVersion(_ text: String) -> LaunchError {
        LaunchError(
            code: "bad-python-version", problem: "execution.python_version '\(text)' cannot be understood",
            remedy: "write '3.11' (any 3.11), '3.11+' (3.11 or newer), or comparisons such as '>=3.10,<3.13'")
    }

    static func missingRequirements(_ path: String) -> LaunchError {
        LaunchError(
            code: "requirements-not-found", problem: "the requirements file '\(path)' does not exist",
            remedy: "correct execution.local.requirements; a relative path starts at the server's own directory")
    }

    /// `uv`: why it could not help either.
    static func noPython(
        _ environment: PythonEnvironment, _ refused: [PythonInterpreter], uv: String? = nil
    ) -> LaunchError {
        let wanted = "Python \(environment.version?.text ?? "3")"
        let found = refused.prefix(4).map { "\($0.version) at \($0.foundAt)" }.joined(separator: ", ")
        let help = uv.map { "; uv could not fetch it: \($0)" } ?? ""
        return LaunchError(
            code: "wrong-python", problem: "it needs \(wanted), found \(found.isEmpty ? "none" : found)\(help)",
            remedy: "install \(wanted)\(uv == nil ? ", or uv, which fetches it" : "")"
                + (environment.version == nil ? "" : ", or change execution.python_version"))
    }

    /// A `.venv` that was there before us does not fit.
    static func foreignEnvironment(
        _ environment: PythonEnvironment, has version: PythonVersion, needs wanted: PythonRequirement
    ) -> LaunchError {
        LaunchError(
            code: "wrong-python",
            problem: "it needs Python \(wanted.text), and '\(environment.link)', which mcp-manager did not make, has \(version)",
            remedy: "move that folder away, and one is made from the definition; or change execution.python_version")
    }

    static func brokenEnvironment(_ environment: PythonEnvironment) -> LaunchError {
        LaunchError(
            code: "python-environment-failed",
            problem: "'\(environment.link)', which mcp-manager did not make, has no Python that could be run",
            remedy: "move that folder away, and one is made from the definition")
    }

    static func environmentNotMade(_ environment: PythonEnvironment, _ outcome: ToolRunner.Outcome) -> LaunchError {
        let words = outcome.lastWords
        let all = (outcome.output + outcome.errors).joined(separator: "\n")
        return LaunchError(
            code: "python-environment-failed", problem: "its virtual environment could not be made: \(words)",
            remedy: all.contains("ensurepip")
                ? "install Python's venv module (on Debian and Ubuntu: 'apt install python3-venv'), or install uv"
                : "'mcp-manager logs' has all that was said; is '\(environment.directory)' writable, and the disk not full?")
    }

    static func packagesNotInstalled(
        _ environment: PythonEnvironment, _ outcome: ToolRunner.Outcome, missing: [String]
    ) -> LaunchError {
        let all = (outcome.output + outcome.errors).joined(separator: "\n").lowercased()
        let problem = "its Python packages could not be installed: \(outcome.lastWords)"
        if offlineWords.contains(where: all.contains) {
            return LaunchError(
                code: "no-network", problem: problem,
                remedy: "check the network, the proxy (HTTPS_PROXY) and the package index, and start it again")
        }
        let place = environment.requirements.map { "'\($0)'" } ?? "dependencies.python_packages"
        let programs =
            missing.isEmpty
            ? "" : "; its system_packages \(missing.map { "'\($0)'" }.joined(separator: ", ")) are not on the PATH either"
        return LaunchError(
            code: "python-packages-failed", problem: problem,
            remedy: "correct \(place); 'mcp-manager logs' has all that was said\(programs)")
    }

    /// What pip and uv say when nobody answers.
    private static let offlineWords = [
        "name resolution", "failed to establish a new connection", "dns error", "network is unreachable", "connection refused",
        "error sending request", "failed to lookup address", "could not connect", "read timed out", "connecttimeout",
    ]
}

extension ToolRunner.Outcome {
    /// What it complained of, from the first complaint on, or at the end; on one line.
    var lastWords: String {
        let lines = errors.isEmpty ? output : errors
        let told = lines.map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
        let complaints = told.firstIndex { $0.hasPrefix("×") || $0.lowercased().hasPrefix("error:") }.map { told[$0...] }
        let words = (complaints ?? told.suffix(3)).prefix(6).joined(separator: " ")
        return words.isEmpty ? status.words : words.count > 500 ? words.prefix(500) + "…" : words
    }
}
