#!/usr/bin/env python3
"""What we add, beside what others add: latency in one alternating run, memory, and the other budgets of the project.

    bench.py PROGRAMS [--quick] [--json FILE]

PROGRAMS is the folder of the four programs. Figures are compared with the budgets and printed; nothing fails because a machine is
slow. The server is the built-in demo server in all cases. Linux only, as the figures of processes come from /proc.
"""

import argparse
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import time

import dashboard
import logs
import measures
import targets
from table import Table

SIZES = {"200 B": b"x" * 200, "100 KB": b"y" * 100_000}


def main():
    options = arguments()
    gc.disable()
    home = targets.Home(options.programs)
    table = Table()
    try:
        print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, {options.programs}")
        everyone = targets.all_targets(home)
        measure_latency(everyone, rounds=5 if options.quick else 40)
        show_latency(everyone, table)
        show_memory(everyone, table)
        for target in everyone:
            target.client.close()
        measures.all_budgets(home, table, options.quick)
    finally:
        home.close()
    dashboard.all_measures(options.programs, table, options.quick)
    logs.all_measures(options.programs, table, options.quick)
    table.print()
    if options.json:
        with open(options.json, "w") as file:
            json.dump(table.rows, file, indent=1)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("programs")
    parser.add_argument("--quick", action="store_true", help="few rounds, to see whether it works")
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    return parser.parse_args()


def measure_latency(everyone, rounds):
    """In turns, so that whatever the machine does meanwhile, it does it to all."""
    for target in everyone:
        target.client.time_calls(50, SIZES["200 B"])
    for _ in range(rounds):
        for size, text in SIZES.items():
            for target in everyone:
                count = 50 if size == "200 B" else 10
                target.durations.setdefault(size, []).extend(target.client.time_calls(count, text))


def show_latency(everyone, table):
    direct = everyone[0]
    for size in SIZES:
        base = percentiles(direct.durations[size])
        table.add(f"round trip, {size}, direct", f"{base[0]:.3f} / {base[1]:.3f} ms")
        for target in everyone[1:]:
            p50, p99 = percentiles(target.durations[size])
            added = (p50 - base[0], p99 - base[1])
            is_ours = target.name == "mcp-manager" and size == "200 B"
            table.add(
                f"round trip, {size}, added by {target.name}",
                f"{added[0]:.3f} / {added[1]:.3f} ms",
                "≤ 0.15 / 0.5 ms" if is_ours else "",
                added[0] <= 0.15 and added[1] <= 0.5 if is_ours else None,
            )


def percentiles(durations):
    """p50 and p99 in milliseconds."""
    cuts = statistics.quantiles(durations, n=100)
    return cuts[49] / 1e6, cuts[98] / 1e6


def show_memory(everyone, table):
    for target in everyone[1:]:
        resident, own = target.memory()
        table.add(f"memory of {target.name}, one session", f"{resident / 1e6:.1f} MB resident, {own / 1e6:.1f} of its own")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error}\n{error.stderr}")
