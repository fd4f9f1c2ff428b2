"""The home the pictures are taken in: servers in every state, clients that share them, a month of health."""

import json
import time
from pathlib import Path

from past import Past


def furnish(stage):
    found_clients(stage)
    stage.start_daemon()
    servers(stage)
    past(stage)
    clients(stage)


def servers(stage):
    stage.add("browser", "Pages, forms and pictures")
    stage.add("calendar", "Meetings of the week")
    stage.add("database", "Questions to the warehouse", "--legacy-only")
    stage.add("files", "The notes in ~/Documents")
    mail(stage)
    stage.add("notes", "Pages of the team", "--slow-start", "0.2")
    stage.add("search", "The web, with sources", "--modern-only")
    tickets(stage)
    stage.add("weather", "Rain or not")
    stage.amend(
        "notes",
        "secrets:",
        "  - name: NOTES_TOKEN",
        "    type: password",
        "    required: true",
        "    description: Token of the integration, from Settings > Connections",
        "    validation: {min_length: 20}",
        "  - name: NOTES_URL",
        "    type: url",
        "    required: true",
        "    description: Where your workspace is",
        "    validation: {schemes: [https], example: 'https://team.notes.example'}",
    )
    stage.amend("weather", "enabled: false")


def mail(stage):
    """It cannot work here, and says so."""
    program = stage.file(f"{stage.user}/bin/mcp-server-mail")
    program.write_text("#!/bin/sh\necho 'cannot reach imap.example.org: connection refused' >&2\nexit 1\n")
    program.chmod(0o755)
    stage.manager("add", "mail", "--description", "Reads and writes mail", "--", "mcp-server-mail")
    definition = stage.home / "servers" / "mail.yaml"
    text = definition.read_text()
    definition.write_text(text.replace("execution:\n", "execution:\n  restart: {max_restarts: 1, backoff: 0.1}\n", 1))


def tickets(stage):
    """A server of somebody's own, written in Python."""
    stage.file(f"{stage.user}/bin/mcp-server-tickets").symlink_to(Path(__file__).with_name("tickets.py"))
    stage.manager("add", "tickets", "--description", "Issues and their comments", "--", "mcp-server-tickets")


def past(stage):
    """Before the servers start, so that the daemon finds it as its own."""
    past = Past(stage)
    past.live("tickets", 24, 4, outages=[(500, 7, "crashed", "exit 137: out of memory at 512 MB")], slow=[(610, 25)])
    past.live("files", 30, 1)
    past.live("search", 30, 90, outages=[(1900, 14, "silent", "no answer within 10 s")])
    past.live("database", 12, 31, slow=[(140, 60)])
    past.live("calendar", 30, 12)


def clients(stage):
    stage.manager("start", "calendar", "database", "files", "search", "tickets")
    # It fails: that is its part.
    stage.manager("start", "mail", fails=True)
    stage.manager("start", "notes", fails=True)
    for server, platform, title, calls in (
        ("tickets", "claude-desktop", "Claude Desktop", 41), ("tickets", "cursor", "Cursor", 12),
        ("tickets", "codex", "Codex", 3), ("files", "claude-desktop", "Claude Desktop", 7), ("search", "cursor", "Cursor", 5),
    ):
        client = stage.connect(server, platform, title)
        for number in range(calls):
            work(client, server, number)
            time.sleep(0.03)
    stage.manager("platform", "sync", "claude-desktop", "vscode", "--yes", fails=True)
    # Checks come every half a minute; nobody waits for the first.
    for name in ("calendar", "database", "files", "search", "tickets"):
        stage.manager("health", name, "--check", fails=True)


def work(client, server, number):
    """One of the calls that are shown; every server has tools of its own."""
    if server != "tickets":
        client.call("echo", text=f"page {number}")
    elif number % 9 == 8:
        client.call("get_issue", key="PAY-999")
    elif number % 3:
        client.call("get_issue", key=("PAY-118", "PAY-121", "PAY-130")[number % 3])
    else:
        client.call("search_issues", query="", state="open")


def found_clients(stage):
    """Files of AI clients as people have them, with servers in them that are not ours."""
    home = stage.user
    playwright = {"command": "npx", "args": ["-y", "@playwright/mcp"]}
    for path, key, entries in (
        (".cursor/mcp.json", "mcpServers", {"playwright": playwright}),
        (".config/Claude/claude_desktop_config.json", "mcpServers", {}),
        (".config/Code/User/mcp.json", "servers", {"github": {"url": "https://api.githubcopilot.com/mcp/", "type": "http"}}),
        (".gemini/settings.json", "mcpServers", {}),
    ):
        stage.file(f"{home}/{path}").write_text(json.dumps({key: entries}, indent=2) + "\n")
    stage.file(f"{home}/.codex/config.toml").write_text('model = "gpt-5"\n\n[mcp_servers.playwright]\ncommand = "npx"\n')
