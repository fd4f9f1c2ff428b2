import ServerExecution
import ServerModel
import Testing

/// A planner on a machine with these files and nothing else.
private func planner(
    files: Set<String> = [], directories: Set<String> = [], environment: [String: String] = [:], extraPath: [String] = [],
    secrets: [String: String] = [:], problems: [String: ErrorReport] = [:]
) -> LaunchPlanner {
    let directories = directories.union(["/m/servers/s", "/home/u"])
    let programs = files.filter { !$0.hasSuffix(".py") && !$0.hasSuffix(".txt") }
    return LaunchPlanner(
        home: "/m", userHome: "/home/u",
        environment: ["PATH": "/usr/bin:/opt/bin", "HOME": "/home/u"].merging(environment) { $1 },
        extraPath: extraPath,
        files: FileFacts(
            exists: { files.contains($0) || directories.contains($0) }, isDirectory: { directories.contains($0) },
            isExecutable: { programs.contains($0) })
    ).supplied(with: SecretSupply(values: secrets.mapValues { SecretValue($0) }, problems: problems))
}

private func definition(_ change: (inout LocalExecution) -> Void) throws -> ServerDefinition {
    var local = LocalExecution()
    change(&local)
    var definition = ServerDefinition(name: try ServerID("s"))
    definition.execution.local = local
    return definition
}

struct `The plan of a command` {
    @Test func `has the first program of that name on the PATH`() throws {
        let plan = try planner(files: ["/opt/bin/uvx", "/x/uvx"], extraPath: ["/x"]).plan(
            for: definition {
                $0.command = "uvx"
                $0.args = ["mcp-server-time", "--zone", "Europe/Berlin"]
            })
        #expect(plan.executable == "/opt/bin/uvx")
        #expect(plan.commandLine == "/opt/bin/uvx mcp-server-time --zone Europe/Berlin")
    }

    @Test func `finds what is only beside the daemon`() throws {
        let plan = try planner(files: ["/x/demo"], extraPath: ["/x"]).plan(for: definition { $0.command = "demo" })
        #expect(plan.executable == "/x/demo")
        #expect(plan.environment["PATH"] == "/usr/bin:/opt/bin:/x")
    }

    @Test(arguments: [
        ("/bin/cat", "/bin/cat"), ("./run", "/m/servers/s/run"), ("tools/run", "/m/servers/s/tools/run"),
        ("~/run", "/home/u/run"), ("${home}/run", "/m/run"), ("${source_dir}/run", "/m/servers/s/code/run"),
    ])
    func `takes a path from the server's own directory`(command: String, executable: String) throws {
        let plan = try planner(files: [executable], directories: ["/m/servers/s/code"]).plan(
            for: definition {
                $0.command = command
                $0.sourceDir = "./code"
            })
        #expect(plan.executable == executable)
    }

    @Test(
        arguments: [
            (nil, nil, "/m/servers/s"), (nil, "./code", "/m/servers/s/code"), (nil, "/src", "/src"),
            ("work", "./code", "/m/servers/s/work"), ("~", nil, "/home/u"), (".", nil, "/m/servers/s"),
        ] as [(String?, String?, String)])
    func `runs in cwd, else in its source, else in its own directory`(cwd: String?, source: String?, expected: String) throws {
        let plan = try planner(
            files: ["/usr/bin/x"], directories: ["/m/servers/s/code", "/src", "/m/servers/s/work"]
        ).plan(
            for: definition {
                $0.command = "x"
                $0.cwd = cwd
                $0.sourceDir = source
            })
        #expect(plan.workingDirectory == expected)
    }

    @Test func `quotes what a shell would take apart`() throws {
        let plan = try planner(files: ["/usr/bin/x"]).plan(
            for: definition {
                $0.command = "x"
                $0.args = ["it's", "", "a b", "$HOME", "plain-1"]
            })
        #expect(plan.commandLine == #"/usr/bin/x 'it'\''s' '' 'a b' '$HOME' plain-1"#)
    }
}

struct `The plan of a Python script` {
    private let script: @Sendable (inout LocalExecution) -> Void = {
        $0.sourceDir = "./code"
        $0.mainScript = "main.py"
    }

    @Test func `uses the server's own virtual environment`() throws {
        let plan = try planner(
            files: ["/m/servers/s/code/main.py", "/m/servers/s/.venv/bin/python", "/usr/bin/python3"],
            directories: ["/m/servers/s/code"]
        ).plan(for: definition(script))
        #expect(plan.executable == "/m/servers/s/.venv/bin/python")
        #expect(plan.arguments == ["main.py", "stdio"])
        #expect(plan.workingDirectory == "/m/servers/s/code")
    }

    @Test func `uses python3 without one`() throws {
        let plan = try planner(files: ["/m/servers/s/code/main.py", "/usr/bin/python3"], directories: ["/m/servers/s/code"])
            .plan(for: definition(script))
        #expect(plan.executable == "/usr/bin/python3")
    }
}

struct `The environment of a server` {
    private func environment(
        _ daemon: [String: String], _ change: (inout LocalExecution) -> Void = { _ in }
    ) throws -> [String: String] {
        try planner(files: ["/usr/bin/x"], environment: daemon).plan(
            for: definition {
                $0.command = "x"
                change(&$0)
            }
        ).environment
    }

    @Test func `is an allow-list of the daemon's`() throws {
        let daemon = ["LC_ALL": "C", "XDG_CACHE_HOME": "/c", "HTTPS_PROXY": "p", "UV_INDEX": "i", "AWS_SECRET": "no", "PWD": "/"]
        let names = try environment(daemon).keys.sorted()
        #expect(
            names == [
                "HOME", "HTTPS_PROXY", "LC_ALL", "MCP_SERVER_HOME", "MCP_SERVER_NAME", "PATH", "UV_INDEX", "XDG_CACHE_HOME",
            ])
    }

    @Test func `says who the server is, as mcp-manager 1 did`() throws {
        let result = try environment([:])
        #expect(result["MCP_SERVER_NAME"] == "s")
        #expect(result["MCP_SERVER_HOME"] == "/m/servers/s")
    }

    @Test func `has the definition's own, variables replaced`() throws {
        let result = try environment(["TOKEN": "t"]) {
            $0.environment = [
                "A": "${server_dir}:${config_dir}", "B": "${env:TOKEN}", "C": "$${env:TOKEN} $HOME", "D": "${logs_dir}",
            ]
        }
        #expect(result["A"] == "/m/servers/s:/m/servers/s/config")
        #expect(result["B"] == "t")
        #expect(result["C"] == "${env:TOKEN} $HOME")
        #expect(result["D"] == "/m/logs/s")
    }

    @Test func `has its secrets, and nobody else's`() throws {
        var definition = try definition {
            $0.command = "x"
            $0.environment = ["HEADER": "Bearer ${secret:TOKEN}"]
        }
        var secret = SecretRequirement(name: "API_KEY")
        secret.required = true
        definition.secrets = [secret]
        let secrets = ["API_KEY": "k", "TOKEN": "t", "OTHER": "of another server"]
        let environment = try planner(files: ["/usr/bin/x"], secrets: secrets).plan(for: definition).environment
        #expect(environment["API_KEY"] == "k")
        #expect(environment["HEADER"] == "Bearer t")
        #expect(environment["TOKEN"] == nil)
        #expect(!environment.values.contains("of another server"))
    }

    @Test func `is undecided until somebody has looked for its secrets`() throws {
        var definition = try definition { $0.command = "x" }
        definition.secrets = [SecretRequirement(name: "API_KEY")]
        let planner = LaunchPlanner(home: "/m", userHome: "/home/u", environment: [:], files: .live)
        let plan = try planner.runPlan(for: definition)
        #expect(plan.way == .undecided)
        #expect(plan.preparation == Preparation(definition: definition))
    }

    @Test func `names the values that must not be shown, wherever they come from`() throws {
        var definition = try definition {
            $0.command = "x"
            $0.environment = ["TOKEN": "t0ken", "PLAIN": "plain"]
        }
        definition.secrets = ["API_KEY", "TOKEN", "UNSET", "PLACE", "PORT"].map(SecretRequirement.init)
        // What may be known, and what would be found everywhere.
        definition.secrets[3].type = .choice
        definition.secrets[4].type = .number
        let secrets = ["API_KEY": "s3cret", "PLACE": "Berlin", "PORT": "443"]
        let run = try planner(files: ["/usr/bin/x"], secrets: secrets).runPlan(for: definition)
        #expect(run.secrets == ["s3cret", "t0ken"])
    }
}

struct `The report of what a server is started with` {
    private func report(
        _ daemon: [String: String] = [:], secrets: [String: String] = [:], _ change: (inout ServerDefinition) -> Void
    ) throws -> EnvironmentReport {
        var definition = try definition { $0.command = "x" }
        change(&definition)
        return planner(files: ["/usr/bin/x"], environment: daemon, secrets: secrets).report(on: definition)
    }

    @Test func `names who gives each variable its value`() throws {
        let report = try report(["LC_ALL": "C"], secrets: ["KEY": "s3cret"]) {
            $0.secrets = [SecretRequirement(name: "KEY")]
            $0.execution.local?.environment = ["OWN": "1"]
        }
        let origins = report.variables.map { "\($0.name): \($0.origin.rawValue)" }
        #expect(
            origins == [
                "HOME: inherited", "KEY: secret", "LC_ALL: inherited", "MCP_SERVER_HOME: manager", "MCP_SERVER_NAME: manager",
                "OWN: definition", "PATH: inherited",
            ])
    }

    @Test func `shows no secret, wherever it is`() throws {
        let report = try report(["KEY2": "it's s3cret"], secrets: ["KEY": "it's s3cret"]) {
            $0.secrets = [SecretRequirement(name: "KEY"), SecretRequirement(name: "OTHER")]
            $0.execution.local?.environment = ["URL": "https://x/${secret:KEY}/y", "OTHER": "given"]
            $0.execution.local?.args = ["--key=${env:KEY2}"]
        }
        #expect(report.variables.first { $0.name == "URL" }?.value == "https://x/••••/y")
        #expect(report.variables.filter { $0.origin == .secret }.map(\.value) == [nil, nil])
        #expect(report.commandLine == "/usr/bin/x --key=••••")
        #expect(!"\(report)".contains("s3cret"))
        #expect(!"\(report)".contains("given"))
    }

    @Test func `says what keeps it from starting, and all it knows nevertheless`() throws {
        let report = try report {
            $0.secrets = [SecretRequirement(name: "KEY")]
            $0.secrets[0].required = true
            $0.execution.local?.environment = ["A": "a", "B": "${env:NOPE}"]
        }
        #expect(report.failure?.code == "unknown-variable")
        #expect(report.commandLine == nil)
        #expect(report.variables.first { $0.name == "A" }?.value == "a")
        #expect(report.variables.first { $0.name == "B" }.map(\.value) == .some(nil))
        #expect(report.path == ["/usr/bin", "/opt/bin"])
    }
}

struct `A definition that cannot be run` {
    /// The error's code, and a text its words must have.
    private func check(
        _ definition: ServerDefinition, _ code: String, _ words: String, files: Set<String> = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do {
            _ = try planner(files: files).plan(for: definition)
            Issue.record("it was planned", sourceLocation: sourceLocation)
        } catch {
            #expect(error.code == code, sourceLocation: sourceLocation)
            #expect("\(error.problem) — \(error.remedy)".contains(words), sourceLocation: sourceLocation)
        }
    }

    @Test func `names the command and the PATH that was searched`() throws {
        try check(definition { $0.command = "nope" }, "command-not-found", "'nope' was not found on the PATH: /usr/bin:/opt/bin")
    }

    @Test func `says what to write when there is no command`() throws {
        try check(definition { _ in }, "no-command", "main_script")
    }

    @Test func `says how to make a file executable`() throws {
        try check(definition { $0.command = "./a.txt" }, "not-executable", "chmod +x", files: ["/m/servers/s/a.txt"])
        try check(definition { $0.command = "a.txt" }, "not-executable", "chmod +x", files: ["/usr/bin/a.txt"])
    }

    @Test func `names a path that leads nowhere`() throws {
        try check(definition { $0.command = "./a" }, "command-not-found", "'/m/servers/s/a' does not exist")
        try check(definition { $0.mainScript = "a.py" }, "script-not-found", "'/m/servers/s/a.py' does not exist")
        try check(
            definition {
                $0.command = "x"
                $0.cwd = "/gone"
            }, "directory-not-found", "'/gone'", files: ["/usr/bin/x"])
    }

    @Test func `says where a variable is wrong`() throws {
        try check(definition { $0.command = "${serverdir}/x" }, "unknown-variable", "did you mean '${server_dir}'?")
        try check(definition { $0.command = "${home" }, "unknown-variable", "execution.local.command")
        try check(definition { $0.command = "${env:NOPE}" }, "unknown-variable", "NOPE")
        try check(
            definition {
                $0.command = "x"; $0.sourceDir = "${source_dir}"
            }, "unknown-variable", "names itself")
    }

    @Test func `names a secret without a value`() throws {
        var definition = try definition { $0.command = "x" }
        var secret = SecretRequirement(name: "API_KEY")
        secret.required = true
        definition.secrets = [secret]
        check(definition, "needs-secret", "API_KEY", files: ["/usr/bin/x"])
    }

    @Test func `names every secret without a value at once`() throws {
        var definition = try definition {
            $0.command = "x"
            $0.environment = ["HEADER": "Bearer ${secret:TOKEN}", "GIVEN": "here"]
        }
        definition.secrets = ["API_KEY", "GIVEN", "OPTIONAL"].map(SecretRequirement.init)
        for index in 0...1 { definition.secrets[index].required = true }
        check(definition, "needs-secret", "'s' needs the secrets API_KEY, TOKEN, which have no values", files: ["/usr/bin/x"])
    }

    @Test func `says why a secret cannot be read, and what to do`() throws {
        var definition = try definition { $0.command = "x" }
        definition.secrets = [SecretRequirement(name: "API_KEY")]
        definition.secrets[0].required = true
        let locked = ErrorReport(code: "store-locked", problem: "the system keyring is locked", remedy: "unlock it")
        do {
            _ = try planner(files: ["/usr/bin/x"], problems: ["API_KEY": locked]).plan(for: definition)
            Issue.record("it was planned")
        } catch {
            #expect(error.code == "secret-unreachable")
            #expect(error.problem == "the secret API_KEY of 's' cannot be read: the system keyring is locked")
            #expect(error.remedy == "unlock it")
        }
    }

    /// Every process can read the arguments of every other.
    @Test(arguments: ["command", "args", "cwd", "source_dir", "main_script"])
    func `has no secret where others could read it`(key: String) throws {
        let definition = try definition {
            $0.command = key == "main_script" ? nil : "x"
            switch key {
            case "command": $0.command = "${secret:KEY}"
            case "args": $0.args = ["--key", "${secret:KEY}"]
            case "cwd": $0.cwd = "/${secret:KEY}"
            case "source_dir": $0.sourceDir = "/${secret:KEY}"
            default: $0.mainScript = "${secret:KEY}.py"
            }
        }
        do {
            _ = try planner(files: ["/usr/bin/x"], secrets: ["KEY": "s3cret"]).plan(for: definition)
            Issue.record("it was planned")
        } catch {
            #expect(error.code == "exposed-secret")
            #expect(error.problem == "execution.local.\(key) would show the secret KEY to every process on this machine")
            #expect(error.remedy.contains("${secret:KEY}"))
        }
    }

    @Test(arguments: ["KEY", "MINE"])
    func `has no variable of ours in its arguments that holds one`(variable: String) throws {
        var definition = try definition {
            $0.command = "x"
            $0.args = ["--key", "${env:\(variable)}"]
        }
        definition.secrets = ["KEY", "OTHER"].map(SecretRequirement.init)
        definition.secrets[1].from = "env:MINE"
        check(definition, "exposed-secret", "would show the secret \(variable)", files: ["/usr/bin/x"])
    }

    @Test(arguments: [ExecutionMode.docker])
    func `names a mode that is still to come`(mode: ExecutionMode) throws {
        var definition = try definition { $0.command = "x" }
        definition.execution.mode = mode
        check(definition, "not-supported-yet", mode.rawValue, files: ["/usr/bin/x"])
    }
}

struct `The plan in development mode` {
    private func sample(_ mode: ExecutionMode, _ change: (inout ServerDefinition) -> Void = { _ in }) throws -> ServerDefinition {
        var server = try definition { $0.command = "/bin/cat" }
        server.execution.mode = mode
        server.development.debugMode = true
        server.development.mockExternalAPIs = true
        change(&server)
        return server
    }

    @Test func `tells the server which switches are on`() throws {
        let environment = try planner(files: ["/bin/cat"]).plan(for: sample(.development)).environment
        #expect(environment["MCP_DEBUG"] == "1")
        #expect(environment["MCP_TEST_MODE"] == nil)
        #expect(environment["MCP_MOCK_EXTERNAL_APIS"] == "1")
    }

    @Test func `lets the definition's own environment win`() throws {
        let plan = try planner(files: ["/bin/cat"]).plan(
            for: sample(.development) { $0.execution.local?.environment = ["MCP_DEBUG": "0"] })
        #expect(plan.environment["MCP_DEBUG"] == "0")
    }

    @Test func `is like that of any other mode without them`() throws {
        let environment = try planner(files: ["/bin/cat"]).plan(for: sample(.local)).environment
        #expect(environment["MCP_DEBUG"] == nil)
    }

    @Test(
        arguments: [
            (nil, nil, "/m/servers/s"), ("./code", nil, "/m/servers/s/code"), (nil, "/src", "/src"), ("/a", "/src", "/a"),
            (nil, "work", "/m/servers/s/work"),
        ] as [(String?, String?, String)])
    func `has its source where the code is`(sourceDir: String?, cwd: String?, folder: String) throws {
        let server = try sample(.development) {
            $0.execution.local?.sourceDir = sourceDir
            $0.execution.local?.cwd = cwd
        }
        #expect(try planner().sourceFolder(of: server) == folder)
    }
}
