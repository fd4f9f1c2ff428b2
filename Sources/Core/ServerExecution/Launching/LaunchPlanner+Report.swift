import SecretMasking
import ServerModel

extension LaunchPlanner {
    /// What `definition` would be started with, or what keeps it from starting; without the values of secrets. The planner must have
    /// been supplied with them.
    public func report(on definition: ServerDefinition) -> EnvironmentReport {
        var report = EnvironmentReport(variables: [], path: [], pathOrigin: "the environment of the daemon")
        guard definition.execution.mode != .remote else {
            report.pathOrigin = "nothing: it runs elsewhere"
            do throws(LaunchError) { _ = try runPlan(for: definition) } catch { report.failure = ErrorReport(error) }
            return report
        }
        var mask = SecretMask([])
        do throws(LaunchError) {
            let local = try localExecution(of: definition)
            let places = try places(of: definition, local)
            let environment = plannedEnvironment(of: definition, local, places, shell: loginShell() ?? .notAsked)
            mask = SecretMask(secretsToConceal(of: definition, given: environment.values))
            report.variables = environment.report(masked: mask)
            report.path = environment.path.map(mask.masking)
            let isOwn = environment.variables["PATH"]?.origin == .definition
            report.pathOrigin = isOwn ? "the server's definition" : environment.pathOrigin
            let python = try pythonEnvironment(of: definition, local, places, environment)
            report.python = python.map(EnvironmentReport.PythonEnvironment.init)
            report.workingDirectory = mask.masking(try workingDirectory(local, places))
            report.commandLine = try plan(for: definition).masked(mask).commandLine
        } catch {
            let problem = ErrorReport(error)
            report.failure = ErrorReport(
                code: problem.code, problem: mask.masking(problem.problem), remedy: mask.masking(problem.remedy))
        }
        return report
    }
}

extension LaunchPlan {
    /// Before anything is quoted: a quoted secret would not be found.
    fileprivate func masked(_ mask: SecretMask) -> LaunchPlan {
        var copy = self
        copy.executable = mask.masking(executable)
        copy.arguments = arguments.map(mask.masking)
        return copy
    }
}

extension PlannedEnvironment {
    /// By name. A secret's value is shown nowhere, not even where another variable's holds it.
    fileprivate func report(masked mask: SecretMask) -> [EnvironmentReport.Variable] {
        variables.sorted { $0.key < $1.key }.map { name, variable in
            EnvironmentReport.Variable(
                name: name, value: variable.origin == .secret ? nil : variable.value.map(mask.masking),
                origin: variable.origin)
        }
    }
}
