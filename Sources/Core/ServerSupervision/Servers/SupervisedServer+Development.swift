import FileWatching
import ServerModel

/// Development mode: its source is watched, and what changes is run.
extension SupervisedServer {
    /// A watch of the source, and what it was made for.
    struct SourceWatch {
        let number: Int
        let local: LocalExecution?
        let development: Development
        /// `nil` when it could not be watched.
        var watch: FolderWatch?
        /// It was there once: when it is told again, it had gone.
        var hasBegun = false
        var ownWrites = OwnWrites()
    }

    // MARK: The mode

    /// What it runs in.
    var mode: ExecutionMode {
        if let owner { return owner.assumeIsolated { $0.mode } }
        return chosenMode ?? definition?.execution.mode ?? .local
    }

    /// A definition in the mode a person chose.
    func asRun(_ definition: ServerDefinition) -> ServerDefinition {
        let chosen = owner.map { $0.assumeIsolated { $0.chosenMode } } ?? chosenMode
        guard let chosen, definition.execution.mode.isProcess else { return definition }
        var definition = definition
        definition.execution.mode = chosen
        return definition
    }

    /// Takes the mode a person chose, until the server is stopped; whether it is another one than before.
    func choose(_ mode: ExecutionMode?) throws -> Bool {
        guard owner == nil, let mode, let own = definition?.execution.mode else { return false }
        guard mode.isProcess, own.isProcess else { throw ErrorReport.modeNotPossible(id, mode, own: own) }
        guard mode != self.mode else { return false }
        chosenMode = mode == own ? nil : mode
        return true
    }

    // MARK: Watching

    /// Whether a change of the source starts it again.
    var isWatchingSource: Bool {
        if let owner { return owner.assumeIsolated { $0.isWatchingSource } }
        return sourceWatch?.watch != nil
    }

    /// Watches the source if it is to be, in the way its definition says now.
    func watchSource() {
        if let owner { return owner.assumeIsolated { $0.watchSource() } }
        guard let definition, mode == .development, definition.development.hotReload else {
            sourceWatch = nil
            return
        }
        let (local, development) = (definition.execution.local, definition.development)
        guard sourceWatch?.local != local || sourceWatch?.development != development else { return }
        lastSourceWatch += 1
        let number = lastSourceWatch
        sourceWatch = SourceWatch(number: number, local: local, development: development)
        do {
            let loop = surroundings.loop
            sourceWatch?.watch = try surroundings.watchSource(asRun(definition)) { news in
                loop.execute { self.assumeIsolated { $0.heard(news, from: number) } }
            }
        } catch {
            warn("its source is not watched: \(ErrorReport(describing: error))")
        }
    }

    /// A server that does not run is not watched either.
    func endWatchingIfIdle() {
        if let owner { return owner.assumeIsolated { $0.endWatchingIfIdle() } }
        guard sourceWatch != nil, running.isEmpty else { return }
        sourceWatch = nil
    }

    private func heard(_ news: FolderNews, from number: Int) {
        guard sourceWatch?.number == number else { return }
        switch news {
        case .began(let folders):
            let isBack = sourceWatch?.hasBegun == true
            sourceWatch?.hasBegun = true
            note("watching its source: \(folders == 1 ? "1 folder" : "\(folders) folders")", level: .info)
            if isBack { sourceChanged("its source is back") }
        case .changed(let files):
            let age = run.map { surroundings.clock() - $0.startedAt }
            guard sourceWatch?.ownWrites.areOwn(files, age: age) == false else {
                return warn(
                    "\(files.firstFew) changes whenever the server starts, so this change does not count; "
                        + "if the server writes it, add it to 'development.ignore'")
            }
            sourceChanged("\(files.firstFew) changed")
        case .gone:
            warn("the folder of its source is not there; it is watched once it is")
            sourceWatch?.hasBegun = true
        case .trouble(let trouble):
            warn("\(trouble.problem) — \(trouble.remedy)")
        }
    }

    private func sourceChanged(_ what: String) {
        guard !running.isEmpty else { return }
        let message = "\(what); starting again"
        note(message, level: .notice)
        publish(.notice, severity: .info, message)
        startAgain()
    }

    private func warn(_ message: String) {
        note(message, level: .warning)
        publish(.notice, severity: .warning, message)
    }
}

extension ExecutionMode {
    /// Whether it is a process of ours on this machine.
    var isProcess: Bool { self == .local || self == .development }
}
