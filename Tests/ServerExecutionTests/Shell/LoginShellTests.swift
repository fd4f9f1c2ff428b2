import NIOCore
import Testing

@testable import ServerExecution

@Suite(.timeLimit(.minutes(1)))
struct `The login shell` {
    /// A shell that counts how often it is asked, and then does what `script` says with the command in `$COMMAND`.
    private func shell(_ bench: Workbench, _ script: String) throws -> String {
        try bench.program(
            "bin/mysh", #"echo asked >> '\#(bench.folder)/asked'; for word; do COMMAND=$word; done; "# + script)
    }

    private func loginShell(_ bench: Workbench, _ shell: String, _ more: [String: String] = [:]) -> LoginShell {
        var setting = LoginShell.Setting(
            environment: ["SHELL": shell, "PATH": "/poor", "TOKEN": "t"].merging(more) { $1 }, userHome: bench.folder,
            shell: "/nowhere", cache: "\(bench.folder)/cache")
        setting.deadline = .seconds(20)
        return LoginShell(setting, tools: bench.tools)
    }

    private func questions(_ bench: Workbench) -> Int { bench.text("asked").split(separator: "\n").count }

    @Test func `is heard through the noise of its startup files`() async throws {
        let bench = try Workbench()
        let path = try shell(bench, #"echo Welcome; PATH="/home/u/bin:$PATH"; export PATH; eval "$COMMAND"; echo Bye"#)
        let shell = loginShell(bench, path)
        #expect(shell.answer == nil)
        #expect(await shell.ask() == .path("/home/u/bin:/usr/local/bin:/usr/bin:/bin", shell: path))
    }

    @Test(arguments: ["/bin/bash", "/bin/dash", "/usr/bin/zsh", "/usr/bin/fish"].filter(FileFacts.live.isExecutable))
    func `is asked in its own way`(path: String) async throws {
        let bench = try Workbench()
        try bench.write(".profile", "export PATH=\"/from/profile:$PATH\"\n")
        try bench.write(".zprofile", "export PATH=\"/from/profile:$PATH\"\n")
        try bench.write(".config/fish/config.fish", "set -x PATH /from/profile $PATH\n")
        guard case .path(let answer, shell: path) = await loginShell(bench, path).ask() else {
            Issue.record("\(path) did not answer")
            return
        }
        #expect(answer.hasPrefix("/from/profile:"))
    }

    @Test func `is asked once for all who wait, and not again while its files stay as they are`() async throws {
        let bench = try Workbench()
        let path = try shell(bench, #"eval "$COMMAND""#)
        let shell = loginShell(bench, path)
        async let first = shell.ask()
        async let second = shell.ask()
        #expect(await first == second)
        #expect(shell.answer == .path("/usr/local/bin:/usr/bin:/bin", shell: path))
        // The next daemon.
        #expect(loginShell(bench, path).answer == shell.answer)
        #expect(questions(bench) == 1)
    }

    @Test func `is asked again when a startup file has changed`() async throws {
        let bench = try Workbench()
        let path = try shell(bench, #"[ -f "$HOME/.profile" ] && . "$HOME/.profile"; eval "$COMMAND""#)
        let shell = loginShell(bench, path)
        _ = await shell.ask()
        try bench.write(".profile", "PATH=/new:$PATH\nexport PATH\n")
        #expect(shell.answer == nil)
        #expect(await shell.ask() == .path("/new:/usr/local/bin:/usr/bin:/bin", shell: path))
        #expect(questions(bench) == 2)
    }

    @Test func `that says nothing is killed, and why is said`() async throws {
        let bench = try Workbench()
        let path = try shell(bench, "trap '' TERM; sleep 1000")
        var setting = LoginShell.Setting(
            environment: ["SHELL": path], userHome: bench.folder, shell: "", cache: "\(bench.folder)/cache")
        setting.deadline = .seconds(1)
        let shell = LoginShell(setting, tools: bench.tools)
        #expect(await shell.ask() == .failed("\(path) did not say its PATH within 1 s"))
        // It is not asked again for every server that starts, but by the next daemon.
        #expect(shell.answer != nil)
        #expect(LoginShell(setting, tools: bench.tools).answer == nil)
    }

    @Test func `that fails is quoted`() async throws {
        let bench = try Workbench()
        let path = try shell(bench, "echo 'bad rc file' >&2; exit 2")
        #expect(await loginShell(bench, path).ask() == .failed("\(path) did not say its PATH (exit 2): bad rc file"))
    }

    @Test(arguments: ["/usr/sbin/nologin", "/bin/false", "relative", "/does/not/exist"])
    func `may be none`(path: String) async throws {
        let bench = try Workbench()
        #expect(await loginShell(bench, path).ask() == .failed("\(path) is no shell that could be asked"))
    }

    @Test func `is left alone when it is not to be asked`() async throws {
        let bench = try Workbench()
        let path = try shell(bench, #"eval "$COMMAND""#)
        #expect(loginShell(bench, path, ["MCP_MANAGER_SHELL_PATH": "off"]).answer == .notAsked)
        #expect(questions(bench) == 0)
    }

    @Test func `gets no token of the daemon`() async throws {
        let bench = try Workbench()
        let path = try shell(bench, #"env > "$HOME/seen"; eval "$COMMAND""#)
        _ = await loginShell(bench, path).ask()
        #expect(!bench.text("seen").contains("TOKEN="))
        #expect(bench.text("seen").contains("TERM=dumb"))
    }
}
