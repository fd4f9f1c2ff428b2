"""Searching a gigabyte of logs for a rare word: ours through command line and daemon, beside ripgrep on the same files, in one run."""

import os
import random
import shutil
import statistics
import subprocess
import time

import targets

WORD = "zebrafish"
FILE_BYTES = 10_000_000
WORDS = (
    "request handled session opened closed timeout retry query cache miss hit fetch document index token user path file read write"
    " bytes status slow connection database tool call client server"
).split()


def all_measures(programs, table, is_quick):
    """In a home of its own, whose daemon knows nothing but this log."""
    home = targets.Home(programs)
    try:
        home.add("wordy")
        folder = f"{home.root}/home/logs/wordy"
        total, expected = write_logs(folder, 10 if is_quick else 100)
        search(home, table, folder, total, expected, 3 if is_quick else 9)
    finally:
        home.close()


def write_logs(folder, count):
    """Files as the daemon leaves them, the newest without a number; how many bytes, and how many lines have the word."""
    os.makedirs(folder, exist_ok=True)
    numbers = random.Random(7)
    messages = [" ".join(numbers.choices(WORDS, k=9)) for _ in range(5000)]
    levels = ["", '"level":"info",', '"level":"warning",']
    tails = [f'"stream":"stderr",{numbers.choice(levels)}"run":1,"message":"{message}' for message in messages]
    total = expected = 0
    second = int(time.time()) - count * 4000
    for number in reversed(range(count)):
        lines, size = [], 0
        # The newest has room for what the daemon may say itself.
        limit = FILE_BYTES - (FILE_BYTES // 10 if number == 0 else 0)
        while size < limit:
            second += 1
            moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
            for millisecond in range(0, 1000, 50):
                line = f'{{"time":"{moment}.{millisecond:03}Z",{tails[numbers.randrange(5000)]} {second}{millisecond}"}}\n'
                lines.append(line)
                size += len(line)
        if number % 5 == 1:
            lines[len(lines) // 2] = lines[len(lines) // 2].replace('"}', f' {WORD.capitalize()}"}}')
            expected += 1
        text = "".join(lines)
        with open(f"{folder}/server.log{f'.{number}' if number else ''}", "w") as file:
            file.write(text)
        total += len(text)
    return total, expected


def search(home, table, folder, total, expected, rounds):
    ways = {"mcp-manager logs search": lambda: home.manager("logs", "search", WORD, "--all")}
    if shutil.which("rg"):
        ways["rg"] = lambda: subprocess.run(
            ["rg", "--no-config", "--ignore-case", WORD, folder], check=True, capture_output=True, text=True
        ).stdout
    else:
        print("ripgrep is not installed; 'apt-get install ripgrep' gives its figures to compare with")
    durations = {name: [] for name in ways}
    # The first round only brings the files into memory, and the daemon up. Then in turns.
    for round_number in range(rounds + 1):
        for name, run in ways.items():
            began = time.perf_counter()
            found = run().lower().count(WORD)
            if round_number:
                durations[name].append(time.perf_counter() - began)
            if found != expected:
                raise RuntimeError(f"{name} found the word {found} times, and it is there {expected} times")
    medians = {name: statistics.median(times) for name, times in durations.items()}
    size = f"{total / 1e9:.1f} GB" if total >= 5e8 else f"{total / 1e6:.0f} MB"
    for name, median in medians.items():
        table.add(f"a rare word in {size} of logs, {name}", f"{median * 1000:.0f} ms, {total / median / 1e9:.1f} GB/s")
    if len(medians) == 2:
        ratio = medians["mcp-manager logs search"] / medians["rg"]
        table.add(f"a rare word in {size} of logs, ours beside rg", f"{ratio:.2f} ×", "≤ 3 ×", ratio <= 3)
