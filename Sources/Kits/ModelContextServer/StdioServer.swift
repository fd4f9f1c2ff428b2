import ModelContextProtocol
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An MCP server that offers tools over its standard input and output, in both eras at once.
///
/// Each request is served in the era it shows, so one process can be shared by clients of both. Tool calls run concurrently, everything
/// else is answered in order. What cannot be read as a message is skipped.
public final class StdioServer: Sendable {
    /// Sees each message before it is served; for logging and for servers that must misbehave in tests.
    public typealias Observer = @Sendable (_ envelope: MessageEnvelope, _ line: [UInt8]) -> Void

    private struct Session {
        var isInitialized = false
        /// What legacy clients get before they ask for a level.
        var level: LogLevel = .info
    }

    private let implementation: Implementation
    private let instructions: String?
    private let tools: [Tool]
    private let eras: Set<ProtocolEra>
    private let input: LineReader
    private let output: LineWriter
    private let observer: Observer
    private let session = Mutex(Session())
    private let calls = CallRegistry()

    /// A server that speaks through the two descriptors.
    public init(
        implementation: Implementation, instructions: String? = nil, tools: [Tool],
        eras: Set<ProtocolEra> = [.legacy, .modern], input: LineReader = LineReader(descriptor: 0),
        output: LineWriter = LineWriter(descriptor: 1), observer: @escaping Observer = { _, _ in }
    ) {
        self.implementation = implementation
        self.instructions = instructions
        self.tools = tools
        self.eras = eras
        self.input = input
        self.output = output
        self.observer = observer
    }

    /// Serves until the input ends and every call has come to its end; calls that are still running then are cancelled.
    ///
    /// From here on the program ignores `SIGPIPE`: a client that goes away ends the input as well.
    public func run() async {
        signal(SIGPIPE, SIG_IGN)
        await withDiscardingTaskGroup { group in
            for await line in input.lines() {
                guard let envelope = try? MessageEnvelope.scan(line) else { continue }
                observer(envelope, line)
                switch envelope.kind {
                case .request: serve(envelope, line, &group)
                case .notification: note(envelope, line)
                case .result, .error: break
                }
            }
            calls.cancelAll()
        }
    }

    private func note(_ envelope: MessageEnvelope, _ line: [UInt8]) {
        guard envelope.method == "notifications/cancelled", let id = envelope.requestID else { return }
        calls.giveUp(id: Array(line[id]))
    }

    private func serve(_ envelope: MessageEnvelope, _ line: [UInt8], _ group: inout DiscardingTaskGroup) {
        guard let id = envelope.id, let method = envelope.method else { return }
        let token = Array(line[id])
        do throws(ServerRequest.Refusal) {
            let params = self.params(envelope, line)
            let isInitialized = session.withLock { $0.isInitialized }
            let era = try ServerRequest.era(of: method, params, served: eras, isInitialized: isInitialized)
            let request = ServerRequest(id: token, method: method, params: params, era: era)
            if method == "tools/call" {
                try call(request, &group)
            } else {
                answer(request, try result(of: request))
            }
        } catch {
            output.write(JSONRPC.error(id: token, code: error.code, message: error.message, data: error.data))
        }
    }

    private func params(_ envelope: MessageEnvelope, _ line: [UInt8]) -> JSONValue {
        guard let range = envelope.params else { return [:] }
        // The scanner has checked the same grammar, so this parses; `null` parameters are none.
        let params = line.withUnsafeBytes { try? JSONValue.parse($0, in: range) }
        return params?.objectValue.map { .object($0) } ?? [:]
    }

    private func answer(_ request: ServerRequest, _ result: JSONValue) {
        var result = result
        if request.era == .modern {
            result["resultType"] = "complete"
            result["_meta"] = [MetaKey.serverInfo: implementation.value]
        }
        output.write(JSONRPC.result(id: request.id, result))
    }
}

// MARK: - Methods

extension StdioServer {
    private func result(of request: ServerRequest) throws(ServerRequest.Refusal) -> JSONValue {
        switch (request.method, request.era) {
        case ("initialize", .legacy): return try initialize(request)
        case ("ping", .legacy): return [:]
        case ("logging/setLevel", .legacy): return try setLevel(request)
        case ("server/discover", .modern): return cacheable(discovery)
        case ("tools/list", .legacy): return toolList
        case ("tools/list", .modern): return cacheable(toolList)
        default: throw .unknownMethod(request.method)
        }
    }

    private var capabilities: JSONValue { ["logging": [:], "tools": ["listChanged": false]] }

    private var toolList: JSONValue { ["tools": .array(tools.map(\.value))] }

    private var discovery: JSONValue {
        var result: JSONValue = [
            "supportedVersions": .array(ProtocolVersion.known(in: .modern).map { .string($0.text) }),
            "capabilities": capabilities,
        ]
        result["instructions"] = instructions.map { .string($0) }
        return result
    }

    private func initialize(_ request: ServerRequest) throws(ServerRequest.Refusal) -> JSONValue {
        guard let asked = request.params["protocolVersion"]?.stringValue else {
            throw .invalidParams("params lack protocolVersion")
        }
        session.withLock { $0.isInitialized = true }
        var result: JSONValue = [
            "protocolVersion": .string(ProtocolVersion.agreed(asked: asked, offered: .newestLegacy).text),
            "capabilities": capabilities,
            "serverInfo": implementation.value,
        ]
        result["instructions"] = instructions.map { .string($0) }
        return result
    }

    private func setLevel(_ request: ServerRequest) throws(ServerRequest.Refusal) -> JSONValue {
        guard let level = request.params["level"]?.stringValue.flatMap({ LogLevel(rawValue: $0) }) else {
            throw .invalidParams("level must be one of \(LogLevel.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        session.withLock { $0.level = level }
        return [:]
    }

    /// Modern lists say how long they may be kept; ours not at all, the library default of others too.
    private func cacheable(_ result: JSONValue) -> JSONValue {
        var result = result
        result["ttlMs"] = 0
        result["cacheScope"] = "private"
        return result
    }
}

// MARK: - Tool calls

extension StdioServer {
    private func call(_ request: ServerRequest, _ group: inout DiscardingTaskGroup) throws(ServerRequest.Refusal) {
        let name = request.params["name"]?.stringValue ?? ""
        guard let tool = tools.first(where: { $0.name == name }) else { throw .invalidParams("Unknown tool: \(name)") }
        let arguments = request.params["arguments"] ?? [:]
        guard arguments.objectValue != nil else { throw .invalidParams("arguments must be an object") }
        let context = context(for: request)
        // A task for itself, so that one call can be cancelled without its neighbours; the group waits for all of them.
        let work = Task { try await tool.handler(arguments, context) }
        let number = calls.add(id: request.id, work)
        group.addTask { [self] in
            let outcome = await withTaskCancellationHandler {
                await work.result
            } onCancel: {
                work.cancel()
            }
            guard calls.remove(number) else { return }
            finish(request, outcome)
        }
    }

    private func finish(_ request: ServerRequest, _ outcome: Result<ToolResult, any Error>) {
        switch outcome {
        case .success(let result):
            answer(request, result.value)
        case .failure(is CancellationError):
            output.write(
                JSONRPC.error(id: request.id, code: ErrorCode.connectionClosed, message: "Connection closed"))
        case .failure(let error):
            answer(request, ToolResult.failure(String(describing: error)).value)
        }
    }

    private func context(for request: ServerRequest) -> ToolContext {
        let asked = request.meta?[MetaKey.logLevel]?.stringValue.flatMap { LogLevel(rawValue: $0) }
        let isModern = request.era == .modern
        return ToolContext(
            output: output, progressToken: request.meta?[MetaKey.progressToken], logger: implementation.name,
            wants: { [self] level in
                // Modern clients ask with each request or get nothing; legacy ones set a level for all.
                guard let lowest = isModern ? asked : session.withLock({ $0.level }) else { return false }
                return level >= lowest
            })
    }
}
