import ServerModel
import TerminalKit

/// The AI clients: looking at what is in their files, and moving through the matrix.
extension AppState {
    // MARK: Looking

    /// Asks the daemon when they are to be seen, on their page or counted in the header, and not known.
    mutating func loadPlatformsIfShown() -> [Effect] {
        let isSeen = layout?.panes[.platforms] != nil || (layout != nil && size.columns >= HeaderView.columnsOfCounts)
        guard isConnected, isSeen, platforms.isStale, !platforms.isAsking else { return [] }
        platformQuestions += 1
        platforms.generation = platformQuestions
        platforms.isStale = false
        platforms.isAsking = true
        return [.loadPlatforms(generation: platformQuestions)]
    }

    mutating func take(_ result: Result<PlatformFindings, ErrorReport>, generation: Int) {
        guard platforms.generation == generation else { return }
        platforms.isAsking = false
        switch result {
        case .success(let findings): platforms.content = .loaded(findings)
        case .failure(let report): platforms.content = .failed(report)
        }
    }

    /// A client's file is another. Who does not see it is told, if it matters.
    mutating func hear(of event: ServerEvent) {
        platforms.isStale = true
        // What had happened before the picture was taken is no news.
        guard event.severity.needsAttention, pictureTaken.map({ event.time >= $0 }) ?? true else { return }
        guard layout?.panes[.platforms] == nil else { return }
        // Whoever goes there now wants to see this client.
        platforms.column = event.platform ?? platforms.column
        guard toast?.isError != true else { return }
        toast = Toast(
            text: SafeText(event.message), remedy: SafeText("press \(keyLabel(.pane(.platforms))) to look"), isError: false)
    }

    // MARK: Moving

    /// Brings the selection and what is in view in line with what is known.
    mutating func settlePlatforms(in pane: Rect) {
        if case .entry = overlay, chosenPlatform == nil { overlay = nil }
        guard let matrix, !matrix.columns.isEmpty else { return }
        if !matrix.columns.contains(where: { $0.id == platforms.column }) { platforms.column = matrix.columns[0].id }
        let rows = matrix.rows
        if platforms.row.map({ !rows.contains($0) }) ?? true {
            let before = platforms.row ?? selected.map { .server($0) }
            platforms.row = before.flatMap { before in rows.first { $0 >= before } } ?? (before == nil ? rows.first : rows.last)
        }
        let grid = PlatformGrid(pane: pane)
        let column = matrix.columns.firstIndex { $0.id == platforms.column } ?? 0
        platforms.left = Self.window(platforms.left, showing: column, of: matrix.columns.count, room: grid.columns)
        let lines = matrix.lines
        let line = platforms.row.flatMap { lines.firstIndex(of: .row($0)) } ?? 0
        platforms.top = Self.window(platforms.top, showing: line, of: lines.count, room: grid.rows.height)
        // The heading over the first of a group comes into view with it.
        if line > 0, platforms.top == line, lines[line - 1] == .heading, grid.rows.height > 1 { platforms.top = line - 1 }
    }

    /// Where a window begins that shows one of many, moved as little as can be.
    private static func window(_ start: Int, showing index: Int, of count: Int, room: Int) -> Int {
        guard room > 0 else { return index }
        let first = min(start, index, max(0, count - room))
        return max(0, max(first, index - room + 1))
    }

    mutating func movePlatform(by rows: Int) {
        guard let all = matrix?.rows, !all.isEmpty else { return }
        let index = all.firstIndex { $0 == platforms.row } ?? 0
        platforms.row = all[max(0, min(all.count - 1, index + rows))]
        // The list of servers goes along, so that whoever goes back is at the same server.
        if case .server(let id) = platforms.row, visibleServers.contains(where: { $0.id == id }), id != selected {
            selected = id
            statusTop = 0
        }
    }

    mutating func movePlatform(sideways step: Int) {
        guard let columns = matrix?.columns, !columns.isEmpty else { return }
        let index = columns.firstIndex { $0.id == platforms.column } ?? 0
        platforms.column = columns[max(0, min(columns.count - 1, index + step))].id
    }

    /// From another page: to the server that was looked at there.
    mutating func enterPlatforms() {
        if let selected { platforms.row = .server(selected) }
    }

    // MARK: Doing

    mutating func performOnPlatform(_ action: Action) -> [Effect] {
        if isPlanOpen, let objection = objection(inPlan: action) {
            toast = .note(objection)
            return []
        }
        if let objection = objection(toPlatform: action) {
            toast = .note(objection)
            return []
        }
        if action == .copyPlatform { return copyPlatform() }
        if action == .showEntry { overlay = .entry(EntryPage()) }
        return platformWork(of: action).map { propose($0) } ?? []
    }

    /// The server in whose row the cursor is, if it is ours.
    private var chosenServer: ServerID? {
        guard case .server(let id) = platforms.row, server(id) != nil else { return nil }
        return id
    }

    /// The path of the chosen client's file, and the name of the server that is in it.
    private mutating func copyPlatform() -> [Effect] {
        let path = chosenPlatform?.path.map { CopyChoice("f", "the file's path", $0) }
        let name = chosenEntry == nil ? nil : platforms.row.map { CopyChoice("n", "the server's name", $0.name) }
        return copy([path, name].compactMap(\.self))
    }

    /// What an action is to write, of which a plan is made first; `nil` for one that writes nothing.
    func platformWork(of action: Action) -> PlatformWork? {
        let choice: PlatformSyncRequest.Decision.Choice = action == .decideOurs ? .ours : .theirs
        switch action {
        case .syncAll: return .syncAll
        case .undoSync: return platforms.findings?.undoable.map { .undo($0, at: localTime.short($0.time, today: now)) }
        case .agree: return openPlan?.work
        case .decideOurs where isPlanOpen, .decideTheirs where isPlanOpen:
            return openPlan.map { $0.work.answering($0.questions, choice) }
        default: break
        }
        guard let platform = chosenPlatform else { return nil }
        switch action {
        case .syncPlatform: return .sync(platform)
        case .syncServer: return chosenServer.map { .sync($0, into: platform) }
        case .releasePlatform: return .release(platform)
        case .restorePlatform: return .restore(platform)
        case .decideOurs, .decideTheirs:
            return chosenEntry.map { .decision(choice, on: $0, in: platform, isKnown: server($0.server) != nil) }
        default: return nil
        }
    }

    /// Why an action on the clients would do nothing; `nil` when it would.
    func objection(toPlatform action: Action) -> String? {
        guard isConnected || action == .copyPlatform else { return notConnected }
        guard let findings = platforms.findings else {
            return "the clients are not shown; \(keyLabel(.pane(.platforms))) shows them"
        }
        switch action {
        case .syncAll: return objectionToSyncAll
        case .undoSync: return findings.undoable == nil ? "nothing was written that could be taken back" : nil
        default: break
        }
        guard let platform = chosenPlatform else { return "no AI client was found on this machine" }
        let title = platform.title
        switch action {
        case .syncServer:
            if platform.obstacle != nil { return "we do not write the file of \(title)" }
            if let problem = platform.problem { return "\(title): \(problem.problem)" }
            guard let id = chosenServer else { return "this is none of our servers" }
            return chosenEntry?.state == .inSync ? "\(id) is in \(title) as it should be" : nil
        case .syncPlatform:
            if platform.obstacle != nil { return "we do not write the file of \(title)" }
            if let problem = platform.problem { return "\(title): \(problem.problem)" }
            return platform.isConfigured && platform.pending.isEmpty && platform.undecided.isEmpty
                ? "\(title) is as it should be" : nil
        case .releasePlatform: return platform.isConfigured ? nil : "\(title) is not configured: nothing in its file is ours"
        case .copyPlatform: return platform.path == nil && chosenEntry == nil ? "\(title) has no file that we write" : nil
        case .restorePlatform: return platform.path == nil ? "\(title) has no file that we write" : nil
        case .decideOurs, .decideTheirs:
            guard chosenEntry?.state.needsDecision == true else { return "nothing is to be decided about this entry" }
            return platform.isConfigured
                ? nil : "\(title) is not configured yet; \(keyLabel(.syncPlatform)) writes your servers into it"
        default: return nil
        }
    }

    private var objectionToSyncAll: String? {
        guard let columns = matrix?.columns, !columns.isEmpty else { return "no AI client was found on this machine" }
        let configured = columns.filter(\.isConfigured)
        guard !configured.isEmpty else {
            return columns.contains { $0.obstacle == nil && $0.problem == nil }
                ? nil : "we write the file of none of these clients"
        }
        let needsIt = configured.contains { $0.problem == nil && !($0.pending.isEmpty && $0.undecided.isEmpty) }
        guard !needsIt else { return nil }
        let isNew = columns.contains { !$0.isConfigured && $0.obstacle == nil && $0.problem == nil }
        return isNew
            ? "every configured client is as it should be; \(keyLabel(.syncPlatform)) writes your servers into a new one"
            : "every client is as it should be"
    }
}
