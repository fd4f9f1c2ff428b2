"""What it costs to keep ten servers running, and how soon one that was killed is back: ours beside supervisord, in one run."""

import os
import signal
import statistics
import subprocess
import time

import processes
from client import Client
from targets import program

COUNT = 10


class Supervisord:
    """supervisord with ten of the same demo servers. It gives them nobody to talk to, so they are told to stay without."""

    def __init__(self, home, path):
        configuration = f"{home.root}/supervisord.conf"
        command = " ".join([*home.demo, "--close-input"])
        with open(configuration, "w") as file:
            file.write(f"[supervisord]\nnodaemon=true\nlogfile=/dev/null\nlogfile_maxbytes=0\npidfile={home.root}/supervisord.pid\n")
            for number in range(COUNT):
                file.write(f"[program:server-{number}]\ncommand={command}\nautorestart=true\n")
                file.write(f"stdout_logfile={home.root}/{number}.out\nstderr_logfile={home.root}/{number}.err\n")
        self.process = subprocess.Popen(
            [path, "-c", configuration], env=home.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.pid = self.process.pid
        await_that(lambda: len(processes.children(self.pid)) == COUNT, "the servers of supervisord")

    def close(self):
        self.process.terminate()
        self.process.wait(30)


def all_measures(home, names, table, is_quick):
    """`names`: ten servers of ours that run, without clients."""
    path = program("supervisor", "supervisord")
    peer = Supervisord(home, path) if path else None
    try:
        keepers = [("mcp-managerd", home.daemon)] + ([("supervisord", peer.pid)] if peer else [])
        # Long enough to count as stable, for both.
        time.sleep(12)
        idle(keepers, table, 5 if is_quick else 30)
        crashes(home, names, keepers, table)
    finally:
        if peer:
            peer.close()


def idle(keepers, table, seconds):
    """Of our wake-ups, one a second is of libdispatch below Swift's tasks: on Linux it looks after its threads that often."""
    uses = [processes.Use(pid) for _, pid in keepers]
    time.sleep(seconds)
    for (name, pid), use in zip(keepers, uses):
        rate, share = use.so_far()
        resident, own = processes.memory(pid)
        is_ours = name == "mcp-managerd"
        table.add(
            f"idle with {COUNT} servers, {name}",
            f"{share:.2f} % of a core, {rate:.1f} wake-ups/s, {resident / 1e6:.1f} MB resident, {own / 1e6:.1f} of its own",
            "≤ 0.3 %" if is_ours else "",
            share <= 0.3 if is_ours else None,
        )


def crashes(home, names, keepers, table):
    """Kills servers that have run for long enough to count as stable, one after the other, ours and theirs in turns."""
    daemon = home.daemon
    own = statistics.median(start_alone(home) for _ in range(5))
    to_process = {name: [] for name, _ in keepers}
    to_answer = []
    victims = {peer: processes.children(pid) for peer, pid in keepers[1:]}
    for index, name in enumerate(names):
        client = home.connect(name).open()
        client.call("echo", {"text": "x"})
        began, duration = until_replaced(daemon, home.status(name)["run"]["processID"])
        to_process["mcp-managerd"].append(duration)
        while True:
            try:
                client.call("echo", {"text": "x"})
                break
            except RuntimeError:
                # It was still answered for the run that ended.
                continue
        to_answer.append(time.perf_counter() - began)
        client.close()
        for peer, pid in keepers[1:]:
            to_process[peer].append(until_replaced(pid, victims[peer][index])[1])
    for name, durations in to_process.items():
        spawn = statistics.median(durations) * 1000
        is_ours = name == "mcp-managerd"
        table.add(
            f"killed → new process, after a stable run, {name}",
            f"{spawn:.1f} ms, {max(durations) * 1000:.1f} at most",
            "≤ 10 ms" if is_ours else "",
            spawn <= 10 if is_ours else None,
        )
    spawn, ready = statistics.median(to_process["mcp-managerd"]) * 1000, statistics.median(to_answer) * 1000
    table.add(
        "killed → first answer, and the server's own start",
        f"{ready:.1f} ms, {own * 1000:.1f} ms",
        "≤ 1.2 ×",
        ready - spawn <= 1.2 * own * 1000,
    )


def until_replaced(keeper, victim):
    """Kills a child of `keeper`: when that was, and how long it took until there was a new child."""
    before = set(processes.children(keeper))
    began = time.perf_counter()
    os.kill(victim, signal.SIGKILL)
    while not set(processes.children(keeper)) - before:
        pass
    return began, time.perf_counter() - began


def start_alone(home):
    """From starting the server without us to its first answer."""
    began = time.perf_counter()
    client = Client(home.demo, home.environment).open()
    client.call("echo", {"text": "x"})
    duration = time.perf_counter() - began
    client.close()
    return duration


def await_that(holds, what):
    deadline = time.monotonic() + 30
    while not holds():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{what} do not come")
        time.sleep(0.05)
