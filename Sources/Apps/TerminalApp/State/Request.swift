import ServerModel

/// Something asked of the daemon by a page; carried out by ``EffectRunner``. Each page declares its own.
enum Request: Hashable, Sendable {
    case servers(ServersRequest)
    case logs(LogsRequest)
    case health(HealthRequest)
    case tools(ToolsRequest)
    case calls(CallsRequest)
    case alerts(AlertsRequest)
    case imports(ImportsRequest)
    case settings(SettingsRequest)

    /// A look replaces an earlier one of the same name that was not answered yet; `nil`: something is changed, and is carried out.
    var look: String? {
        switch self {
        case .servers(let request): request.look.map { "servers \($0)" }
        case .logs(let request): request.look.map { "logs \($0)" }
        case .health(let request): request.look.map { "health \($0)" }
        case .tools(let request): request.look.map { "tools \($0)" }
        case .calls(let request): request.look.map { "calls \($0)" }
        case .alerts(let request): request.look.map { "alerts \($0)" }
        case .imports(let request): request.look.map { "imports \($0)" }
        case .settings(let request): request.look.map { "settings \($0)" }
        }
    }
}

/// What the daemon answers to a ``Request``.
enum Answer: Sendable {
    case servers(ServersAnswer)
    case logs(LogsAnswer)
    case health(HealthAnswer)
    case tools(ToolsAnswer)
    case calls(CallsAnswer)
    case alerts(AlertsAnswer)
    case imports(ImportsAnswer)
    case settings(SettingsAnswer)
}

/// What a page asks.
protocol PageRequest: Hashable, Sendable {
    /// See ``Request/look``.
    var look: String? { get }
}

extension AppState {
    /// Asks, and counts: the answer to anything older than ``questions`` at that time is late.
    mutating func ask(_ request: Request) -> [Effect] {
        questions += 1
        return [.ask(request, generation: questions)]
    }

    /// Hands an answer to the page that asked.
    mutating func take(_ result: Result<Answer, ErrorReport>, to request: Request, generation: Int) -> [Effect] {
        if let undone = undoing.removeValue(forKey: generation), case .failure = result, !undoable.contains(undone) {
            undoable.append(undone)
        }
        return hand(result, to: request, generation)
    }

    private mutating func hand(_ result: Result<Answer, ErrorReport>, to request: Request, _ generation: Int) -> [Effect] {
        switch (request, result) {
        case (.servers(let request), .success(.servers(let answer))): take(.success(answer), to: request, generation)
        case (.servers(let request), .failure(let report)): take(.failure(report), to: request, generation)
        case (.logs(let request), .success(.logs(let answer))): take(.success(answer), to: request, generation)
        case (.logs(let request), .failure(let report)): take(.failure(report), to: request, generation)
        case (.health(let request), .success(.health(let answer))): take(.success(answer), to: request, generation)
        case (.health(let request), .failure(let report)): take(.failure(report), to: request, generation)
        case (.tools(let request), .success(.tools(let answer))): take(.success(answer), to: request, generation)
        case (.tools(let request), .failure(let report)): take(.failure(report), to: request, generation)
        case (.calls(let request), .success(.calls(let answer))): take(.success(answer), to: request, generation)
        case (.calls(let request), .failure(let report)): take(.failure(report), to: request, generation)
        case (.alerts(let request), .success(.alerts(let answer))): take(.success(answer), to: request, generation)
        case (.alerts(let request), .failure(let report)): take(.failure(report), to: request, generation)
        case (.imports(let request), .success(.imports(let answer))): take(.success(answer), to: request, generation)
        case (.imports(let request), .failure(let report)): take(.failure(report), to: request, generation)
        case (.settings(let request), .success(.settings(let answer))): take(.success(answer), to: request, generation)
        case (.settings(let request), .failure(let report)): take(.failure(report), to: request, generation)
        // An answer of another page than the one that asked does not exist.
        default: []
        }
    }
}
