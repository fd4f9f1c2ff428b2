import ServerModel
import Testing

@testable import ClientPlatforms

/// What sync makes of no file at all, for the clients it is the same for.
struct GoldenText: CustomTestStringConvertible, Sendable {
    var clients: [String]
    /// `SERVER: CODE`.
    var refused: [String]
    var text: String

    init(_ clients: String, refused: String = "", _ text: String) {
        self.clients = clients.split(separator: " ").map(String.init)
        self.refused = refused.split(separator: ", ").map(String.init)
        self.text = text
    }

    var testDescription: String { clients.joined(separator: " ") }

    /// Every client's file, from nothing.
    func check(isDirect: Bool, _ servers: Offer...) async throws {
        for client in clients {
            let machine = try TemporaryMachine()
            machine.world.servers = servers
            // These two are within whatever editor there is.
            for name in ["saoudrizwan.claude-dev", "rooveterinaryinc.roo-cline"]
            where ["cline-legacy", "roo-code"].contains(client) {
                try machine.put(".config/Code/User/globalStorage/\(name)/settings/here", "")
            }
            let sync = try await machine.sync(client) { $0.isDirect = isDirect }
            #expect(sync.refusals.map { "\($0.name ?? ""): \($0.report.code)" } == refused, "\(client)")
            let path = try #require(try await machine.keeper.status(of: client).path)
            #expect(machine.exists(path) == !text.isEmpty, "\(client)")
            if !text.isEmpty { #expect(try machine.text(path) == text.replacing("CLIENT", with: client), "\(client)") }
            let again = try await machine.sync(client)
            #expect(!again.hasChanges, "\(client)")
        }
    }
}

struct `What clients are told` {
    private static let written = Platform.builtIn.filter { $0.obstacle == nil }.map(\.id)

    @Test func `is known of every client that is written`() {
        #expect((GoldenText.throughUs + GoldenText.switched).flatMap(\.clients).sorted() == Self.written.sorted())
        #expect((GoldenText.direct + GoldenText.directElsewhere).flatMap(\.clients).sorted() == Self.written.sorted())
        let refusing = (GoldenText.direct + GoldenText.directElsewhere).filter { !$0.refused.isEmpty }.flatMap(\.clients)
        #expect(GoldenText.plain.flatMap(\.clients).sorted() == refusing.sorted())
    }

    /// One server that is off, and two of whose tools are approved; and one of which nothing is said.
    @Test(arguments: GoldenText.throughUs + GoldenText.switched)
    func `P59: of servers through us`(golden: GoldenText) async throws {
        let docs = Offer("docs") { setting in
            setting.disabled = true
            setting.autoApprove = ["read", "list"]
        }
        try await golden.check(isDirect: false, docs, "files")
    }

    @Test(arguments: GoldenText.direct + GoldenText.directElsewhere)
    func `P63 P64 P66 P67: directly, of servers that need a secret`(golden: GoldenText) async throws {
        let bearer = ReferencedText([.text("Bearer "), .variable("DOCS_TOKEN")])
        let environment = ["FILES_TOKEN": ReferencedText([.variable("FILES_TOKEN")]), "LOG_LEVEL": ReferencedText("info")]
        let words = ["-y", "server-files"].map { ReferencedText($0) }
        try await golden.check(
            isDirect: true, Offer("docs", direct: Self.docs(["Authorization": bearer])),
            Offer("files", direct: .program("/usr/bin/npx", words, environment: environment, directory: nil)))
    }

    @Test(arguments: GoldenText.plain)
    func `P64: directly, of one that needs none`(golden: GoldenText) async throws {
        try await golden.check(isDirect: true, Offer("docs", direct: Self.docs(["X-Team": ReferencedText("core")])))
    }

    private static func docs(_ headers: [String: ReferencedText]) -> ServerLaunch {
        .address(ReferencedText("https://mcp.example.com/mcp"), headers: headers, .streamableHTTP)
    }

    // MARK: What is refused, and what for

    private func code(_ platform: String, _ launch: ServerLaunch) throws -> String? {
        let platform = try #require(Platform.builtIn.first { $0.id == platform })
        let server = WantedServer(id: try ServerID("files"), description: nil, setting: PlatformSetting(), launch: launch)
        do throws(EntryObstacle) {
            _ = try EntryComposition.fields(of: server, for: platform)
            return nil
        } catch {
            #expect(error.problem.hasPrefix(platform.title) && error.remedy.contains("without --direct"))
            return error.code
        }
    }

    /// What a client would take for a variable of its own, or for a command.
    @Test(arguments: [
        ("cursor", "${workspaceFolder}/x", true), ("cursor", "$HOME", false), ("vscode", "${input:token}", true),
        ("claude-code", "${HOME}", true), ("claude-code", "$HOME", false), ("gemini-cli", "$HOME", true),
        ("qwen-code", "a$b", true),
        ("crush", "$(id)", true), ("opencode", "{file:~/x}", true), ("opencode", "{env:X}", true), ("opencode", "${X}", false),
        ("windsurf", "${file:/x}", true), ("cline", "${env:X}", true), ("zed", "${X}", false), ("claude-desktop", "$X", false),
    ])
    func `P66: a text that the client would not take for text is refused`(platform: String, text: String, isRefused: Bool) throws
    {
        for launch in [
            ServerLaunch.program("x", [ReferencedText(text)], environment: [:], directory: nil),
            .program("x", [], environment: ["A": ReferencedText(text)], directory: nil),
        ] {
            #expect(try code(platform, launch) == (isRefused ? "ambiguous-text" : nil))
        }
    }

    @Test(arguments: [
        // Variables of these are named among 'env' only, and by themselves only.
        ("copilot-cli", "no-reference"), ("amazon-q", "no-reference"), ("codex", "no-reference"), ("goose", "no-reference"),
        ("claude-desktop", "no-reference"), ("zed", "no-reference"), ("cursor", nil), ("claude-code", nil), ("opencode", nil),
    ])
    func `P66: a secret among the arguments is named or refused`(platform: String, expected: String?) throws {
        let argument = ReferencedText([.text("--token="), .variable("TOKEN")])
        #expect(try code(platform, .program("x", [argument], environment: [:], directory: nil)) == expected)
    }

    @Test(arguments: [
        ("claude-desktop", "no-transport"), ("zed", "no-transport"), ("codex", "no-transport"), ("goose", "no-transport"),
        ("junie", "no-transport"), ("qwen-code", "no-transport"), ("amazon-q", "no-transport"), ("cline", nil), ("cursor", nil),
    ])
    func `P63 P64: a transport that the client does not speak is refused`(platform: String, expected: String?) throws {
        #expect(try code(platform, .address(ReferencedText("https://x/sse"), headers: [:], .sse)) == expected)
    }

    @Test func `P63: a folder to start in is refused where there is no word for it`() throws {
        let launch = ServerLaunch.program("x", [], environment: [:], directory: "/srv")
        #expect(try code("cursor", launch) == "no-directory")
        #expect(try code("codex", launch) == nil)
    }

    @Test func `what only we can start is refused with its own words`() async throws {
        let machine = try TemporaryMachine("files")
        #expect(try await machine.refusal("cursor") { $0.isDirect = true } == "not-direct")
    }
}
