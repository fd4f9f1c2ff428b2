"""The budgets that are not latency: memory, idle time, restarts, the command line, the log."""

import json
import os
import signal
import statistics
import time

import processes
from client import Client


def all_budgets(home, table, is_quick):
    bridges(home, table)
    servers = crowd(home, table)
    idle(home, table, 3 if is_quick else 10)
    crashes(home, table, servers)
    command_line(home, table)
    log_intake(home, table, 5 if is_quick else 50)


def bridges(home, table):
    clients = [home.connect("demo").open() for _ in range(50)]
    sizes = [processes.memory(client.process.pid) for client in clients]
    resident, own = (statistics.mean(size) / 1e6 for size in zip(*sizes))
    table.add(
        "mcp-connect, each of 50 running",
        f"{resident:.1f} MB resident, {own:.2f} of its own",
        "≤ 6 MB, ≤ 1.5 of its own",
        resident <= 6 and own <= 1.5,
    )
    for client in clients:
        client.close()


def crowd(home, table):
    """Ten servers with three sessions each, left running."""
    names = [f"server-{number}" for number in range(10)]
    for name in names:
        home.add(name)
    clients = [home.connect(name).open() for name in names for _ in range(3)]
    for client in clients:
        client.call("echo", {"text": "x"})
    resident, own = processes.memory(home.daemon)
    table.add(
        "mcp-managerd, 10 servers, 30 sessions",
        f"{resident / 1e6:.1f} MB resident, {own / 1e6:.1f} of its own",
        "≤ 40 MB",
        resident <= 40e6,
    )
    for client in clients:
        client.close()
    return names


def idle(home, table, seconds):
    before = processes.cpu_seconds(home.daemon)
    time.sleep(seconds)
    share = (processes.cpu_seconds(home.daemon) - before) / seconds * 100
    table.add("mcp-managerd idle, 10 servers", f"{share:.2f} % of a core", "≤ 0.3 %", share <= 0.3)


def crashes(home, table, names):
    """Kills servers that have run for long enough to count as stable, one after the other."""
    time.sleep(8)
    daemon = home.daemon
    own = statistics.median(start_alone(home) for _ in range(5))
    to_process, to_answer = [], []
    for name in names:
        client = home.connect(name).open()
        client.call("echo", {"text": "x"})
        before = set(processes.children(daemon))
        victim = process_of(home, name)
        began = time.perf_counter()
        os.kill(victim, signal.SIGKILL)
        while not set(processes.children(daemon)) - before:
            pass
        to_process.append(time.perf_counter() - began)
        while True:
            try:
                client.call("echo", {"text": "x"})
                break
            except RuntimeError:
                # It was still answered for the run that ended.
                continue
        to_answer.append(time.perf_counter() - began)
        client.close()
    spawn, ready = statistics.median(to_process) * 1000, statistics.median(to_answer) * 1000
    table.add("killed → new process, after a stable run", f"{spawn:.1f} ms", "≤ 10 ms", spawn <= 10)
    table.add(
        "killed → first answer, and the server's own start",
        f"{ready:.1f} ms, {own * 1000:.1f} ms",
        "≤ 1.2 ×",
        ready - spawn <= 1.2 * own * 1000,
    )


def start_alone(home):
    """From starting the server without us to its first answer."""
    began = time.perf_counter()
    client = Client(home.demo, home.environment).open()
    client.call("echo", {"text": "x"})
    duration = time.perf_counter() - began
    client.close()
    return duration


def process_of(home, name):
    return json.loads(home.manager("status", name, "--json"))[0]["run"]["processID"]


def command_line(home, table):
    durations = []
    for _ in range(20):
        began = time.perf_counter()
        home.manager("status")
        durations.append(time.perf_counter() - began)
    median = statistics.median(durations) * 1000
    table.add("mcp-manager status, warm daemon", f"{median:.1f} ms", "≤ 30 ms", median <= 30)


def log_intake(home, table, megabytes):
    """The server writes to a pipe that we must keep empty: how fast it gets rid of its lines is how fast we take them."""
    client = home.connect("demo").open()
    began = time.perf_counter()
    client.call("flood", {"megabytes": megabytes, "stream": "stderr"})
    rate = megabytes * 10_000 / (time.perf_counter() - began)
    table.add("log intake, lines of 100 bytes", f"{rate:,.0f} lines/s", "≥ 50,000 lines/s", rate >= 50_000)
    client.close()
