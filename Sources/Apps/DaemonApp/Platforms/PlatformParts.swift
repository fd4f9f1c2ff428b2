import CarefulFiles
import ClientPlatforms
import CredentialFinder
import DaemonLaunch
import ServerExecution
import ServerModel

/// What the keeper of clients' files is made of on this machine.
struct PlatformParts: Sendable {
    let home: HomeDirectory
    let planner: LaunchPlanner
    let tools: ToolRunner
    let bridge: BridgeLink

    func facts(_ definitions: DefinitionKeeper) -> PlatformFacts {
        let surroundings = PlatformPaths.Surroundings(userHome: planner.userHome, environment: planner.daemonEnvironment)
        let folder = "\(home.path)/platforms"
        return PlatformFacts(
            table: { PlatformTable.read(folder: folder) },
            wanted: { platform, isDirect in await wanted(definitions, platform, isDirect) },
            paths: PlatformPaths(surroundings),
            hasCommand: { planner.location(of: $0) != nil },
            runningPrograms: { Set(ProcessTable.current().processes.values.map(\.name)) },
            secretSpans: { SecretSpans.spans(in: $0) },
            edit: { try await edit($0, $1) }, now: { .now })
    }

    /// Servers whose definitions have errors are left out: what is in clients' files for them stays as it is.
    private func wanted(_ definitions: DefinitionKeeper, _ platform: Platform, _ isDirect: Bool) async -> [WantedServer] {
        await definitions.all.sorted { $0.key < $1.key }.compactMap { id, loaded in
            guard let definition = loaded.reading.definition else { return nil }
            return WantedServer(
                id: id, description: definition.description, setting: platform.setting(in: definition.platforms),
                launch: launch(definition, platform, isDirect))
        }
    }

    private func launch(_ definition: ServerDefinition, _ platform: Platform, _ isDirect: Bool) -> ServerLaunch {
        guard isDirect else {
            return .bridge(
                program: bridge.path,
                words: BridgeLink.words(
                    definition.name.rawValue, client: platform.id, home: home, userHome: planner.userHome))
        }
        do throws(LaunchError) {
            switch try planner.nativeLaunch(of: definition).way {
            case .program(let program, let arguments, let environment, let directory):
                return .program(
                    program, arguments.map(ReferencedText.init), environment: environment.mapValues(ReferencedText.init),
                    directory: directory)
            case .address(let url, let headers, let transport):
                return .address(ReferencedText(url), headers: headers.mapValues(ReferencedText.init), transport)
            }
        } catch {
            return .impossible(EntryObstacle(error.code, error.problem, error.remedy))
        }
    }

    // MARK: Programs of clients

    private func edit(_ editor: ClientEditor, _ step: FileEditorStep) async throws {
        switch editor {
        case .claude:
            guard let program = planner.location(of: "claude") else { throw NoEditor() }
            let words =
                switch step {
                case .add(let name, let json): ["mcp", "add-json", "--scope", "user", name, json]
                case .remove(let name): ["mcp", "remove", "--scope", "user", name]
                }
            var environment = planner.daemonEnvironment
            // Otherwise it reports home each time.
            environment["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1"
            let plan = LaunchPlan(
                executable: program, arguments: words, environment: environment,
                workingDirectory: planner.userHome)
            let answer = try await tools.answer(of: plan, deadline: .seconds(30))
            guard answer.isSuccess else { throw NoEditor() }
        }
    }
}

extension ReferencedText {
    fileprivate init(_ text: NativeLaunch.MarkedText) {
        self.init(
            text.parts.map { part in
                switch part {
                case .text(let text): .text(text)
                case .secret(let name): .variable(name)
                }
            })
    }
}
