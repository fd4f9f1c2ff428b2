import NIOCore
import ServerModel

/// A Python that works.
struct PythonInterpreter: Hashable, Sendable {
    /// Its program, symbolic links resolved, outside of any virtual environment.
    var path: String
    var version: PythonVersion
    /// As it was found, for people: `/usr/bin/python3`.
    var foundAt: String
}

/// Finds a Python that a definition accepts.
struct PythonFinder {
    let environment: PythonEnvironment
    let tools: ToolRunner
    let files: FileFacts
    let report: PreparationReport

    /// The newest minor version of Python 3 that is looked for by its name.
    private static let newestMinor = 30
    private static let patience = TimeAmount.seconds(20)

    /// The first that will do: on the PATH, among those uv has, or one that uv fetches. Throws a ``LaunchError`` that says what was
    /// found instead.
    func find() async throws -> PythonInterpreter {
        var refused: [PythonInterpreter] = []
        for candidate in candidates {
            // A name on the PATH may be all there is of a Python: a shim of pyenv, a stub of macOS.
            guard let found = try await look(at: candidate) else { continue }
            if accepts(found.version) { return found }
            if !refused.contains(where: { $0.path == found.path }) { refused.append(found) }
        }
        guard let uv = Self.program("uv", in: environment.path, files) else { throw LaunchError.noPython(environment, refused) }
        return try await ask(uv, refused)
    }

    private func accepts(_ version: PythonVersion) -> Bool {
        environment.version?.allows(version) ?? (version.numbers.first == 3)
    }

    /// `python3` first: what the user has by default. Then the versions asked for by name, the oldest first, for that is the one the
    /// definition was surely tried with.
    private var candidates: [String] {
        var names = ["python3"]
        if let version = environment.version {
            names += (6...Self.newestMinor).filter(version.mayAllow).map { "python3.\($0)" }
        }
        names.append("python")
        return names.flatMap { name in environment.path.map { "\($0)/\(name)" } }.filter(files.isExecutable)
    }

    static func program(_ name: String, in path: [String], _ files: FileFacts) -> String? {
        path.lazy.map { "\($0)/\(name)" }.first(where: files.isExecutable)
    }

    /// `nil` when it is no Python that works.
    private func look(at program: String) async throws -> PythonInterpreter? {
        let script =
            "import sys; print('%d.%d.%d' % sys.version_info[:3]); print(getattr(sys, '_base_executable', sys.executable))"
        let outcome: ToolRunner.Outcome
        do {
            outcome = try await tools.run(plan(program, ["-I", "-S", "-c", script]), deadline: Self.patience)
        } catch is LaunchError {
            return nil
        }
        guard outcome.succeeded, outcome.output.count >= 2, let version = PythonVersion(outcome.output[0]),
            let path = PythonInventory.resolved(outcome.output[1])
        else { return nil }
        return PythonInterpreter(path: path, version: version, foundAt: program)
    }

    private func ask(_ uv: String, _ refused: [PythonInterpreter]) async throws -> PythonInterpreter {
        guard let version = environment.version else { throw LaunchError.noPython(environment, refused) }
        if let found = try await known(to: uv, version) { return found }
        report.progress("fetching Python \(version.text) with uv")
        let fetched = try await tools.run(
            plan(uv, ["python", "install", "--no-progress", version.specifier]), line: report.line)
        if fetched.succeeded, let found = try await known(to: uv, version) { return found }
        throw LaunchError.noPython(environment, refused, uv: fetched.lastWords)
    }

    private func known(to uv: String, _ version: PythonRequirement) async throws -> PythonInterpreter? {
        let outcome = try await tools.run(
            plan(uv, ["python", "find", "--no-project", "--no-python-downloads", version.specifier]), deadline: Self.patience)
        guard outcome.succeeded, let path = outcome.output.last, let found = try await look(at: path) else { return nil }
        return accepts(found.version) ? found : nil
    }

    private func plan(_ program: String, _ arguments: [String]) -> LaunchPlan {
        LaunchPlan(
            executable: program, arguments: arguments, environment: environment.environment,
            workingDirectory: environment.workingDirectory)
    }
}
