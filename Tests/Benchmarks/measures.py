"""The budgets that are not latency: memory, idle time, restarts, the command line, the log."""

import statistics
import time

import processes
import supervision


def all_budgets(home, table, is_quick):
    bridges(home, table)
    servers = crowd(home, table)
    supervision.all_measures(home, servers, table, is_quick)
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
