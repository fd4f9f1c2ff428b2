"""A month that nobody waited for: checks, outages and use, written where the daemon keeps them, as it writes them."""

import random
import sqlite3
import time


class Past:
    """Of servers that were watched; `now` is the present minute."""

    def __init__(self, stage):
        files = [path for path in stage.home.rglob("*.sqlite")]
        if len(files) != 1:
            raise RuntimeError(f"the daemon keeps its history somewhere else: {files}")
        self.database = sqlite3.connect(files[0], timeout=20)
        self.now = int(time.time()) // 60
        self.numbers = random.Random(8)

    def live(self, server, days, latency, outages=(), slow=()):
        """`outages`: minutes ago, how many, cause and reason; `slow`: minutes ago, how many; `latency` in milliseconds."""
        down = {minute for ago, count, *_ in outages for minute in range(self.now - ago, self.now - ago + count)}
        late = {minute for ago, count in slow for minute in range(self.now - ago, self.now - ago + count)}
        hours = {}
        for minute in range(self.now - days * 1440, self.now):
            row = self.minute(minute, latency, minute in down, minute in late)
            if minute >= self.now - 2880:
                self.write("health_minute", server, minute, row)
                continue
            sums = hours.setdefault(minute // 60, [0] * 9)
            hours[minute // 60] = [a + b for a, b in zip(sums[:8], row[:8])] + [max(sums[8], row[8])]
        for hour, row in hours.items():
            self.write("health_hour", server, hour, row)
        for ago, count, cause, reason in outages:
            began = (self.now - ago) * 60_000
            self.database.execute(
                "INSERT INTO outage (server, began, ended, state, cause, reason) VALUES (?, ?, ?, 'unhealthy', ?, ?)",
                (server, began, began + count * 60_000 - 17_000, cause, reason),
            )
        self.use(server)
        self.database.commit()

    def minute(self, minute, latency, is_down, is_slow):
        """Milliseconds healthy, degraded, unhealthy, not found; checks, failures, answers, their sum and maximum in microseconds."""
        if is_down:
            return [0, 0, 60_000, 0, 2, 2, 0, 0, 0]
        wave = 1 + 0.4 * (minute % 240 / 240)
        answers = [int(latency * wave * self.numbers.lognormvariate(0, 0.4) * 1000 * (9 if is_slow else 1)) for _ in range(2)]
        state = [0, 60_000] if is_slow else [60_000, 0]
        return [*state, 0, 0, 2, 0, 2, sum(answers), max(answers)]

    def write(self, table, server, moment, row):
        marks = ", ".join("?" * 11)
        self.database.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", (server, moment, *row))

    def use(self, server):
        memory = 38e6
        for minute in range(self.now - 180, self.now):
            memory += self.numbers.uniform(-0.6e6, 0.7e6)
            cpu = 0.002 + (0.05 if self.numbers.random() < 0.07 else 0)
            self.database.execute(
                "INSERT OR REPLACE INTO use_minute VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (server, minute, cpu, cpu * 60, int(memory), 12, 4, 1),
            )
