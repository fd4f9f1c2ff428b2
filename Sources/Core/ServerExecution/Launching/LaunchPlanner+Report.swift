import ServerModel

extension LaunchPlanner {
    /// What `definition` would be started with, or what keeps it from starting; without the values of secrets.
    public func report(on definition: ServerDefinition) -> EnvironmentReport {
        var report = EnvironmentReport(variables: [], path: [], pathOrigin: "the environment of the daemon")
        guard definition.execution.mode != .remote else {
            report.pathOrigin = "nothing: it runs elsewhere"
            do throws(LaunchError) { _ = try runPlan(for: definition) } catch { report.failure = ErrorReport(error) }
            return report
        }
        var secrets: [String] = []
        do throws(LaunchError) {
            let local = try localExecution(of: definition)
            let places = try places(of: definition, local)
            let environment = plannedEnvironment(of: definition, local, places, shell: loginShell() ?? .notAsked)
            secrets = secretsToConceal(of: definition, given: environment.values).sorted { $0.count > $1.count }
            report.variables = environment.report(concealing: secrets)
            report.path = environment.path.map { $0.concealing(secrets) }
            let isOwn = environment.variables["PATH"]?.origin == .definition
            report.pathOrigin = isOwn ? "the server's definition" : environment.pathOrigin
            let python = try pythonEnvironment(of: definition, local, places, environment)
            report.python = python.map(EnvironmentReport.PythonEnvironment.init)
            report.workingDirectory = try workingDirectory(local, places).concealing(secrets)
            report.commandLine = try plan(for: definition).concealing(secrets).commandLine
        } catch {
            let problem = ErrorReport(error)
            report.failure = ErrorReport(
                code: problem.code, problem: problem.problem.concealing(secrets), remedy: problem.remedy.concealing(secrets))
        }
        return report
    }
}

extension LaunchPlan {
    /// Before anything is quoted: a quoted secret would not be found.
    fileprivate func concealing(_ secrets: [String]) -> LaunchPlan {
        var copy = self
        copy.executable = executable.concealing(secrets)
        copy.arguments = arguments.map { $0.concealing(secrets) }
        return copy
    }
}

extension PlannedEnvironment {
    /// By name. A secret's value is shown nowhere, not even where another variable's holds it.
    fileprivate func report(concealing secrets: [String]) -> [EnvironmentReport.Variable] {
        variables.sorted { $0.key < $1.key }.map { name, variable in
            EnvironmentReport.Variable(
                name: name, value: variable.origin == .secret ? nil : variable.value?.concealing(secrets),
                origin: variable.origin)
        }
    }
}
