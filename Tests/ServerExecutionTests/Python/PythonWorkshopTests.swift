import Foundation
import ServerModel
import Synchronization
import Testing

@testable import ServerExecution

/// A server's directory, packages to install that need no network, and who makes its environment.
private struct Server: Sendable {
    let bench: Workbench
    let workshop: PythonWorkshop
    let steps = Steps()

    /// What was told, in order.
    final class Steps: Sendable {
        private let texts = Mutex<[String]>([])
        var all: [String] { texts.withLock { $0 } }
        func add(_ text: String) { texts.withLock { $0.append(text) } }
    }

    init() throws {
        bench = try Workbench()
        workshop = PythonWorkshop(tools: bench.tools)
    }

    /// A wheel of one module that says its version.
    func makeWheel(_ name: String, _ version: String) async throws {
        try bench.write("wheels/.keep", "")
        let script = """
            import sys, zipfile
            folder, name, version = sys.argv[1:]
            info = f'{name}-{version}.dist-info'
            with zipfile.ZipFile(f'{folder}/{name}-{version}-py3-none-any.whl', 'w') as wheel:
                wheel.writestr(f'{name}.py', f"version = '{version}'\\n")
                wheel.writestr(f'{info}/METADATA', f'Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n')
                wheel.writestr(f'{info}/WHEEL', 'Wheel-Version: 1.0\\nGenerator: t\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
                wheel.writestr(f'{info}/RECORD', '')
            """
        let made = try await bench.tools.run(
            .program(Self.python, ["-c", script, "\(bench.folder)/wheels", name, version], environment: Self.environment))
        try #require(made.succeeded, "\(made)")
    }

    /// `tool`: `uv` or `pip`.
    func environment(_ tool: String = "uv", version: String? = nil, packages: [String] = []) throws -> PythonEnvironment {
        try bench.write("s/.keep", "")
        let programs = "\(bench.folder)/\(tool)"
        try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
        // Nothing but these is on the PATH: what else is installed here does not matter.
        try? FileManager.default.createSymbolicLink(atPath: "\(programs)/python3", withDestinationPath: Self.python)
        if tool == "uv" {
            try? FileManager.default.createSymbolicLink(atPath: "\(programs)/uv", withDestinationPath: Self.uv)
        }
        let requirements = "\(bench.folder)/requirements.txt"
        return PythonEnvironment(
            directory: "\(bench.folder)/s", version: version.flatMap(PythonRequirement.init),
            requirements: FileManager.default.fileExists(atPath: requirements) ? requirements : nil, packages: packages,
            systemPackages: [], workingDirectory: bench.folder,
            environment: Self.environment.merging(["HOME": bench.folder, "UV_PYTHON_DOWNLOADS": "never"]) { $1 },
            path: [programs])
    }

    /// Requirements that are found among our wheels only.
    func require(_ lines: String...) throws {
        let text = ["--no-index", "--find-links \(bench.folder)/wheels"] + lines
        try bench.write("requirements.txt", text.joined(separator: "\n") + "\n")
    }

    @discardableResult
    func use(_ environment: PythonEnvironment) async throws -> PythonLease {
        try await workshop.use(
            environment, PreparationReport(progress: { steps.add($0) }, line: { steps.add("  \($0)") }))
    }

    /// The version of the module in the environment in use; `nil` when it cannot be imported.
    func installed(_ module: String = "greeting") async throws -> String? {
        let outcome = try await bench.tools.run(
            .program("\(bench.folder)/s/.venv/bin/python", ["-c", "import \(module); print(\(module).version)"]))
        return outcome.output.first
    }

    static let environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
    static let python =
        (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/python3" }
        .first(where: FileFacts.live.isExecutable) ?? "/usr/bin/python3"
    static let uv: String = {
        let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let own = "\(repository)/.venvs/uv/bin/uv"
        return FileFacts.live.isExecutable(own) ? own : "/usr/bin/uv"
    }()

    /// The installers that are here.
    static let tools = ["uv", "pip"].filter { $0 == "pip" || FileFacts.live.isExecutable(uv) }
}

@Suite(.timeLimit(.minutes(3)), .enabled(if: FileFacts.live.isExecutable(Server.python), "python3 is missing"))
struct `A Python environment of a server` {
    @Test(arguments: Server.tools)
    func `is made from nothing, once`(tool: String) async throws {
        let server = try Server()
        try await server.makeWheel("greeting", "1.0")
        try server.require("greeting")
        try await server.use(try server.environment(tool))
        #expect(try await server.installed() == "1.0")
        let told = server.steps.all
        #expect(told.first?.hasPrefix("making a virtual environment with Python 3.") == true)
        #expect(told.contains("installing 1 package"))
        // The second time nothing is done at all.
        try await server.use(try server.environment(tool))
        #expect(server.steps.all == told)
    }

    @Test(arguments: Server.tools)
    func `that cannot be made leaves the one before as it is, and says why`(tool: String) async throws {
        let server = try Server()
        try await server.makeWheel("greeting", "1.0")
        try server.require("greeting==1.0")
        try await server.use(try server.environment(tool))
        try server.require("greeting==9.9")
        let failure = await #expect(throws: LaunchError.self) { try await server.use(try server.environment(tool)) }
        #expect(failure?.code == "python-packages-failed")
        #expect(failure?.problem.contains("greeting==9.9") == true, "\(failure?.problem ?? "")")
        #expect(failure?.remedy.contains("requirements.txt") == true)
        #expect(try await server.installed() == "1.0")
        #expect(server.bench.names("s/.venvs") == ["1"])
    }

    @Test func `is made again when a file that the requirements take in changes`() async throws {
        let server = try Server()
        try await server.makeWheel("greeting", "1.0")
        try await server.makeWheel("greeting", "2.0")
        try server.require("-r more.txt")
        try server.bench.write("more.txt", "greeting==1.0\n")
        let lease = try await server.use(try server.environment())
        #expect(try await server.installed() == "1.0")
        try server.bench.write("more.txt", "greeting==2.0\n")
        let next = try await server.use(try server.environment())
        #expect(try await server.installed() == "2.0")
        // The run that began in the old one may still load modules from it.
        #expect(server.bench.names("s/.venvs") == ["1", "2"])
        lease.end()
        next.end()
    }

    @Test func `is made once for all who wait`() async throws {
        let server = try Server()
        try await server.makeWheel("greeting", "1.0")
        try server.require("greeting")
        let environment = try server.environment()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { try await server.use(environment) } }
            try await group.waitForAll()
        }
        #expect(server.bench.names("s/.venvs") == ["1"])
    }

    @Test func `that is given up leaves nothing half-made`() async throws {
        let server = try Server()
        let (begun, continuation) = AsyncStream.makeStream(of: Void.self)
        // An installer that begins, and never ends.
        try server.bench.program("slow/uv", #"[ "$1" = venv ] && for d; do :; done && mkdir -p "$d" && exec sleep 1000"#)
        var environment = try server.environment("pip", packages: ["greeting"])
        environment.path = ["\(server.bench.folder)/slow"] + environment.path
        let wanted = environment
        let task = Task {
            let report = PreparationReport(progress: { _ in continuation.yield() }, line: { _ in })
            _ = try await server.workshop.use(wanted, report)
        }
        for await _ in begun { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(server.bench.names("s/.venvs") == [])
        #expect(!server.bench.names("s").contains(".venv"))
    }

    @Test func `that was never finished is swept away by the next`() async throws {
        let server = try Server()
        try server.bench.write("s/.venvs/7/half", "made")
        try await server.use(try server.environment(version: "3.6+"))
        #expect(server.bench.names("s/.venvs") == ["8"])
    }

    @Test func `of a version that is not here says what is`() async throws {
        let server = try Server()
        let failure = await #expect(throws: LaunchError.self) {
            try await server.use(try server.environment("pip", version: "3.99+"))
        }
        #expect(failure?.code == "wrong-python")
        #expect(failure?.problem.hasPrefix("it needs Python 3.99+, found 3.") == true, "\(failure?.problem ?? "")")
        #expect(failure?.problem.hasSuffix(" at \(server.bench.folder)/pip/python3") == true, "\(failure?.problem ?? "")")
    }

    @Test func `that was there before us is used as it is`() async throws {
        let server = try Server()
        let own = try server.bench.program("s/.venv/bin/python", "true")
        try server.bench.write("s/.venv/pyvenv.cfg", "home = /usr/bin\nversion = 3.10.4\n")
        try await server.use(try server.environment(version: "3.10", packages: ["greeting"]))
        #expect(FileManager.default.fileExists(atPath: own))
        #expect(server.steps.all.count == 1)
        let failure = await #expect(throws: LaunchError.self) {
            try await server.use(try server.environment(version: "3.11+", packages: ["greeting"]))
        }
        #expect(failure?.problem.contains("has 3.10.4") == true)
        #expect(failure?.remedy.contains("move that folder away") == true)
    }

    @Test func `is made again when its Python has gone`() async throws {
        let server = try Server()
        let environment = try server.environment(version: "3.6+")
        try await server.use(environment).end()
        let python = "\(server.bench.folder)/s/.venv/bin/python"
        try FileManager.default.removeItem(atPath: python)
        #expect(!EnvironmentReport.PythonEnvironment(environment).isCurrent)
        try await server.use(environment)
        #expect(FileFacts.live.isExecutable(python))
        #expect(EnvironmentReport.PythonEnvironment(environment).isCurrent)
    }
}
