"""What the kernel knows of processes (Linux only)."""

import os
import re


def children(process_id):
    """What the process started and has not reaped."""
    found = []
    for thread in os.listdir(f"/proc/{process_id}/task"):
        with open(f"/proc/{process_id}/task/{thread}/children") as file:
            found += [int(child) for child in file.read().split()]
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
    with open(f"/proc/{process_id}/stat") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
