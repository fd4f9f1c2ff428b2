"""A program in tmux: keys in, screens out."""

import os
import subprocess
import time


class Terminal:
    """One terminal of so many columns and rows, with a program in it."""

    def __init__(self, stage, columns, rows, *command):
        self.stage, self.columns, self.rows = stage, columns, rows
        self.socket = f"{stage.root}/tmux-{time.monotonic_ns()}"
        settings = f"{stage.root}/tmux.conf"
        with open(settings, "w") as file:
            file.write("set -g status off\nset -g default-terminal tmux-256color\nset -s escape-time 0\n")
        self.tmux("-f", settings, "new-session", "-d", "-x", str(columns), "-y", str(rows), *command)

    def tmux(self, *arguments):
        return subprocess.run(
            ["tmux", "-S", self.socket, *arguments], env=self.stage.environment, check=True, capture_output=True, text=True
        ).stdout

    def press(self, *keys):
        """Keys as tmux names them: `Enter`, `Escape`, `r`, `C-u`."""
        for key in keys:
            self.tmux("send-keys", key)

    def type(self, text):
        self.tmux("send-keys", "-l", text)

    @property
    def text(self):
        return self.tmux("capture-pane", "-p")

    def capture(self):
        """The screen with its colours, as SGR sequences."""
        return self.tmux("capture-pane", "-e", "-p", "-N")

    @property
    def cursor(self):
        """Column and row, or `None` while it is hidden."""
        visible, x, y = self.tmux("display-message", "-p", "#{cursor_flag} #{cursor_x} #{cursor_y}").split()
        return (int(x), int(y)) if visible == "1" else None

    def see(self, *texts, limit=20):
        """Waits until the screen holds all of these."""
        deadline = time.monotonic() + limit
        while not all(text in self.text for text in texts):
            if time.monotonic() > deadline:
                raise RuntimeError(f"{texts} not seen on the screen:\n{self.text}")
            time.sleep(0.05)

    def rest(self, seconds=0.4, limit=10):
        """Waits until the screen has not changed for so long."""
        deadline = time.monotonic() + limit
        last, since = self.capture(), time.monotonic()
        while time.monotonic() - since < seconds and time.monotonic() < deadline:
            time.sleep(0.05)
            now = self.capture()
            if now != last:
                last, since = now, time.monotonic()

    def close(self):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], env=self.stage.environment, capture_output=True)
        if os.path.exists(self.socket):
            os.unlink(self.socket)
