"""What the kernel knows of processes (Linux only)."""

import os
import re
import time


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


class Use:
    """What a process uses since a moment. Threads come and go, so that each is counted for itself."""

    def __init__(self, process_id):
        self.process_id, self.began = process_id, time.perf_counter()
        self.before = threads(process_id)

    def so_far(self):
        """Wake-ups a second, hundredths of a core."""
        elapsed = time.perf_counter() - self.began
        wakes = cpu = 0
        for thread, (used, woken) in threads(self.process_id).items():
            used_before, woken_before = self.before.get(thread, (0, 0))
            wakes += woken - woken_before
            cpu += used - used_before
        return wakes / elapsed, cpu / elapsed * 100


def task_files(process_id, name):
    for thread in os.listdir(f"/proc/{process_id}/task"):
        try:
            with open(f"/proc/{process_id}/task/{thread}/{name}") as file:
                yield file.read()
        except OSError:
            # It has ended since.
            continue
