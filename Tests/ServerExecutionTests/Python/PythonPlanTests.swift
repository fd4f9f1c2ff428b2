import ServerModel
import Testing

@testable import ServerExecution

struct `The plan of a server with a Python environment` {
    private let files: Set<String> = ["/m/servers/s/main.py", "/m/servers/s/req.txt", "/usr/bin/python3", "/usr/bin/uvx"]

    private func planner(
        link: String? = nil, shell: ShellAnswer? = .path("/usr/bin:/home/u/bin", shell: "/bin/zsh")
    ) -> LaunchPlanner {
        let files = files
        return LaunchPlanner(
            home: "/m", userHome: "/home/u", environment: ["PATH": "/poor", "KEY": "s3cret"],
            files: FileFacts(
                exists: { files.contains($0) }, isDirectory: { $0 == "/m/servers/s" },
                isExecutable: { files.contains($0) && $0.hasPrefix("/usr/bin") },
                linkTarget: { $0 == "/m/servers/s/.venv" ? link : nil }),
            loginShell: { shell })
    }

    private func definition(
        command: String? = nil, requirements: String? = nil, packages: [String] = [], version: String? = nil
    ) throws -> ServerDefinition {
        var definition = ServerDefinition(name: try ServerID("s"))
        var local = LocalExecution()
        local.command = command
        if command == nil { local.mainScript = "main.py" }
        local.requirements = requirements
        definition.execution.local = local
        definition.execution.pythonVersion = version
        definition.dependencies.pythonPackages = packages
        return definition
    }

    @Test func `names the Python that will be there`() throws {
        let plan = try planner().runPlan(for: definition(requirements: "req.txt", version: "3.11+"))
        #expect(plan.process?.executable == "/m/servers/s/.venv/bin/python")
        #expect(plan.process?.environment["VIRTUAL_ENV"] == "/m/servers/s/.venv")
        #expect(plan.process?.environment["PATH"]?.hasPrefix("/m/servers/s/.venv/bin:/usr/bin:/home/u/bin:/poor") == true)
        let python = try #require(plan.preparation?.python)
        #expect(python.requirements == "/m/servers/s/req.txt")
        #expect(python.version?.text == "3.11+")
        #expect(python.path.first == "/usr/bin")
        #expect(python.environment["KEY"] == nil)
    }

    @Test func `stays with the environment that the link leads to`() throws {
        let plan = try planner(link: ".venvs/3").runPlan(for: definition(packages: ["x"]))
        #expect(plan.process?.executable == "/m/servers/s/.venvs/3/bin/python")
    }

    @Test(arguments: [
        ("python", "/m/servers/s/.venv/bin/python"), ("python3.12", "/m/servers/s/.venv/bin/python"),
        (".venv/bin/tool", "/m/servers/s/.venv/bin/tool"), ("${server_dir}/.venv/bin/tool", "/m/servers/s/.venv/bin/tool"),
        ("tool", "/m/servers/s/.venv/bin/tool"), ("uvx", "/usr/bin/uvx"),
    ])
    func `understands commands that are in it`(command: String, executable: String) throws {
        let plan = try planner().runPlan(for: definition(command: command, requirements: "req.txt"))
        #expect(plan.process?.executable == executable)
        #expect(plan.preparation?.python != nil)
    }

    @Test func `needs nothing for what asks for nothing`() throws {
        #expect(try planner().runPlan(for: definition()).preparation == nil)
        #expect(try planner().runPlan(for: definition()).process?.executable == "/usr/bin/python3")
        #expect(try planner().runPlan(for: definition(command: "uvx", packages: ["x"])).preparation == nil)
    }

    @Test func `is undecided until the login shell has answered`() throws {
        var wanted = try definition(command: "uvx")
        wanted.secrets = [SecretRequirement(name: "KEY")]
        let supply = SecretSupply(values: ["KEY": SecretValue("s3cret")])
        let plan = try planner(shell: nil).supplied(with: supply).runPlan(for: wanted)
        #expect(plan.way == .undecided)
        #expect(plan.preparation?.definition == wanted)
        #expect(plan.secrets == ["s3cret"])
    }

    @Test func `says what is wrong with its keys`() throws {
        func code(_ definition: ServerDefinition) -> String? {
            do throws(LaunchError) { _ = try planner().runPlan(for: definition) } catch { return error.code }
            return nil
        }
        #expect(try code(definition(requirements: "nope.txt")) == "requirements-not-found")
        #expect(try code(definition(version: "three")) == "bad-python-version")
    }
}

struct `A requirements file` {
    @Test func `counts packages through the files it takes in`() throws {
        let bench = try Workbench()
        let path = try bench.write(
            "r.txt",
            "# comment\nfastapi>=0.1 \\\n  --hash=sha256:x\n\n-r more.txt\n-c pins.txt\n--index-url https://x\n-e ./here\n")
        try bench.write("more.txt", "httpx\n-r r.txt\n")
        try bench.write("pins.txt", "idna==1\n")
        var hash = ContentHash()
        #expect(RequirementsFile(reading: path, into: &hash).packages == 3)
        try bench.write("pins.txt", "idna==2\n")
        var other = ContentHash()
        _ = RequirementsFile(reading: path, into: &other)
        #expect(hash.text != other.text)
    }
}
