"""The ways to the one server that is measured: the built-in demo server, itself fast and the same behind each of them."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import processes
from client import Client

REPOSITORY = Path(__file__).resolve().parents[2]


class Home:
    """A home of our own with its daemon; gone afterwards."""

    def __init__(self, programs):
        self.programs = Path(programs).resolve()
        self.root = tempfile.mkdtemp(prefix="mcpm-bench-")
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": self.root,
            "MCP_MANAGER_HOME": f"{self.root}/home",
            "LANG": "C.UTF-8",
        }

    @property
    def demo(self):
        return [str(self.programs / "mcp-manager"), "demo"]

    def manager(self, *arguments):
        return subprocess.run(
            [self.programs / "mcp-manager", *arguments], env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def add(self, name, *options):
        self.manager("add", name, "--", *self.demo, *options)

    def status(self, name):
        return json.loads(self.manager("status", name, "--json"))[0]

    def connect(self, name):
        """A session through mcp-connect and the daemon."""
        return Client([str(self.programs / "mcp-connect"), name], self.environment)

    @property
    def daemon(self):
        for entry in os.listdir("/proc"):
            if entry.isdigit() and processes.command(entry)[:1] == [str(self.programs / "mcp-managerd")]:
                if self.root in Path(f"/proc/{entry}/environ").read_text():
                    return int(entry)
        raise RuntimeError("no daemon")

    def close(self):
        try:
            self.manager("daemon", "stop")
        finally:
            shutil.rmtree(self.root)


class Target:
    """One way: a client, and which processes are between it and the server."""

    def __init__(self, name, client, between):
        self.name = name
        self.client = client.open()
        self.between = between
        self.durations = {}

    def memory(self):
        """Resident and proportional bytes of what is in between."""
        sizes = [processes.memory(process) for process in self.between()]
        return tuple(map(sum, zip(*sizes))) if sizes else (0, 0)


def all_targets(home):
    """Those that can be measured here, and the clean-up of each; a peer that is not installed is left out, and says so."""
    targets = [Target("direct", Client(home.demo, home.environment), lambda: [])]
    home.add("demo")
    bridge = home.connect("demo")
    targets.append(Target("mcp-manager", bridge, lambda: [bridge.process.pid, home.daemon]))
    for make in (mcp_proxy, fastmcp):
        target = make(home)
        if target:
            targets.append(target)
    return targets


def program(environment, name):
    path = REPOSITORY / ".venvs" / environment / "bin" / name
    if path.exists():
        return str(path)
    print(f"{environment} is not installed; '.ci/environments Tests/Benchmarks/Environments' makes it")
    return None


def mcp_proxy(home):
    path = program("mcp-proxy", "mcp-proxy")
    if not path:
        return None
    # It has a stdio end and an HTTP end: two of them make a way from stdio to stdio. It says which port it took.
    log = open(f"{home.root}/mcp-proxy.log", "w+")
    server = subprocess.Popen(
        [path, "--port", "0", "--", *home.demo], env=home.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    port = None
    for line in server.stderr:
        if "running on http://" in line:
            port = line.split("http://127.0.0.1:")[1].split()[0]
            break
    if not port:
        raise RuntimeError("mcp-proxy does not start")
    # It goes on logging, and must not wait for a reader.
    subprocess.Popen(["cat"], stdin=server.stderr, stdout=log)
    client = Client([path, "--transport", "streamablehttp", f"http://127.0.0.1:{port}/mcp"], home.environment)
    close = client.close

    def close_both():
        close()
        server.terminate()
        server.wait()

    client.close = close_both
    return Target("mcp-proxy (two ends)", client, lambda: [client.process.pid, server.pid])


def fastmcp(home):
    path = program("fastmcp", "python")
    if not path:
        return None
    client = Client([path, str(Path(__file__).with_name("fastmcp_proxy.py")), *home.demo], home.environment)
    return Target("fastmcp proxy", client, lambda: [client.process.pid])
