import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// Forms, the welcome and imports: what the daemon answers.
extension Scenario {
    /// The daemon answers the newest question about servers; what was asked.
    @discardableResult
    mutating func answer(
        _ answer: ServersAnswer, location: SourceLocation = #_sourceLocation
    ) -> ServersRequest? {
        reply(.success(answer), location: location)
    }

    /// The daemon refuses what was asked last about servers.
    @discardableResult
    mutating func refuse(_ report: ErrorReport, location: SourceLocation = #_sourceLocation) -> ServersRequest? {
        reply(.failure(report), location: location)
    }

    private mutating func reply(
        _ result: Result<ServersAnswer, ErrorReport>, location: SourceLocation
    ) -> ServersRequest? {
        let asked = effects.lazy.compactMap { effect -> (ServersRequest, Int)? in
            if case .ask(.servers(let request), let generation) = effect { (request, generation) } else { nil }
        }
        guard let (request, generation) = asked.last else {
            Issue.record("nothing was asked about servers\n\(screen)", sourceLocation: location)
            return nil
        }
        receive(.answered(.servers(request), generation: generation, result.map { .servers($0) }))
        return request
    }

    /// The daemon answers every change of servers that was asked for since effects were last taken.
    mutating func answerAll(_ answer: (ServersRequest) -> Result<ServersAnswer, ErrorReport>) {
        for case .ask(.servers(let request), let generation) in takeEffects() {
            receive(.answered(.servers(request), generation: generation, answer(request).map { .servers($0) }))
        }
    }

    /// The daemon answers the newest question about imports; what was asked.
    @discardableResult
    mutating func answer(
        imports answer: Result<ImportsAnswer, ErrorReport>, location: SourceLocation = #_sourceLocation
    ) -> ImportsRequest? {
        let asked = effects.lazy.compactMap { effect -> (ImportsRequest, Int)? in
            if case .ask(.imports(let request), let generation) = effect { (request, generation) } else { nil }
        }
        guard let (request, generation) = asked.last else {
            Issue.record("nothing was asked about imports\n\(screen)", sourceLocation: location)
            return nil
        }
        receive(.answered(.imports(request), generation: generation, answer.map { .imports($0) }))
        return request
    }

    /// The open form.
    var serverForm: ServerForm? { state.overlay(as: ServerForm.self) }

    /// Types into the present field, and goes on.
    mutating func fill(_ texts: String...) {
        for text in texts {
            type(text)
            press(.forms(.nextField))
        }
    }
}

extension Sample {
    /// What adding a server would write.
    static func draft(_ name: String, _ command: String = "uvx") -> DefinitionDocument {
        DefinitionDocument(
            path: "/home/kim/.mcp_servers/servers/\(name).yaml",
            text: "name: \(name)\nexecution:\n  local:\n    command: \(command)\n    args:\n      - mcp-server-time\n",
            definition: nil, diagnostics: [])
    }

    /// The definition of a server as it is.
    static func definition(_ name: String) -> DefinitionDocument {
        var definition = ServerDefinition(name: id(name))
        definition.description = "Issues and files"
        var local = LocalExecution()
        local.command = "npx"
        local.args = ["-y", "@scope/server-github"]
        local.environment = ["GITHUB_TOKEN": "${secret:GITHUB_TOKEN}", "TZ": "UTC"]
        definition.execution.local = local
        return DefinitionDocument(
            path: "/home/kim/.mcp_servers/servers/\(name).yaml", text: "name: \(name)\n", definition: definition, diagnostics: [])
    }

    static func edited(_ name: String, _ difference: [String], needsNewRun: Bool = false) -> DefinitionEdited {
        DefinitionEdited(
            path: "/home/kim/.mcp_servers/servers/\(name).yaml", before: "old", after: "new", difference: difference,
            diagnostics: [], needsNewRun: needsNewRun, base: "b1", digest: "a1")
    }

    static let candidates: [ImportCandidate] = {
        func place(_ platform: String, _ title: String, _ name: String) -> ImportCandidate.Place {
            ImportCandidate.Place(platform: platform, title: title, path: "/home/kim/.\(platform)/mcp.json", name: name, line: 3)
        }
        let token = FoundCredential(
            id: "c1", file: "/home/kim/.cursor/mcp.json", line: 7, column: 20, kind: .clientFile, client: "Cursor",
            server: "github", key: "GITHUB_TOKEN", hint: "gh… (40)", reason: "a GitHub token by its first letters")
        return [
            ImportCandidate(
                id: "i1", name: "github", launch: "npx -y @scope/server-github",
                places: [place("cursor", "Cursor", "github"), place("zed", "Zed", "gh")], credentials: [token]),
            ImportCandidate(
                id: "i2", name: "time", launch: "uvx mcp-server-time", places: [place("cursor", "Cursor", "time")],
                credentials: []),
            ImportCandidate(
                id: "i3", name: "odd", launch: "", places: [place("zed", "Zed", "odd")], credentials: [],
                obstacle: "its entry has no command"),
        ]
    }()

    static func outcome(id: String? = nil) -> ImportOutcome {
        ImportOutcome(
            id: id,
            imported: candidates.prefix(2).map { ImportOutcome.Imported(server: Sample.id($0.name), places: $0.places) },
            moved: [
                CredentialMove.Moved(
                    credential: candidates[0].credentials[0], server: Sample.id("github"), secret: "GITHUB_TOKEN")
            ],
            files: [
                CredentialMove.ChangedFile(
                    path: "/home/kim/.cursor/mcp.json",
                    difference: [
                        "   \"github\": {", "-    \"command\": \"npx\",", "+    \"command\": \"mcp-connect\",", "   }",
                    ])
            ])
    }
}
