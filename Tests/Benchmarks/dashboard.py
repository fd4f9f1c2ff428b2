"""The dashboard: how soon it is there, what it costs while nothing happens and while a log flows; beside htop and lnav.

All on one terminal of 120×40. htop and lnav do other things well; what is compared is what all of them do: appear, wait, follow.
"""

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import processes
import targets
from terminal import ROWS, Terminal

SERVERS = 12
# Health checks would be news, and news is drawn.
DEFINITION = """name: {name}
execution: {{local: {{command: {program}, args: [demo{options}]}}}}
monitoring: {{health_check: {{interval: 3600}}}}
"""


def all_measures(programs, table, is_quick):
    home = targets.Home(programs)
    try:
        home.manager("daemon", "start")
        for number in range(1, SERVERS + 1):
            define(home, f"server-{number:02}")
        for number in range(1, 6):
            home.manager("start", f"server-{number:02}")
        define(home, "trickle", ", --chatter, 0.25")
        define(home, "torrent", ", --chatter, 0.001")
        ours(home, table, is_quick)
        if path := peer("htop"):
            htop(home, path, table, is_quick)
        if path := peer("lnav"):
            lnav(home, path, table, is_quick)
    finally:
        home.close()


def define(home, name, options=""):
    folder = Path(home.root) / "home" / "servers"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = DEFINITION.format(name=name, program=home.programs / "mcp-manager", options=options)
    (folder / f"{name}.yaml").write_text(text)
    deadline = time.monotonic() + 10
    while subprocess.run([home.programs / "mcp-manager", "status", name], env=home.environment, capture_output=True).returncode:
        if time.monotonic() > deadline:
            raise RuntimeError(f"the daemon does not see {name}")
        time.sleep(0.05)


def peer(name):
    path = shutil.which(name)
    if not path:
        print(f"{name} is not installed; '.ci/setup bench' installs it")
    return path


def ours(home, table, is_quick):
    command = [str(home.programs / "mcp-manager-tui")]
    home.environment["MCP_MANAGER_SHELL_PATH"] = "off"
    first, memory = appear(command, home.environment, ("server-12", "help"), 3 if is_quick else 15)
    table.add("dashboard, first paint, warm daemon", f"{first:.1f} ms", "≤ 60 ms", first <= 60)
    table.add("dashboard, memory then", megabytes(memory), "≤ 16 MB", memory[0] <= 16e6)

    terminal = Terminal(command, home.environment)
    terminal.first_frame("server-12", "help")
    key = keys(terminal, "jk", 4 if is_quick else 40)
    table.add("dashboard, key to paint", f"{key:.1f} ms", "≤ 50 ms", key <= 50)
    # What servers use is still settling after their start.
    terminal.await_quiet(3, limit=90)
    count, wakes, cpu = idle(terminal, 3 if is_quick else 10)
    table.add(
        "dashboard, idle", f"{count} bytes, {wakes:.1f} wake-ups/s, {cpu:.2f} % of a core", "0 bytes", count == 0
    )
    terminal.close()

    lines, count, _, _ = follow(home, command, "trickle", 4 if is_quick else 20)
    table.add("dashboard, bytes for a followed line", f"{count / lines:.0f}", "≤ 300", count / lines <= 300)
    lines, count, cpu, memory = follow(home, command, "torrent", 3 if is_quick else 10)
    table.add(
        "dashboard, following many lines",
        f"{lines:,.0f} lines/s: {cpu:.1f} % of a core, {count / 1000:.1f} kB/s, {memory[0] / 1e6:.1f} MB",
    )


def follow(home, command, server, seconds):
    """Watches a server's log: lines and bytes, a second for the torrent; CPU in hundredths of a core; memory at the end."""
    home.manager("start", server)
    terminal = Terminal(command, home.environment)
    try:
        terminal.first_frame(server, "help")
        terminal.press("/" + server + "\r")
        terminal.read(0.3)
        terminal.press("l")
        # The screen is full, so that each line moves the others.
        terminal.read(ROWS * 0.25 + 2 if server == "trickle" else 2)
        before = lines_of(home, server)
        cost = Cost(terminal)
        watch(terminal, seconds)
        count, _, cpu = cost.so_far()
        elapsed = time.perf_counter() - cost.use.began
        lines = lines_of(home, server) - before
        memory = processes.memory(terminal.pid)
    finally:
        terminal.close()
        home.manager("stop", server)
    if server == "trickle":
        return lines, count, cpu, memory
    return lines / elapsed, count / elapsed, cpu, memory


def lines_of(home, server):
    """How many lines its log has by now."""
    folder = Path(home.root) / "home" / "logs" / server
    return sum(file.read_bytes().count(b"\n") for file in folder.iterdir())


def appear(command, environment, texts, rounds):
    """The median time to the first whole screen in milliseconds, and resident and own bytes then."""
    durations = []
    for _ in range(rounds + 1):
        terminal = Terminal(command, environment)
        durations.append(terminal.first_frame(*texts) * 1000)
        memory = processes.memory(terminal.pid)
        terminal.close()
    # The first one only brings the program into memory.
    return statistics.median(durations[1:]), memory


def keys(terminal, letters, count):
    """The median time from a key to the last byte it causes, in milliseconds."""
    return statistics.median(terminal.frame_after(letters[index % len(letters)]) for index in range(count)) * 1000


def idle(terminal, seconds):
    """Bytes, wake-ups a second and hundredths of a core while nothing happens."""
    cost = Cost(terminal)
    watch(terminal, seconds)
    return cost.so_far()


def watch(terminal, seconds):
    deadline = time.perf_counter() + seconds
    while (left := deadline - time.perf_counter()) > 0:
        terminal.read(left)


class Cost:
    """What a program has written and used since a moment."""

    def __init__(self, terminal):
        self.terminal, self.count = terminal, terminal.count
        self.use = processes.Use(terminal.pid)

    def so_far(self):
        """Bytes, wake-ups a second, hundredths of a core."""
        return self.terminal.count - self.count, *self.use.so_far()


def htop(home, path, table, is_quick):
    environment = {**home.environment, "HTOPRC": f"{home.root}/htoprc"}
    first, memory = appear([path], environment, ("F10", "Quit"), 3 if is_quick else 15)
    table.add("htop, first paint", f"{first:.1f} ms")
    table.add("htop, memory then", megabytes(memory))
    terminal = Terminal([path], environment)
    terminal.first_frame("F10", "Quit")
    key = keys(terminal, ["\x1b[B", "\x1b[A"], 4 if is_quick else 20)
    table.add("htop, key to paint", f"{key:.1f} ms")
    count, wakes, cpu = idle(terminal, 3 if is_quick else 10)
    table.add("htop, idle", f"{count} bytes, {wakes:.1f} wake-ups/s, {cpu:.2f} % of a core")
    terminal.close()


def lnav(home, path, table, is_quick):
    log = Path(home.root) / "lnav.log"
    log.write_text("".join(line(number) for number in range(200)))
    command = [path, "-N", str(log)] if has_option(path, "-N") else [path, str(log)]
    first, memory = appear(command, home.environment, ("number 199",), 3 if is_quick else 10)
    table.add("lnav, first paint", f"{first:.1f} ms")
    table.add("lnav, memory then", megabytes(memory))
    terminal = Terminal(command, home.environment)
    terminal.await_text("number 199")
    terminal.read(2)
    count, wakes, cpu = idle(terminal, 3 if is_quick else 10)
    table.add("lnav, idle", f"{count} bytes, {wakes:.1f} wake-ups/s, {cpu:.2f} % of a core")
    for pause, what in ((0.25, "bytes for a followed line"), (0.001, "following many lines")):
        seconds = 3 if is_quick else 10
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(log), str(pause), "0"])
        terminal.read(2)
        lines, cost = log.read_bytes().count(b"\n"), Cost(terminal)
        watch(terminal, seconds)
        count, _, cpu = cost.so_far()
        elapsed = time.perf_counter() - cost.use.began
        lines = log.read_bytes().count(b"\n") - lines
        writer.terminate()
        writer.wait()
        many = f"{lines / elapsed:,.0f} lines/s: {cpu:.1f} % of a core, {count / elapsed / 1000:.1f} kB/s"
        table.add(f"lnav, {what}", f"{count / max(1, lines):.0f}" if pause > 0.1 else many)
    terminal.close()


def has_option(path, option):
    return option in subprocess.run([path, "-h"], capture_output=True, text=True).stdout


def line(number):
    moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
    return f"{moment}.000Z INFO chatter number {number}\n"


# The same words as the demo server's chatter, into a file, so often.
WRITER = """
import sys, time
path, pause, number = sys.argv[1], float(sys.argv[2]), 0
with open(path, "a") as file:
    while True:
        number += 1
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
        file.write(f"{moment}.000Z INFO chatter number {number}\\n")
        file.flush()
        time.sleep(pause)
"""


def megabytes(memory):
    return f"{memory[0] / 1e6:.1f} MB resident, {memory[1] / 1e6:.1f} of its own (PSS)"
