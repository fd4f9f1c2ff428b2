import ServerModel

/// Makes a Python environment of a server anew: beside the present one, which stays in use until the new one is whole, and after a
/// failure.
///
/// With uv when there is one, for it takes a tenth of the time; else with Python's own venv and pip.
struct PythonBuilder: Sendable {
    let environment: PythonEnvironment
    let tools: ToolRunner
    let report: PreparationReport

    /// `used`: the folders of environments that runs use, which are not cleaned away.
    func build(keeping used: Set<String>) async throws {
        let store = PythonStore(environment)
        // Before anything is swept away: a number that was used may be written to still.
        let directory = try store.newDirectory()
        await store.sweep(keeping: used)
        let python = try await PythonFinder(environment: environment, tools: tools, files: .live, report: report).find()
        do {
            // Taken before: what is changed meanwhile is installed by the next start.
            let wanted = PythonStamp.wanted(by: environment)
            try await make(directory, python, packages: wanted.packages)
            let stamp = PythonStamp(inputs: wanted.inputs, version: python.version.description, interpreter: python.path)
            guard stamp.write(in: directory) else { throw LaunchError.notStamped(directory) }
            try Task.checkCancellation()
            try store.activate(directory)
        } catch {
            // Also in a cancelled task: nothing half-made is left.
            await store.remove(directory)
            throw error
        }
        await store.sweep(keeping: used)
    }

    private func make(_ directory: String, _ python: PythonInterpreter, packages: Int) async throws {
        let uv = PythonFinder.program("uv", in: environment.path, .live)
        report.progress("making a virtual environment with Python \(python.version)")
        let prompt = environment.directory.split(separator: "/").last.map(String.init) ?? "server"
        let made =
            if let uv {
                try await run(
                    uv, ["venv", "--no-project", "--no-python-downloads", "--python", python.path, "--prompt", prompt, directory])
            } else {
                try await run(
                    python.path,
                    ["-I", "-m", "venv", "--prompt", prompt] + (packages == 0 ? ["--without-pip"] : []) + [directory])
            }
        guard made.succeeded else { throw LaunchError.environmentNotMade(environment, made) }
        guard packages > 0 else { return }

        report.progress(packages == 1 ? "installing 1 package" : "installing \(packages) packages")
        let own = "\(directory)/bin/python"
        let what =
            (environment.requirements.map { ["-r", $0] } ?? [])
            + (environment.packages.isEmpty ? [] : ["--"] + environment.packages)
        let installed =
            if let uv {
                try await run(uv, ["pip", "install", "--compile-bytecode", "--python", own] + what)
            } else {
                try await run(own, ["-m", "pip", "install", "--progress-bar", "off"] + what)
            }
        guard installed.succeeded else {
            let missing = environment.systemPackages.filter { PythonFinder.program($0, in: environment.path, .live) == nil }
            throw LaunchError.packagesNotInstalled(environment, installed, missing: missing)
        }
    }

    private func run(_ program: String, _ arguments: [String]) async throws -> ToolRunner.Outcome {
        let plan = LaunchPlan(
            executable: program, arguments: arguments, environment: environment.environment,
            workingDirectory: environment.workingDirectory)
        report.line(plan.commandLine)
        return try await tools.run(plan, line: report.line)
    }
}

extension LaunchError {
    fileprivate static func notStamped(_ directory: String) -> LaunchError {
        LaunchError(
            code: "python-environment-failed", problem: "'\(directory)' cannot be written to any more",
            remedy: "see that the disk is not full")
    }
}
