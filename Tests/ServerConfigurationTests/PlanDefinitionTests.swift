import ServerModel
import Testing

@testable import ServerConfiguration

/// `Fixtures/jira-helper.yaml` is the example of the plan, byte for byte.
struct `The definition in the plan` {
    let reading: DefinitionReading
    let definition: ServerDefinition

    init() throws {
        let (bytes, _, _) = try TextFile.read(fixturePath("jira-helper.yaml"), limit: DefinitionReader.sizeLimit)
        reading = read(String(decoding: bytes, as: UTF8.self), as: "jira-helper")
        definition = try #require(reading.definition)
    }

    @Test func `loads without a word`() {
        #expect(reading.diagnostics.isEmpty)
    }

    @Test func `keeps what it says of itself`() throws {
        #expect(definition.name == (try ServerID("jira-helper")))
        #expect(definition.version == "1.0.0")
        #expect(definition.description == "Jira integration MCP server")
        #expect(definition.author == "Your Name <your.email@example.com>")
        #expect(definition.license == "MIT")
        #expect(definition.homepage == "https://github.com/user/jira-helper")
        #expect(definition.enabled)
        #expect(definition.start == .onDemand)
    }

    @Test func `keeps how it runs`() throws {
        let execution = definition.execution
        #expect(execution.mode == .local)
        #expect(execution.pythonVersion == "3.11+")
        #expect(execution.transport == .stdio)

        let local = try #require(execution.local)
        #expect(local.sourceDir == "./code")
        #expect(local.mainScript == "main.py")
        #expect(local.requirements == "./requirements.txt")
        #expect(local.environment == ["PYTHONPATH": "${source_dir}", "LOG_LEVEL": "INFO"])

        let docker = try #require(execution.docker)
        #expect(docker.image == "python:3.11-slim")
        #expect(docker.dockerfile == "./Dockerfile")
        #expect(docker.buildContext == ".")
        #expect(docker.ports == ["7501:7501"])
        #expect(docker.volumes == ["${config_dir}:/app/config:ro", "${logs_dir}:/app/logs"])
        #expect(docker.environment == ["MCP_SERVER_MODE": "docker"])

        let remote = try #require(execution.remote)
        #expect(remote.host == "mcp-server.example.com")
        #expect(remote.port == 7501)
        #expect(remote.protocolScheme == "https")
        #expect(remote.authMethod == .apiKey)
        #expect(remote.healthCheckPath == "/health")
    }

    @Test func `keeps the secrets it needs`() throws {
        var token = SecretRequirement(name: "JIRA_API_TOKEN")
        token.description = "Jira API token for authentication"
        token.required = true
        token.type = .password
        token.validation.minLength = 10
        token.validation.pattern = "^[A-Za-z0-9+/=]+$"
        var url = SecretRequirement(name: "JIRA_BASE_URL")
        url.description = "Base URL for Jira instance"
        url.required = true
        url.type = .url
        url.validation.schemes = ["https"]
        url.validation.example = "https://company.atlassian.net"
        var email = SecretRequirement(name: "JIRA_USER_EMAIL")
        email.description = "Email address for Jira authentication"
        email.type = .email
        #expect(definition.secrets == [token, url, email])
    }

    @Test func `keeps its platforms`() {
        var off = PlatformSetting()
        off.enabled = false
        off.disabled = true
        #expect(
            definition.platforms == [
                "vscode_cline": PlatformSetting(), "claude_desktop": PlatformSetting(), "cursor": off,
            ])
    }

    @Test func `keeps its monitoring`() {
        let check = definition.monitoring.healthCheck
        #expect(check.enabled)
        #expect(check.interval == 30)
        #expect(check.timeout == 10)
        #expect(check.endpoint == "/health")
        #expect(check.retries == 3)
        let logging = definition.monitoring.logging
        #expect(logging.level == "INFO")
        #expect(logging.format == .json)
        #expect(logging.file == "${server_dir}/logs/server.log")
        #expect(logging.maxSizeBytes == 10_000_000)
        #expect(logging.backupCount == 5)
        #expect(logging.console)
        let metrics = definition.monitoring.metrics
        #expect(metrics.enabled)
        #expect(metrics.port == 9090)
        #expect(metrics.path == "/metrics")
    }

    @Test func `keeps the rest`() {
        #expect(definition.development.hotReload)
        #expect(definition.development.debugMode)
        #expect(!definition.development.testMode)
        #expect(!definition.development.mockExternalAPIs)
        #expect(definition.dependencies.pythonPackages == ["fastapi>=0.104.0", "uvicorn>=0.24.0", "pydantic>=2.5.0"])
        #expect(definition.dependencies.systemPackages == ["git"])
        #expect(definition.dependencies.optionalPackages == ["redis"])
        #expect(definition.metadata.tags == ["jira", "project-management", "atlassian"])
        #expect(definition.metadata.category == "productivity")
        #expect(definition.metadata.maturity == .stable)
        #expect(definition.metadata.supportURL == "https://github.com/user/jira-helper/issues")
        #expect(definition.metadata.documentationURL == "https://github.com/user/jira-helper/wiki")
    }
}
