import DaemonLaunch
import ServerConfiguration
import ServerExecution
import ServerModel
import ServerSupervision

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `mcp-manager doctor`: looks at everything that commonly goes wrong and says what to do about it.
struct Doctor: Sendable {
    let home: HomeDirectory
    let definitions: DefinitionKeeper
    let supervisor: Supervisor
    let planner: LaunchPlanner
    let troubles: Troubles
    let secrets: SecretDesk
    let credentials: CredentialDesk
    let settings: ManagerSettingsReading

    func findings() async -> [DoctorFinding] {
        var findings = [daemon, checkHome(), checkDisk()]
        findings += troubles.current.map {
            DoctorFinding(check: "daemon", severity: .warning, message: $0.problem, remedy: $0.remedy)
        }
        findings += settings.diagnostics.map { DoctorFinding($0, check: "config.yaml") }
        findings += await checkStores()
        findings += DuplicateServers(started: await credentials.startedServers()).findings
        findings += await definitions.strays.map { DoctorFinding($0, check: "servers") }
        for (id, loaded) in await definitions.all.sorted(by: { $0.key < $1.key }) {
            findings += await check(id, loaded)
        }
        return findings
    }

    private var daemon: DoctorFinding {
        DoctorFinding(check: "daemon", severity: .ok, message: "version \(productVersion), process \(getpid())")
    }

    /// Others must not read definitions, logs or sockets.
    private func checkHome() -> DoctorFinding {
        var facts = stat()
        guard stat(home.path, &facts) == 0 else {
            return DoctorFinding(
                check: "home", severity: .error, message: "\(home.path) cannot be read: \(String(cString: strerror(errno)))",
                remedy: "make it again, or choose another with --home")
        }
        let mode = UInt32(facts.st_mode) & 0o777
        guard mode & 0o077 == 0 else {
            return DoctorFinding(
                check: "home", severity: .warning, message: "\(home.path) is open to others (mode \(String(mode, radix: 8)))",
                remedy: "run: chmod 700 \(home.path)")
        }
        return DoctorFinding(check: "home", severity: .ok, message: home.path)
    }

    private func checkDisk() -> DoctorFinding {
        var facts = statvfs()
        guard statvfs(home.path, &facts) == 0 else {
            return DoctorFinding(check: "disk", severity: .info, message: "free space is unknown")
        }
        let freeMegabytes = UInt64(facts.f_bavail) * UInt64(facts.f_frsize) / 1_000_000
        guard freeMegabytes > 200 else {
            return DoctorFinding(
                check: "disk", severity: .warning, message: "\(freeMegabytes) MB are free",
                remedy: "make room: logs and definitions cannot be written on a full disk")
        }
        return DoctorFinding(check: "disk", severity: .ok, message: "\(freeMegabytes / 1000) GB are free")
    }

    /// One store that takes values is enough.
    private func checkStores() async -> [DoctorFinding] {
        let reports = await secrets.keeper.reports()
        if let used = reports.first(where: \.takesNewValues) {
            return [DoctorFinding(check: "secrets", severity: .ok, message: "kept in the \(used.kind.title): \(used.place)")]
        }
        return reports.map { report in
            DoctorFinding(
                check: "secrets", severity: .info,
                message: "the \(report.kind.title) takes no secrets: \(report.problem?.problem ?? report.state.rawValue)",
                remedy: report.problem?.remedy)
        }
    }

    private func check(_ id: ServerID, _ loaded: DefinitionStore.Loaded) async -> [DoctorFinding] {
        let name = "server \(id)"
        var findings = loaded.reading.diagnostics.map { DoctorFinding($0, check: name) }
        if let definition = loaded.reading.definition, definition.enabled {
            do throws(LaunchError) {
                let supplied = planner.supplied(with: await secrets.resolver.supply(for: definition))
                let plan = try supplied.runPlan(for: definition)
                findings.append(DoctorFinding(check: name, severity: .ok, message: plan.summary))
            } catch {
                findings.append(DoctorFinding(check: name, severity: .error, message: error.problem, remedy: error.remedy))
            }
        }
        // Often it failed of what was just found; saying so twice helps nobody.
        if case .failed(let report)? = try? await supervisor.status(of: id.rawValue).phase, loaded.reading.definition != nil,
            !findings.contains(where: { $0.message == report.problem })
        {
            findings.append(DoctorFinding(check: name, severity: .error, message: report.problem, remedy: report.remedy))
        }
        return findings
    }
}

extension RunPlan {
    /// For people, without what may be a secret.
    fileprivate var summary: String {
        switch way {
        case .stdio(let plan): "would run \(plan.executable)"
        case .local(let plan, let endpoint): "would run \(plan.executable), which listens at \(endpoint.origin)"
        case .remote(let endpoint): "would connect to \(endpoint.origin)"
        case .undecided: "would run what the login shell's PATH leads to"
        }
    }
}

extension DoctorFinding {
    fileprivate init(_ diagnostic: Diagnostic, check: String) {
        self.init(
            check: check, severity: diagnostic.severity,
            message: "\(diagnostic.file):\(diagnostic.line):\(diagnostic.column): \(diagnostic.message)", remedy: diagnostic.fix)
    }
}
