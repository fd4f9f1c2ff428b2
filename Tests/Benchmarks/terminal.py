"""A program in a terminal of its own, as bytes and moments: what it writes, and when."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

COLUMNS, ROWS = 120, 40


class Terminal:
    """Starts a program on a pseudo terminal; `began` is the moment before it was asked for."""

    def __init__(self, command, environment):
        self.text = b""
        self.last = 0.0
        self.count = 0
        self.began = time.perf_counter()
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
                os.execve(command[0], command, {**environment, "TERM": "xterm-256color"})
            finally:
                os._exit(127)
        os.set_blocking(self.master, False)

    def press(self, keys):
        """Types; the moment."""
        moment = time.perf_counter()
        os.write(self.master, keys.encode())
        return moment

    def read(self, seconds):
        """Reads what comes within so many seconds; whether anything came."""
        deadline = time.perf_counter() + seconds
        came = False
        while (left := deadline - time.perf_counter()) > 0:
            if not select.select([self.master], [], [], left)[0]:
                break
            try:
                part = os.read(self.master, 1 << 16)
            except OSError as error:
                raise RuntimeError(f"it ended: {self.text[-500:]!r}") from error
            self.last = time.perf_counter()
            self.count += len(part)
            self.text = (self.text + part)[-(1 << 20) :]
            came = True
        return came

    def await_quiet(self, seconds=0.15, limit=20):
        """Reads until nothing has come for so long; the moment of the last byte."""
        deadline = time.perf_counter() + limit
        while self.read(seconds):
            if time.perf_counter() > deadline:
                raise RuntimeError("it never rests")
        return self.last

    def await_text(self, *texts, limit=20):
        """Reads until it has written all of these."""
        deadline = time.perf_counter() + limit
        while not all(text.encode() in self.text for text in texts):
            if time.perf_counter() > deadline:
                raise RuntimeError(f"{texts} not written: {self.text[-2000:]!r}")
            self.read(0.005)

    def first_frame(self, *texts):
        """Seconds from its start until the screen with these texts was complete."""
        self.await_text(*texts)
        return self.await_quiet() - self.began

    def frame_after(self, keys):
        """Seconds from a key until the last byte of what it changes."""
        self.read(0.05)
        pressed = self.press(keys)
        count, deadline = self.count, pressed + 5
        while self.count == count:
            if time.perf_counter() > deadline:
                raise RuntimeError(f"{keys!r} changes nothing")
            self.read(0.001)
        # What the key made the dashboard ask comes later, as news.
        return self.await_quiet(0.015) - pressed

    def close(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                break
            deadline = time.monotonic() + 2
            while time.monotonic() < deadline:
                try:
                    self.read(0.02)
                except RuntimeError:
                    # Its end is what we wait for.
                    time.sleep(0.01)
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self.master)
                    return
        os.close(self.master)
