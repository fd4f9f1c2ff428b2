import ArgumentParser
import ServerModel
import Testing

@testable import CommandLineApp

struct `The arguments of` {
    private func parse<Command>(_ line: String, as type: Command.Type) throws -> Command {
        let arguments = CommonOptions.movedBehindVerb(line.split(separator: " ").map(String.init))
        return try #require(try ManagerCommand.parseAsRoot(arguments) as? Command)
    }

    @Test func `add`() throws {
        let add = try parse(
            "add time --env A=1 --env B=x=y --http 8080 --description Clock --start login -- uvx --json mcp-time --env C=3",
            as: Add.self)
        #expect(add.name == "time")
        #expect(add.environment.map(\.name) == ["A", "B"])
        #expect(add.environment.map(\.value) == ["1", "x=y"])
        #expect(add.http == 8080)
        #expect(add.description == "Clock")
        #expect(add.start == .login)
        #expect(add.command == ["uvx", "--json", "mcp-time", "--env", "C=3"])
        #expect(!add.options.json)
    }

    @Test func `add, of a server that runs elsewhere`() throws {
        let add = try parse("add cloud --url https://a.example/mcp --header X-Team:blue --header B=x=y", as: Add.self)
        #expect(add.url == "https://a.example/mcp")
        #expect(add.headers.map(\.name) == ["X-Team", "B"] && add.headers.map(\.value) == ["blue", "x=y"])
    }

    @Test(arguments: [
        "add time", "add time uvx", "add time --url https://a.example -- uvx", "add time --url https://a.example --http 8080",
        "add", "add time --http 0 -- x", "add time --env =1 -- x", "add time --start soon -- x",
        "add time --header A:1 -- x", "add time --url https://a.example --header A",
    ])
    func `add, when they make no sense`(line: String) {
        #expect(throws: (any Error).self) { try parse(line, as: Add.self) }
    }

    @Test func `list, show and remove`() throws {
        #expect(try parse("list --json", as: List.self).options.json)
        #expect(try parse("list --names", as: List.self).names)
        #expect(try parse("show time", as: Show.self).name == "time")
        #expect(try parse("remove time --yes", as: Remove.self).options.yes)
    }

    @Test func `start, stop, restart and kill`() throws {
        #expect(try parse("start a b", as: Start.self).servers.names == ["a", "b"])
        #expect(try parse("stop a", as: Stop.self).servers.names == ["a"])
        #expect(try parse("restart a --plain", as: Restart.self).options.plain)
        #expect(try parse("kill a", as: Kill.self).servers.names == ["a"])
        #expect(throws: (any Error).self) { try parse("start", as: Start.self) }
    }

    @Test func `enable and disable`() throws {
        #expect(try parse("enable a b", as: Enable.self).servers.names == ["a", "b"])
        #expect(try parse("disable a", as: Disable.self).servers.names == ["a"])
        #expect(throws: (any Error).self) { try parse("disable", as: Disable.self) }
    }

    @Test func `config`() throws {
        #expect(try parse("config show time", as: ConfigShow.self).name == "time")
        let set = try parse(
            "config set time start=login enabled=false execution.local.args=[\"-v\"] --dry-run", as: ConfigSet.self)
        #expect(set.name == "time" && set.edit.isDryRun)
        #expect(
            set.edit.edits == [
                DefinitionEdit(path: ["start"], value: "\"login\""), DefinitionEdit(path: ["enabled"], value: "false"),
                DefinitionEdit(path: ["execution", "local", "args"], value: "[\"-v\"]"),
            ])
        let secret = try parse("config set time secrets.KEY.from=env:TEAM", as: ConfigSet.self)
        #expect(secret.edit.edits == [DefinitionEdit(path: ["secrets", "KEY", "from"], value: "\"env:TEAM\"")])
        let unset = try parse("config unset time version", as: ConfigUnset.self)
        #expect(unset.edit.edits == [DefinitionEdit(path: ["version"], value: nil)])
        #expect(try parse("config undo time", as: ConfigUndo.self).edit == .undo())
        #expect(try parse("config validate", as: ConfigValidate.self).names.isEmpty)
        #expect(throws: (any Error).self) { try parse("config set time start", as: ConfigSet.self) }
    }

    @Test func `status`() throws {
        #expect(try parse("status", as: Status.self).names.isEmpty)
        #expect(try parse("status a b", as: Status.self).names == ["a", "b"])
        #expect(try parse("status --all", as: Status.self).all)
        #expect(throws: (any Error).self) { try parse("status a --all", as: Status.self) }
    }

    @Test func `ps and top`() throws {
        #expect(try parse("ps", as: Processes.self).names.isEmpty)
        #expect(try parse("ps a b", as: Processes.self).names == ["a", "b"])
        #expect(try parse("ps --foreign", as: Processes.self).foreign)
        let end = try parse("ps --end 5 6 --yes", as: Processes.self)
        #expect(end.end == [5, 6] && end.options.yes)
        let adopt = try parse("ps --adopt 5 --name x --keep", as: Processes.self)
        #expect(adopt.adopt == 5 && adopt.name == "x" && adopt.keep)
        #expect(try !parse("top", as: Top.self).once)
        #expect(try parse("top -1", as: Top.self).once && parse("top --once", as: Top.self).once)
    }

    @Test(arguments: [
        "ps a --foreign", "ps --end 5 --adopt 6", "ps a --end 5", "ps --foreign --adopt 5", "ps --name x", "ps --keep",
        "ps --end x",
    ])
    func `ps, when they make no sense`(line: String) {
        #expect(throws: (any Error).self) { try parse(line, as: Processes.self) }
    }

    @Test func `logs`() throws {
        let short = try parse("logs time -f -n 5", as: LogsShow.self)
        #expect(short.servers.names == ["time"] && short.follow && short.lines == 5)
        let long = try parse("--json logs a b --follow --lines 7 --level WARN --grep x.y --session 3", as: LogsShow.self)
        #expect(long.servers.names == ["a", "b"] && long.follow && long.lines == 7 && long.range.level == .warning)
        #expect(long.content.grep == "x.y" && long.content.session == 3 && long.options.json)
        let all = try parse("logs --all --stream mcp --stream stderr --correlation r1 --since 10m", as: LogsShow.self)
        #expect(all.servers.all && all.content.stream == [.mcp, .stderr] && all.content.correlation == "r1")
        #expect(all.range.since == "10m")
        #expect(try parse("logs show search", as: LogsShow.self).servers.names == ["search"])
    }

    @Test func `logs search and export`() throws {
        let search = try parse("logs search time.out a b -E -n 3 --since 2h --until 1h --level error", as: LogsSearch.self)
        #expect(search.query == "time.out" && search.servers.names == ["a", "b"] && search.regex && search.lines == 3)
        #expect(search.range.since == "2h" && search.range.until == "1h" && search.range.level == .error)
        #expect(try parse("logs search x --all --regex", as: LogsSearch.self).servers.all)
        #expect(try parse("logs search -- -x", as: LogsSearch.self).query == "-x")
        let export = try parse("logs export a --to x.csv --force", as: LogsExport.self)
        #expect(export.servers.names == ["a"] && export.to == "x.csv" && export.format == nil && export.force)
        #expect(try parse("logs export --all --to - --format text", as: LogsExport.self).format == .text)
        let part = try parse("logs export a --to x --grep x.y --text=-x --session 3 --correlation r1", as: LogsExport.self)
        #expect(part.content.grep == "x.y" && part.content.text == "-x")
        #expect(part.content.session == 3 && part.content.correlation == "r1" && part.content.stream.isEmpty)
    }

    @Test(arguments: [
        "logs", "logs a --all", "logs time -n -1", "logs time --level loud", "logs time --stream x", "logs time -f --until 10:00",
        "logs search", "logs search x a --all", "logs search x -n 0", "logs export a", "logs export --to x",
        "logs export a --to x --format xml", "logs export a --to x --session one", "logs export a --to x --stream x",
    ])
    func `logs, when they make no sense`(line: String) {
        #expect(throws: (any Error).self) { try ManagerCommand.parseAsRoot(line.split(separator: " ").map(String.init)) }
    }

    @Test func `health, metrics and alerts`() throws {
        #expect(try parse("health", as: HealthVerb.self).name == nil)
        let health = try parse("health time --check --json", as: HealthVerb.self)
        #expect(health.name == "time" && health.check && health.options.json)
        #expect(try parse("metrics --home /h", as: Metrics.self).options.home == "/h")
        #expect(try parse("alerts --all", as: AlertsList.self).all)
        #expect(try parse("--json alerts list --ids", as: AlertsList.self).ids)
        let acknowledged = try parse("alerts ack server-down/time --comment mine", as: AlertsAcknowledge.self)
        #expect(acknowledged.id == "server-down/time" && acknowledged.comment == "mine")
        let silence = try parse("alerts silence --rule r --server s --for 2h --comment why", as: AlertsSilence.self)
        #expect(silence.rule == "r" && silence.server == "s" && silence.length == "2h" && silence.comment == "why")
        #expect(try parse("alerts unsilence 3", as: AlertsUnsilence.self).number == 3)
        _ = try parse("alerts silences", as: AlertsSilences.self)
        _ = try parse("alerts test", as: AlertsTest.self)
        #expect(try parse("alerts rules --names", as: AlertsRules.self).names)
    }

    @Test(arguments: [
        "health a b", "alerts ack", "alerts silence", "alerts silence --for soon", "alerts silence --for 0s",
        "alerts unsilence x",
    ])
    func `health and alerts, when they make no sense`(line: String) {
        #expect(throws: (any Error).self) { try ManagerCommand.parseAsRoot(line.split(separator: " ").map(String.init)) }
    }

    @Test func `tools and call`() throws {
        #expect(try parse("tools demo", as: Tools.self).tool == nil)
        #expect(try parse("tools demo echo", as: Tools.self).tool == "echo")
        let call = try parse("call demo echo text=-x n:=[-1] --json", as: Call.self)
        #expect(call.name == "demo" && call.tool == "echo" && call.arguments == ["text=-x", "n:=[-1]"] && call.options.json)
        #expect(try parse("call demo echo -", as: Call.self).arguments == ["-"])
        #expect(throws: (any Error).self) { try parse("call demo", as: Call.self) }
    }

    @Test func `calls`() throws {
        #expect(try parse("calls", as: CallsList.self).name == nil)
        let list = try parse("calls demo --failed --tool echo -n 5 --before 9 --json", as: CallsList.self)
        #expect(list.name == "demo" && list.failed && list.tool == "echo" && list.limit == 5 && list.before == 9)
        #expect(list.options.json)
        #expect(try parse("--json calls --failed", as: CallsList.self).options.json)
        #expect(try parse("calls show 7", as: CallsShow.self).id == 7)
        #expect(try parse("calls replay 7", as: CallsReplay.self).id == 7)
        #expect(throws: (any Error).self) { try parse("calls show x", as: CallsShow.self) }
        #expect(throws: (any Error).self) { try parse("calls -n 0", as: CallsList.self) }
    }

    @Test func `secrets`() throws {
        #expect(try parse("secrets list a b", as: SecretsList.self).names == ["a", "b"])
        #expect(try parse("secrets list --names", as: SecretsList.self).onlyNames)
        #expect(try parse("--json secrets list", as: SecretsList.self).options.json)
        #expect(try parse("secrets setup a --no-restart", as: SecretsSetup.self).noRestart)
        let set = try parse("secrets set a KEY --from - --no-restart", as: SecretsSet.self)
        #expect(set.target.name == "a" && set.target.key == "KEY" && set.restart.noRestart)
        #expect(try set.value.source == .input)
        #expect(try parse("secrets update a KEY --from-file x", as: SecretsUpdate.self).value.source == .file("x"))
        #expect(try parse("secrets update a KEY --from-env X", as: SecretsUpdate.self).value.source == .environment("X"))
        #expect(try parse("secrets rotate a --from-command date", as: SecretsRotate.self).value.source == .command("date"))
        #expect(try parse("secrets rotate a KEY", as: SecretsRotate.self).key == "KEY")
        #expect(try parse("secrets rotate a KEY", as: SecretsRotate.self).value.source == nil)
        #expect(try parse("secrets delete a KEY --yes", as: SecretsDelete.self).options.yes)
        _ = try parse("secrets doctor", as: SecretsDoctor.self)
        #expect(try parse("secrets undo m1", as: SecretsUndo.self).id == "m1")
    }

    @Test func `the verbs of the vault`() throws {
        #expect(try parse("secrets unlock --create", as: SecretsUnlock.self).create)
        #expect(try parse("secrets unlock --key-file k", as: SecretsUnlock.self).key.keyFile == "k")
        _ = try parse("secrets lock", as: SecretsLock.self)
        #expect(try parse("secrets change-key --keyring", as: SecretsChangeKey.self).key.keyring)
    }

    @Test func `secrets find and move`() throws {
        #expect(try parse("secrets find a ./b", as: SecretsFind.self).paths == ["a", "./b"])
        let move = try parse("secrets move --all --server x --dry-run ./a ~/b", as: SecretsMove.self)
        #expect(move.all && move.dryRun && move.server == "x" && move.words == ["./a", "~/b"])
        #expect(try parse("secrets move 1 a1 .env", as: SecretsMove.self).words == ["1", "a1", ".env"])
    }

    @Test(arguments: [
        "secrets set a", "secrets set a KEY --from - --from-env X", "secrets rotate", "secrets unlock --key-file k --keyring",
        "secrets move", "secrets move ./a", "secrets move --all 1", "secrets undo",
    ])
    func `secrets, when they make no sense`(line: String) {
        #expect(throws: (any Error).self) { try ManagerCommand.parseAsRoot(line.split(separator: " ").map(String.init)) }
    }

    @Test func `platform`() throws {
        #expect(try parse("platform list --all --ids", as: PlatformsList.self).all)
        #expect(try parse("--json platform show cursor", as: PlatformsShow.self).options.json)
        let configure = try parse("platform configure zed --direct --file ./x --server a --dry-run", as: PlatformsConfigure.self)
        #expect(configure.id == "zed" && configure.way == .direct && configure.file == "./x" && configure.sync.dryRun)
        #expect(try parse("platform configure zed", as: PlatformsConfigure.self).way == nil)
        let sync = try parse(
            "platform sync zed cursor --ours a --ours=-b --theirs c --server d --server e", as: PlatformsSync.self)
        #expect(sync.ids == ["zed", "cursor"] && sync.sync.server == ["d", "e"])
        #expect(sync.sync.answers == PlatformAnswers(ours: ["a", "-b"], theirs: ["c"]))
        #expect(try parse("platform release zed --theirs a", as: PlatformsRelease.self).decisions.theirs == ["a"])
        #expect(try parse("platform undo", as: PlatformsUndo.self).id == nil)
        #expect(try parse("platform restore zed c1 --dry-run", as: PlatformsRestore.self).copy == "c1")
        #expect(try parse("platform add - --replace", as: PlatformsAdd.self).file == "-")
        #expect(try parse("platform add --example", as: PlatformsAdd.self).example)
    }

    @Test func `import`() throws {
        let some = try parse("import --from cursor --from zed a 2 --dry-run --yes", as: Import.self)
        #expect(some.from == ["cursor", "zed"] && some.names == ["a", "2"] && some.dryRun && some.options.yes)
        #expect(try parse("import --all", as: Import.self).all)
        #expect(try parse("import --undo i1", as: Import.self).undo == "i1")
    }

    @Test(arguments: [
        "platform show", "platform configure", "platform configure a --direct --through", "platform sync --ours a --theirs a",
        "platform undo s1 --list", "platform undo --list --dry-run", "platform restore", "platform restore a c --list",
        "platform add", "platform add x --example", "platform add --example --replace", "import a --all", "import --undo i a",
        "import --undo i --dry-run",
    ])
    func `platform and import, when they make no sense`(line: String) {
        #expect(throws: (any Error).self) { try ManagerCommand.parseAsRoot(line.split(separator: " ").map(String.init)) }
    }

    @Test func `doctor, completions and the daemon's verbs`() throws {
        _ = try parse("doctor", as: Doctor.self)
        #expect(try parse("completions fish", as: Completions.self).shell == .fish)
        _ = try parse("daemon start", as: DaemonStart.self)
        _ = try parse("daemon stop", as: DaemonStop.self)
        #expect(try parse("daemon stop --now", as: DaemonStop.self).now)
        #expect(try parse("daemon restart --now", as: DaemonRestart.self).now)
        #expect(try parse("daemon install --no-start --yes", as: DaemonInstall.self).noStart)
        _ = try parse("daemon uninstall", as: DaemonUninstall.self)
        _ = try parse("daemon status", as: DaemonStatus.self)
        _ = try parse("daemon run", as: DaemonRun.self)
    }

    @Test func `every verb, when the common ones come first`() throws {
        #expect(try parse("--json --home /h list", as: List.self).options.home == "/h")
        let status = try parse("--plain --home=/h daemon status --json", as: DaemonStatus.self)
        #expect(status.options.plain && status.options.json && status.options.home == "/h")
    }
}
