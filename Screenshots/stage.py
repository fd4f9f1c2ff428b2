"""A home with servers, clients and a past: what the pictures are taken of. Every process in it is real."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path


class Stage:
    """A home of its own, gone with everything in it when the stage closes."""

    def __init__(self, programs):
        self.root = tempfile.mkdtemp(prefix="mcpm-", dir="/tmp")
        # Copies: paths on the screen are short, and a program that is built anew meanwhile is none of them.
        self.user = f"{self.root}/kim"
        for name in ("mcp-manager", "mcp-manager-tui", "mcp-managerd", "mcp-connect"):
            shutil.copy(Path(programs) / name, self.file(f"{self.user}/bin/{name}"))
        self.environment = {
            "HOME": self.user,
            "PATH": f"{self.user}/bin:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "SHELL": "/bin/sh",
            "MCP_MANAGER_SHELL_PATH": "off",
        }
        self.clients = []

    @property
    def home(self):
        return Path(self.user) / ".mcp_servers"

    @staticmethod
    def file(path):
        """The path, with its folder made."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def manager(self, *arguments, fails=False):
        outcome = subprocess.run(["mcp-manager", *arguments], env=self.environment, capture_output=True, text=True)
        if outcome.returncode and not fails:
            raise RuntimeError(f"mcp-manager {' '.join(arguments)}: {outcome.stdout}{outcome.stderr}")
        return outcome.stdout

    def start_daemon(self):
        """Secrets go into a vault, as on a machine without a desktop; only the daemon is told how to open it."""
        self.file(self.home / "config.yaml").write_text("secrets: {stores: [vault]}\n")
        self.home.chmod(0o700)
        environment = {**self.environment, "MCP_MANAGER_VAULT_PASSPHRASE": "open sesame"}
        subprocess.run(["mcp-manager", "daemon", "start"], env=environment, check=True, capture_output=True)

    def add(self, name, description, *options):
        self.manager("add", name, "--description", description, "--", "mcp-manager", "demo", *options)

    def amend(self, name, *lines):
        """More lines at the end of a definition."""
        path = self.home / "servers" / f"{name}.yaml"
        path.write_text(path.read_text().rstrip("\n") + "\n" + "\n".join(lines) + "\n")

    def status(self, name):
        return json.loads(self.manager("status", name, "--json"))[0]

    def await_phase(self, name, phase, limit=30):
        deadline = time.monotonic() + limit
        while self.status(name)["phase"]["name"] != phase:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{name} is not {phase}: {self.status(name)}")
            time.sleep(0.1)

    def connect(self, server, platform, title=None):
        client = Client(self, server, platform, title or platform)
        self.clients.append(client)
        return client

    def close(self):
        for client in self.clients:
            client.close()
        try:
            self.manager("daemon", "stop", fails=True)
        finally:
            shutil.rmtree(self.root, ignore_errors=True)


class Client:
    """A client that introduces itself, makes calls, and stays."""

    def __init__(self, stage, server, platform, title):
        self.process = subprocess.Popen(
            ["mcp-connect", server, "--client", platform],
            env=stage.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        self.last = 0
        information = {"name": title, "version": "1"}
        self.ask("initialize", {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": information})
        self.write({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def write(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def ask(self, method, params):
        self.last += 1
        self.write({"jsonrpc": "2.0", "id": self.last, "method": method, "params": params})
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError("the bridge has ended")
            answer = json.loads(line)
            if answer.get("id") == self.last:
                return answer

    def call(self, tool, **arguments):
        return self.ask("tools/call", {"name": tool, "arguments": arguments})

    def log(self, level, message):
        self.call("log", level=level, message=message)

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(5)
