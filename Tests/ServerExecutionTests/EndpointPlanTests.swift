import ServerModel
import Testing

@testable import ServerExecution

private func definition(_ change: (inout ServerDefinition) -> Void) throws -> ServerDefinition {
    var definition = ServerDefinition(name: try ServerID("my-server"))
    change(&definition)
    return definition
}

private func remote(_ change: (inout RemoteExecution) -> Void) throws -> ServerDefinition {
    try definition {
        var remote = RemoteExecution()
        change(&remote)
        $0.execution.mode = .remote
        $0.execution.remote = remote
    }
}

private func plan(
    _ definition: ServerDefinition, _ environment: [String: String] = [:], secrets: [String: String] = [:]
) throws(LaunchError) -> RunPlan {
    try LaunchPlanner(
        home: "/m", userHome: "/home/u", environment: ["PATH": "/bin"].merging(environment) { $1 },
        files: FileFacts(exists: { _ in true }, isDirectory: { !$0.hasSuffix("/x") }, isExecutable: { $0.hasSuffix("/x") })
    ).supplied(with: SecretSupply(values: secrets.mapValues { SecretValue($0) })).runPlan(for: definition)
}

private func endpoint(_ definition: ServerDefinition, secrets: [String: String] = [:]) throws -> Endpoint {
    switch try plan(definition, secrets: secrets).way {
    case .stdio, .undecided: throw LaunchError(code: "stdio", problem: "", remedy: "")
    case .local(_, let endpoint), .remote(let endpoint): return endpoint
    }
}

struct `The plan of a server somebody else runs` {
    @Test func `has the url as written, and either transport`() throws {
        let endpoint = try endpoint(remote { $0.url = "https://a.example/mcp?x=1" })
        #expect(endpoint == Endpoint(url: "https://a.example/mcp?x=1", transport: .any))
        #expect(endpoint.origin == "https://a.example")
    }

    @Test func `is put together of protocol, host and port`() throws {
        let full = try remote {
            $0.protocolScheme = "http"
            $0.host = "mcp-server.example.com"
            $0.port = 7501
            $0.healthCheckPath = "/health"
        }
        #expect(
            try endpoint(full) == Endpoint(url: "http://mcp-server.example.com:7501/mcp", transport: .any, healthPath: "/health"))
        #expect(try endpoint(remote { $0.host = "::1" }).url == "https://[::1]/mcp")
        var old = try remote { $0.host = "a" }
        old.execution.transport = .sse
        #expect(try endpoint(old) == Endpoint(url: "https://a/sse", transport: .sse))
        old.execution.path = "/other"
        #expect(try endpoint(old).url == "https://a/other")
    }

    @Test(arguments: [
        (RemoteExecution.AuthMethod.bearer, "Authorization", "Bearer s3cret"), (.apiKey, "X-API-Key", "s3cret"),
    ])
    func `sends its first password along`(method: RemoteExecution.AuthMethod, name: String, value: String) throws {
        var definition = try remote {
            $0.host = "a"
            $0.authMethod = method
        }
        var address = SecretRequirement(name: "ADDRESS")
        address.type = .url
        definition.secrets = [address, SecretRequirement(name: "KEY")]
        let plan = try plan(definition, secrets: ["KEY": "s3cret"])
        #expect(plan.way == .remote(Endpoint(url: "https://a/mcp", headers: [.init(name: name, value: value)])))
        #expect(plan.secrets == ["s3cret"])
    }

    @Test func `sends the secret that is called after it when it declares none`() throws {
        let definition = try remote {
            $0.host = "a"
            $0.authMethod = .bearer
        }
        #expect(
            try endpoint(definition, secrets: ["MY_SERVER_TOKEN": "tttt"]).headers
                == [.init(name: "Authorization", value: "Bearer tttt")])
        #expect(LaunchPlanner.secretsWanted(by: definition).map(\.name) == ["MY_SERVER_TOKEN"])
        #expect(throws: LaunchError.self) { try plan(definition, secrets: ["TOKEN": "tttt"]) }
    }

    @Test func `has variables and secrets in headers and url`() throws {
        let definition = try remote {
            $0.url = "https://a/${env:PLACE}?k=${secret:KEY}"
            $0.headers = ["X-Team": "${secret:TEAM}", "A": "1"]
        }
        let plan = try plan(definition, ["PLACE": "mcp"], secrets: ["KEY": "kkkk", "TEAM": "ab"])
        #expect(
            plan.way
                == .remote(
                    Endpoint(
                        url: "https://a/mcp?k=kkkk",
                        headers: [.init(name: "A", value: "1"), .init(name: "X-Team", value: "ab")])))
        // Two letters would be masked everywhere.
        #expect(plan.secrets == ["kkkk"])
    }

    @Test func `is refused in words`() throws {
        func code(
            _ definition: ServerDefinition, _ environment: [String: String] = [:], secrets: [String: String] = [:]
        ) -> String {
            do throws(LaunchError) {
                _ = try plan(definition, environment, secrets: secrets)
                return "planned"
            } catch { return error.code }
        }
        #expect(code(try remote { $0.url = "${env:U}" }, ["U": "a.example"]) == "bad-address")
        #expect(code(try remote { $0.host = "a/b" }) == "bad-address")
        #expect(code(try remote { $0.ssh = "u@h x" }) == "not-supported-yet")
        #expect(code(try remote { $0.manager = "h" }) == "not-supported-yet")
        let header = try remote {
            $0.host = "a"
            $0.headers = ["K": "${secret:KEY}"]
        }
        #expect(code(header) == "needs-secret")
        #expect(code(header, secrets: ["KEY": "k\n"]) == "bad-header")
    }
}

struct `The plan of a server of ours that listens on a port` {
    @Test(arguments: [(Transport.streamableHTTP, "/mcp"), (.sse, "/sse")])
    func `has both, the process and where it listens`(transport: Transport, path: String) throws {
        let definition = try definition {
            var local = LocalExecution()
            local.command = "x"
            local.args = ["--port", "${port}"]
            local.environment = ["PORT": "${port}", "KEY": "${secret:KEY}"]
            $0.execution.local = local
            $0.execution.transport = transport
            $0.execution.port = 8123
        }
        let plan = try plan(definition, secrets: ["KEY": "kkkk"])
        guard case .local(let process, let endpoint) = plan.way else { throw LaunchError(code: "", problem: "", remedy: "") }
        #expect(process.arguments == ["--port", "8123"])
        #expect(process.environment["PORT"] == "8123" && process.environment["KEY"] == "kkkk")
        #expect(endpoint.url == "http://127.0.0.1:8123\(path)" && endpoint.port == 8123)
        #expect(plan.secrets == ["kkkk"])
    }
}

struct `Who holds a port` {
    @Test func `is read from the table of sockets`() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0
               1: 0100007F:1F90 0100007F:C000 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0
               2: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4713 1 0
            """
        #expect(PortHolder.listeners(in: table, port: 8080) == ["socket:[4711]"])
        #expect(PortHolder.listeners(in: table, port: 80) == ["socket:[4713]"])
    }
}
