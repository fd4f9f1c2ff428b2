"""What the kernel knows of processes (Linux only)."""

import os
import re


def children(process_id):
    """What the process started and has not reaped."""
    found = []
    for text in task_files(process_id, "children"):
        found += [int(child) for child in text.split()]
    return found


def command(process_id):
    try:
        with open(f"/proc/{process_id}/cmdline", "rb") as file:
            return file.read().decode(errors="replace").split("\0")[:-1]
    except OSError:
        return []


def memory(process_id):
    """Resident and proportional bytes."""
    with open(f"/proc/{process_id}/smaps_rollup") as file:
        text = file.read()
    return tuple(int(re.search(rf"^{name}:\s+(\d+) kB", text, re.M)[1]) << 10 for name in ("Rss", "Pss"))


def cpu_seconds(process_id):
    """Of all its living threads, to the nanosecond; where the kernel does not count these, in ticks of 10 ms."""
    counted = sum(int(text.split()[0]) for text in task_files(process_id, "schedstat"))
    if counted:
        return counted / 1e9
    with open(f"/proc/{process_id}/stat") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wake_ups(process_id):
    """How often its threads began to wait for something, which is how often they were woken."""
    pattern = re.compile(r"^voluntary_ctxt_switches:\s+(\d+)", re.M)
    return sum(int(pattern.search(text)[1]) for text in task_files(process_id, "status"))


def threads(process_id):
    """Seconds of CPU and wake-ups of each living thread, by its id."""
    pattern = re.compile(r"^voluntary_ctxt_switches:\s+(\d+)", re.M)
    found = {}
    for thread in os.listdir(f"/proc/{process_id}/task"):
        try:
            with open(f"/proc/{process_id}/task/{thread}/schedstat") as file:
                cpu = int(file.read().split()[0]) / 1e9
            with open(f"/proc/{process_id}/task/{thread}/status") as file:
                found[thread] = (cpu, int(pattern.search(file.read())[1]))
        except OSError:
            # It has ended since.
            continue
    return found


def task_files(process_id, name):
    for thread in os.listdir(f"/proc/{process_id}/task"):
        try:
            with open(f"/proc/{process_id}/task/{thread}/{name}") as file:
                yield file.read()
        except OSError:
            # It has ended since.
            continue
