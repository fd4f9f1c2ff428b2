"""Runs a dashboard on a terminal that takes a kilobyte ten times a second, while a log floods, and then presses Q.

Fails unless the dashboard ends by itself, with 0, soon after its output may flow again.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

SLOW_SECONDS, PATIENCE = 5, 20


def main():
    pid, master = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        os.execve(sys.argv[1], sys.argv[1:], {**os.environ, "TERM": "xterm-256color"})
    shown = b""
    for tenth in range(SLOW_SECONDS * 10):
        if select.select([master], [], [], 0)[0]:
            shown += os.read(master, 1024)
        if tenth == 10:
            os.write(master, b"l")
        time.sleep(0.1)
    os.write(master, b"Q")
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if select.select([master], [], [], 0.1)[0]:
                shown += os.read(master, 65536)
        except OSError:
            # Its end is the end of the terminal.
            pass
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            sys.exit(0 if os.waitstatus_to_exitcode(status) == 0 and b"talker" in shown else f"ended with {status}: {shown[-300:]!r}")
    os.kill(pid, 9)
    sys.exit(f"it never ends: {shown[-300:]!r}")


main()
