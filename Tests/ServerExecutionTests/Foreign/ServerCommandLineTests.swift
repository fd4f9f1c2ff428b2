import Testing

@testable import ServerExecution

struct `A command line` {
    /// As clients' files, and the launchers in between, have them; then what it is called, and what stands behind that.
    static let servers: [(String, name: String, arguments: String)] = [
        ("uvx mcp-server-time --local-timezone=Europe/Berlin", "mcp-server-time", "--local-timezone=Europe/Berlin"),
        ("/usr/bin/uv tool uvx mcp-server-git --repository /src", "mcp-server-git", "--repository /src"),
        ("uv tool run --from git+https://x/y mcp-server-fetch", "mcp-server-fetch", ""),
        ("uvx --from mcp-server-x==1.2 serve --fast", "mcp-server-x", "serve --fast"),
        ("uvx mcp-server-sqlite@latest --db-path /d", "mcp-server-sqlite", "--db-path /d"),
        ("uv run --with mcp mcp run /src/weather.py", "weather", ""),
        ("uv --directory /src/mcp-weather run weather-mcp", "weather-mcp", ""),
        ("uv run --directory /src/mcp-weather server.py", "mcp-weather", ""),
        ("fastmcp run /src/notes.py:app", "notes", ""),
        ("pipx run mcp-server-time", "mcp-server-time", ""),
        (
            "python3.12 /home/u/.cache/uv/archive-v0/x/bin/mcp-server-time --local-timezone Z", "mcp-server-time",
            "--local-timezone Z"
        ),
        ("/home/u/.venv/bin/python -m mcp_server_git --repository .", "mcp_server_git", "--repository ."),
        ("python -u -m mcp_server_time.cli", "mcp_server_time", ""),
        ("python -m mcp run x.py", "mcp", "run x.py"),
        ("python /home/u/mcp-servers/weather/server.py", "weather", ""),
        ("python3 /home/u/weather-mcp/src/main.py stdio", "weather-mcp", "stdio"),
        ("python3 /home/u/my_mcp_server.py", "my_mcp_server", ""),
        (
            "npx -y @modelcontextprotocol/server-filesystem /home/u /tmp", "@modelcontextprotocol/server-filesystem",
            "/home/u /tmp"
        ),
        ("npx @playwright/mcp@latest --headless", "@playwright/mcp", "--headless"),
        ("npx -y mcp-remote https://mcp.example.com/sse", "mcp-remote", "https://mcp.example.com/sse"),
        ("npm exec @modelcontextprotocol/server-memory", "@modelcontextprotocol/server-memory", ""),
        ("npm exec --yes -- @upstash/context7-mcp", "@upstash/context7-mcp", ""),
        ("node /usr/bin/npx -y @modelcontextprotocol/server-everything", "@modelcontextprotocol/server-everything", ""),
        ("node /home/u/.npm/_npx/1/node_modules/.bin/mcp-server-filesystem /tmp", "mcp-server-filesystem", "/tmp"),
        (
            "node /usr/lib/node_modules/@modelcontextprotocol/server-github/dist/index.js",
            "@modelcontextprotocol/server-github", ""
        ),
        ("node --import tsx /opt/x/node_modules/firecrawl-mcp/build/index.js", "firecrawl-mcp", ""),
        ("pnpm dlx @scope/thing-mcp", "@scope/thing-mcp", ""),
        ("bunx -y @x/mcp-y", "@x/mcp-y", ""),
        ("bun x @x/mcp-y", "@x/mcp-y", ""),
        ("deno run -A npm:@x/mcp-server", "@x/mcp-server", ""),
        ("docker run -i --rm mcp/time", "mcp/time", ""),
        ("docker run --rm -i -e GITHUB_TOKEN ghcr.io/github/github-mcp-server:v1 stdio", "github-mcp-server", "stdio"),
        ("podman run -i --rm -v /a:/b --name=x quay.io/me/notes-mcp", "notes-mcp", ""),
        ("docker mcp gateway run", "docker mcp gateway", ""),
        ("/usr/local/bin/github-mcp-server stdio --read-only", "github-mcp-server", "stdio --read-only"),
        ("java -Xmx1g -jar /opt/jdbc-mcp-server.jar", "jdbc-mcp-server", ""),
        ("env A=1 B=2 uvx mcp-server-time", "mcp-server-time", ""),
        ("gopls mcp", "gopls mcp", ""),
        ("claude mcp serve", "claude mcp", "serve"),
        ("codex mcp-server", "codex mcp-server", ""),
        ("dart mcp-server", "dart mcp-server", ""),
    ]

    @Test(arguments: servers) func `tells which server it runs`(line: String, name: String, arguments: String) throws {
        let found = try #require(ServerCommandLine(line.split(separator: " ").map(String.init)), "\(line)")
        #expect(found.name == name)
        #expect(found.arguments.joined(separator: " ") == arguments)
    }

    @Test(arguments: [
        "", "mcp-manager demo", "/b/mcp-managerPackageTests.xctest --filter x", "/opt/bin/mcp-managerd --home /h",
        "mcp-connect time", "/usr/bin/mcp-manager-tui",
        "code --mcp-server=x", "/usr/share/code/code --type=utility --mcp", "claude mcp add time", "claude mcp list", "claude",
        "codex mcp list", "grep -r mcp-server .", "rg mcp", "vim mcp-server.py", "tail -f mcp.log", "less mcp-server-x.log",
        "pip install mcp-server-time", "python -m pip install mcp-server-time", "python /usr/bin/pip install mcp",
        "uv pip install mcp-server-time", "uv sync", "npm install @modelcontextprotocol/sdk", "npm run build", "npm test",
        "npx @modelcontextprotocol/inspector node x.js", "npx tsc", "uvx ruff check", "uvx mcp-cli",
        "sh -c uvx mcp-server-time", "bash -c cat<<EOF mcp-server EOF", "bash mcp.sh", "ssh mcp",
        "git clone https://x/mcp-server",
        "python -c import_mcp", "node -e mcp", "python /home/u/mcp-project/train.py", "python train.py mcp-server",
        "node /opt/editor/server.js --mcp", "docker run -it ubuntu mcp-server", "docker build -t mcp/time .", "docker ps",
        "java -cp x Main", "sleep 100", "cat /home/u/mcp-server-time", "systemctl status mcp-server", "python", "uvx", "npx -y",
    ])
    func `that runs none tells none`(line: String) {
        #expect(ServerCommandLine(line.split(separator: " ").map(String.init)) == nil)
    }

    @Test func `is read as npm writes it over its arguments`() {
        #expect(
            ServerCommandLine(["npm exec @playwright/mcp --headless", "", "", ""])
                == ServerCommandLine(name: "@playwright/mcp", arguments: ["--headless"]))
    }

    @Test func `is the same whichever launcher is looked at`() {
        #expect(
            ServerCommandLine(["uvx", "mcp-server-time", "-v"])
                == ServerCommandLine(["/x/python", "/x/bin/mcp-server-time", "-v"]))
    }
}

struct `A command line that is shown` {
    @Test(arguments: [
        ("x --api-key abc --port 80", "x --api-key •••• --port 80"),
        ("x --token=abc --token-limit=5 -v", "x --token=•••• --token-limit=•••• -v"),
        ("docker run -e GITHUB_TOKEN=abc -e A=b i", "docker run -e GITHUB_TOKEN=•••• -e A=b i"),
        ("x --header sk-0123456789abcdef", "x --header ••••"), ("x --keyboard de monkey=1", "x --keyboard de monkey=1"),
    ])
    func `keeps what looks like a secret`(line: String, shown: String) {
        #expect(ConcealedArguments.text(line.split(separator: " ").map(String.init)) == shown)
    }

    @Test func `keeps a token in a header`() {
        #expect(ConcealedArguments.text(["x", "Authorization: Bearer abc"]) == "x 'Authorization: Bearer ••••'")
    }
}
