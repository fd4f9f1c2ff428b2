import ControlAPI
import DaemonLaunch
import HTTPTypes
import Hummingbird
import NIOCore
import ServerConfiguration
import ServerExecution
import ServerModel
import ServerMonitoring
import ServerSupervision

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The control API: each route asks one owner and writes down what it says.
struct ControlRoutes: Sendable {
    let home: HomeDirectory
    let daemonInfo: @Sendable () async -> DaemonInfo
    let definitions: DefinitionKeeper
    let supervisor: Supervisor
    let events: EventHub
    let planner: LaunchPlanner
    let shell: LoginShell
    let logs: LogDesk
    let health: HealthDesk
    let metrics: MetricsDesk
    let alerts: AlertDesk
    let seen: Observations
    let history: CallHistory
    let use: UseHistory
    let processes: ProcessLister
    let troubles: Troubles
    let stop: StopRequests
    let secrets: SecretDesk
    let vault: VaultDesk
    let credentials: CredentialDesk
    let platforms: PlatformDesk
    let settings: ManagerSettingsReading
    let dashboard: DashboardDesk

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: ErrorReporting())
        for route in ControlRoute.allCases {
            let path = RouterPath(route.template.replacingBraces)
            router.on(path, method: .init(rawValue: route.method) ?? .get) { request, context in
                try await self.answer(route, request, context)
            }
        }
        return router
    }

    private func answer(_ route: ControlRoute, _ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let name = context.parameters.get("id") ?? ""
        switch route {
        case .daemon:
            return try .json(await daemonInfo())
        case .stopDaemon:
            let query = request.uri.queryParameters
            stop.request(now: query.get("now") == "true", isToFollow: query.get("follow") == "true")
            return Response(status: .accepted)
        case .servers:
            await definitions.refresh()
            return try .json(await supervisor.statuses())
        case .addServer:
            let new = try await request.decoded(NewServer.self)
            let id = try await definitions.add(new)
            return try .json(await supervisor.status(of: id.rawValue), status: .created)
        case .server:
            await definitions.refresh()
            return try .json(await supervisor.status(of: name))
        case .definition:
            await definitions.refresh()
            return try .json(await definitions.document(name))
        case .draftServer, .changeDefinition, .restoreServer, .setDashboard: return try await answerEdits(route, name, request)
        case .environment:
            await definitions.refresh()
            return try .json(await environment(of: name))
        case .removeServer:
            await definitions.refresh()
            let backup = try await definitions.remove(name)
            if let id = try? ServerID(name) { seen.forget(id) }
            return try .json(RemovedServer(backup: backup))
        case .start: return try await perform(.start, name, request)
        case .stop: return try await perform(.stop, name, request)
        case .restart: return try await perform(.restart, name, request)
        case .kill: return try await perform(.kill, name, request)
        case .logs, .followLogs, .allLogs, .followAllLogs, .searchLogs: return try await answerLogs(route, name, request)
        case .allHealth, .health, .checkHealth, .metrics: return try await answerHealth(route, name)
        case .alerts, .acknowledgeAlert, .silenceAlerts, .endSilence, .testAlerts:
            return try await answerAlerts(route, name, request)
        case .events:
            let resumeAfter = HTTPField.Name.lastEventID.flatMap { request.headers[$0] }.flatMap { UInt64($0) }
            return .events(events.events(after: resumeAfter), request)
        case .doctor:
            await definitions.refresh()
            // What is on the PATH is known then.
            _ = await shell.ask()
            let doctor = Doctor(
                home: home, definitions: definitions, supervisor: supervisor, planner: planner, troubles: troubles,
                secrets: secrets, credentials: credentials, settings: settings)
            return try .json(await doctor.findings())
        case .calls: return try .json(await history.calls(request.callQuery()))
        case .call: return try .json(await history.call(callNumber(name)))
        case .replayCall: return try await replay(callNumber(name), request)
        case .tools: return try await tools(of: name, request)
        case .use: return try await useSamples(of: name, request)
        case .processes: return try await processReport(request)
        case .followProcesses: return await followActivity(request)
        case .endProcess: return try await end(processNumber(name), request)
        case .adoptProcess: return try await adopt(processNumber(name), request)
        case .callTool: return try await call(context.parameters.get("tool") ?? "", of: name, request)
        case .allSecrets: return try await allSecrets()
        case .secrets: return try await secrets(of: name)
        case .setSecrets: return try await setSecrets(of: name, request)
        case .deleteSecret: return try await deleteSecret(context.parameters.get("secret") ?? "", of: name)
        case .rotateSecret: return try await rotateSecret(context.parameters.get("secret") ?? "", of: name, request)
        case .secretStores: return try .json(await secrets.keeper.reports())
        case .vault: return try await vault(request)
        case .credentials: return try await findCredentials(request)
        case .moveCredentials: return try await moveCredentials(request)
        case .undoMove: return try .json(await credentials.undo(name))
        case .platforms, .platform, .addPlatform, .planPlatforms, .applyPlatforms, .undoPlatforms, .platformHistory,
            .platformCopies, .restorePlatform, .importCandidates, .importServers, .undoImport:
            return try await answerPlatforms(route, name, request)
        }
    }

    private func perform(_ verb: Supervisor.Verb, _ name: String, _ request: Request) async throws -> Response {
        await definitions.refresh()
        let wait = request.uri.queryParameters.get("wait") == "true"
        return try .json(await supervisor.perform(verb, on: name, in: try request.mode(), wait: wait))
    }
}

extension Request {
    /// A body of at most 1 MiB as JSON. Throws an ``ErrorReport`` that says what is wrong with it.
    func decoded<Value: Decodable>(_ type: Value.Type) async throws -> Value {
        let body = try await body.collect(upTo: 1 << 20)
        do {
            return try ControlCoding.decode(type, from: Array(body.readableBytesView))
        } catch let error as DecodingError {
            throw ErrorReport(
                code: "bad-request", problem: "the request's body is not what this route takes: \(error.words)",
                remedy: "send a \(type) as JSON")
        }
    }

    /// `?mode=development`; `nil` without.
    fileprivate func mode() throws -> ExecutionMode? {
        guard let text = uri.queryParameters.get("mode") else { return nil }
        guard let mode = ExecutionMode(rawValue: text) else {
            throw ErrorReport(
                code: "bad-request", problem: "there is no mode '\(text)'",
                remedy: "write mode=development or mode=local")
        }
        return mode
    }

    /// A number in the query, 0–100,000.
    func count(_ name: String, default fallback: Int) throws -> Int {
        guard let text = uri.queryParameters.get(name) else { return fallback }
        guard let count = Int(text), (0...100_000).contains(count) else {
            throw ErrorReport(
                code: "bad-request", problem: "'\(name)' must be a whole number from 0 to 100000", remedy: "write \(name)=200")
        }
        return count
    }
}

extension DecodingError {
    /// Which key, and what about it.
    fileprivate var words: String {
        switch self {
        case .keyNotFound(let key, _): "'\(key.stringValue)' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            (context.codingPath.last.map { "'\($0.stringValue)': " } ?? "") + context.debugDescription
        @unknown default: "it cannot be read"
        }
    }
}

extension String {
    /// `/servers/{id}` as Hummingbird writes it, `/servers/:id`.
    fileprivate var replacingBraces: String {
        String(compactMap { character -> Character? in character == "{" ? ":" : character == "}" ? nil : character })
    }
}
