"""Minutes at a terminal: an animated SVG that a page shows by itself, and an asciicast for players (version 2)."""

import json
import time
from html import escape

import ansi
import render
from shapes import CELL, LINE

STRIP = 40
# How often the screen is looked at while something goes on.
GLANCE = 0.08
# Longer waits are cut: programs may take their time, those who watch have none.
LONGEST = 2.6


class Film:
    """What a terminal shows from now on. `scene` says in words what is done."""

    def __init__(self, terminal):
        self.terminal = terminal
        self.frames = []
        self.captions = []
        self.clock = 0.0

    def shoot(self, seconds):
        """Lets so much time pass, and keeps every change."""
        end = time.monotonic() + seconds
        before = time.monotonic()
        while True:
            self.keep()
            now = time.monotonic()
            self.clock += now - before
            before = now
            if now >= end:
                return
            time.sleep(min(GLANCE, end - now))

    def keep(self):
        capture = self.terminal.capture()
        if not self.frames or self.frames[-1][1] != capture:
            self.frames.append((self.clock, capture))

    def see(self, *texts):
        """Waits for these; of the wait, only a moment is shown."""
        self.terminal.see(*texts)
        self.keep()
        self.clock += 0.1

    def say(self, words, key=""):
        """What stands below the screen from now on: a key, and what it does."""
        self.captions.append((self.clock, key, words))

    def press(self, key, words, *, label=None, pause=1.6):
        """Says what a key does, presses it, and looks at what comes of it."""
        self.say(words, label or key)
        self.shoot(0.7)
        self.terminal.press(key)
        self.shoot(pause)

    def type(self, text, pause=1.0):
        for letter in text:
            self.terminal.type(letter)
            self.shoot(0.09)
        self.shoot(pause)

    # MARK: What comes of it

    def svg(self):
        """Rows that do not change are drawn once."""
        columns, rows, length = self.terminal.columns, self.terminal.rows, self.clock + 2.5
        screens = [(moment, ansi.screen(capture, rows)) for moment, capture in self.frames]
        look = render.Look(screens[-1][1])
        shown = {}
        for y in range(rows):
            previous, since = None, 0.0
            for moment, screen in [*screens, (length, None)]:
                content = render.row(screen[y], 0, look) if screen else None
                if content != previous:
                    if previous:
                        shown.setdefault((previous, y), []).append((since, moment))
                    previous, since = content, moment
        style = Style(length)
        definitions, uses, names = [], [], {}
        for (content, y), spans in shown.items():
            if content not in names:
                names[content] = f"r{len(names):x}"
                definitions.append(f'<g id="{names[content]}">{content}</g>')
            name = style.visible(spans)
            uses.append(f'<use href="#{names[content]}" y="{render.MARGIN + y * LINE}"{name}/>')
        body = f"<defs>{''.join(definitions)}</defs>\n" + "\n".join(uses) + "\n" + self.strip(columns, rows, look, style, length)
        return render.document(columns, rows, look, body, str(style), below=STRIP)

    def strip(self, columns, rows, look, style, length):
        """The line below the screen."""
        y = rows * LINE + 2 * render.MARGIN + 8
        parts = [f'<path d="M0 {y - 12.5}h{columns * CELL + 2 * render.MARGIN}" stroke="{look.ink}" stroke-opacity=".14"/>']
        for index, (moment, key, words) in enumerate(self.captions):
            end = self.captions[index + 1][0] if index + 1 < len(self.captions) else length
            if end <= moment:
                continue
            x, cap = render.MARGIN, ""
            if key:
                width = len(key) * CELL + 14
                cap = (
                    f'<rect x="{x}" y="{y - 2}" width="{width}" height="24" rx="5" fill="{look.ink}" fill-opacity=".14"/>'
                    f'<text x="{x + 7}" y="{y + 15}" textLength="{len(key) * CELL}" font-weight="700" fill="{look.ink}">'
                    f"{escape(key)}</text>"
                )
                x += width + 12
            text = f'<text x="{x}" y="{y + 15}" fill="{look.ink}">{escape(words)}</text>'
            parts.append(f"<g{style.visible([(moment, end)])}>{cap}{text}</g>")
        return "\n".join(parts)

    def cast(self, title):
        """Each frame says only which rows are others than before."""
        rows = self.terminal.rows
        head = {"version": 2, "width": self.terminal.columns, "height": rows, "title": title, "env": {"TERM": "xterm-256color"}}
        lines, before = [json.dumps(head)], [None] * rows
        for moment, capture in self.frames:
            now = complete(capture, rows)
            changed = "".join(f"\x1b[{y + 1}H\x1b[0m{now[y]}\x1b[0m\x1b[K" for y in range(rows) if now[y] != before[y])
            lines.append(json.dumps([round(moment, 3), "o", ("\x1b[?25l\x1b[2J" if before[0] is None else "") + changed]))
            before = now
        return "\n".join(lines) + "\n"


class Style:
    """The times at which things are to be seen, as CSS."""

    def __init__(self, length):
        self.length, self.names = length, {}

    def visible(self, spans):
        """An attribute for something that is seen in these spans of seconds; none for what is always seen."""
        if spans == [(0.0, self.length)]:
            return ""
        steps = tuple((self.share(begin), self.share(end)) for begin, end in spans)
        return f' class="{self.names.setdefault(steps, f"k{len(self.names):x}")}"'

    def share(self, moment):
        return f"{moment / self.length * 100:.2f}".rstrip("0").rstrip(".")

    def __str__(self):
        rules = []
        for steps, name in self.names.items():
            marks = {"0": "hidden"}
            for begin, end in steps:
                marks[begin] = "visible"
                if end != "100":
                    marks[end] = "hidden"
            frames = "".join(f"{share}%{{visibility:{state}}}" for share, state in marks.items())
            rules.append(f".{name}{{animation-name:{name}}}@keyframes {name}{{{frames}}}")
        shared = f"[class]{{visibility:hidden;animation:{self.length:.1f}s step-end infinite}}"
        return f"<style>{shared}{''.join(rules)}</style>"


def complete(capture, rows):
    """The lines of a capture, each with the colours that still hold from the line before."""
    lines, held = [], ""
    for line in capture.split("\n")[:rows]:
        lines.append(held + line.rstrip() if not held else held + line)
        for part in line.split("\x1b[")[1:]:
            codes = part.split("m", 1)[0]
            held = "" if codes in ("", "0") else held + f"\x1b[{codes}m"
    return lines + [""] * (rows - len(lines))
