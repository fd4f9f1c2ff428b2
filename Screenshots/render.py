#!/usr/bin/env python3
"""Draws a terminal's screen as SVG: `tmux capture-pane -e -p -N | render.py COLUMNS ROWS GROUND > picture.svg`

Text is set in the reader's own monospaced font, each run stretched to its cells; frames and blocks are drawn as shapes,
so that they join whatever the font. GROUND is the colour behind everything, such as #15161b.
"""
import re
import sys
import unicodedata
from html import escape

CELL, LINE, BASE, MARGIN = 9, 20, 14.5, 14
BASIC = (
    "#000000 #cd3131 #0dbc79 #e5e510 #2472c8 #bc3fbc #11a8cd #e5e5e5 "
    "#666666 #f14c4c #23d18b #f5f543 #3b8eea #d670d6 #29b8db #ffffff"
).split()


def indexed(number):
    """The colour of an index of the usual 256."""
    if number < 16:
        return BASIC[number]
    if number >= 232:
        level = 8 + (number - 232) * 10
        return f"#{level:02x}{level:02x}{level:02x}"
    steps = (0, 95, 135, 175, 215, 255)
    number -= 16
    return "#%02x%02x%02x" % (steps[number // 36], steps[number // 6 % 6], steps[number % 6])


class Style:
    """What SGR sequences have set."""

    def __init__(self):
        self.foreground = self.background = None
        self.bold = self.dim = self.italic = self.underline = self.reverse = False

    def key(self):
        ink, ground = self.foreground, self.background
        if self.reverse:
            ink, ground = ground or "ground", ink or "ink"
        return ink, ground, self.bold, self.dim, self.italic, self.underline

    def apply(self, codes):
        codes = [int(code or 0) for code in codes.replace(":", ";").split(";")]
        while codes:
            code = codes.pop(0)
            if code == 0:
                self.__init__()
            elif code in (1, 2, 3, 4, 7):
                setattr(self, {1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "reverse"}[code], True)
            elif code == 22:
                self.bold = self.dim = False
            elif code in (23, 24, 27):
                setattr(self, {23: "italic", 24: "underline", 27: "reverse"}[code], False)
            elif code in (38, 48):
                kind = codes.pop(0)
                color = indexed(codes.pop(0)) if kind == 5 else "#%02x%02x%02x" % tuple(codes.pop(0) for _ in range(3))
                setattr(self, "foreground" if code == 38 else "background", color)
            elif code == 39:
                self.foreground = None
            elif code == 49:
                self.background = None
            elif 30 <= code <= 37 or 90 <= code <= 97:
                self.foreground = BASIC[code - 30 if code < 40 else code - 82]
            elif 40 <= code <= 47 or 100 <= code <= 107:
                self.background = BASIC[code - 40 if code < 50 else code - 92]


def cells(line, style):
    """The characters of a line with their columns and styles."""
    column = 0
    for text, codes in re.findall(r"([^\x1b]+)|\x1b\[([0-9;:]*)m", line.replace("\x0e", "").replace("\x0f", "")):
        if not text:
            style.apply(codes)
        for character in text:
            if unicodedata.combining(character):
                continue
            width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
            yield column, character, width, style.key()
            column += width


# Where a frame's lines leave the middle of the cell: left, right, up, down.
FRAMES = dict(zip("─│╭╮╰╯┌┐└┘├┤┬┴┼", "lr ud rd ld ru lu rd ld ru lu rud lud lrd lru lrud".split()))


class Rule:
    """A horizontal line, which grows with the next one."""

    def __init__(self, x, y, length, color):
        self.x, self.y, self.length, self.color = x, y, length, color

    def joins(self, other):
        return isinstance(other, Rule) and other.x + other.length == self.x and other.color == self.color

    def __str__(self):
        return f'<path d="M{self.x} {self.y}h{self.length}" stroke="{self.color}"/>'


def shape(character, x, y, color):
    """A frame or block element as a shape; None for text."""
    middle_x, middle_y = x + CELL / 2, y + LINE / 2
    ends = {"l": f"H{x}", "r": f"H{x + CELL}", "u": f"V{y}", "d": f"V{y + LINE}"}
    if character == "─":
        return Rule(x, middle_y, CELL, color)
    if character in "╭╮╰╯":
        side, end = FRAMES[character]
        edge_x, edge_y = (x if side == "l" else x + CELL), (y if end == "u" else y + LINE)
        path = f"M{edge_x} {middle_y}Q{middle_x} {middle_y} {middle_x} {edge_y}"
    elif character in FRAMES:
        path = "".join(f"M{middle_x} {middle_y}{ends[end]}" for end in FRAMES[character])
    elif "▁" <= character <= "█":
        height = LINE * (ord(character) - 0x2580) / 8
        return f'<rect x="{x}" y="{y + LINE - height}" width="{CELL}" height="{height}" fill="{color}"/>'
    elif "▉" <= character <= "▏":
        width = CELL * (0x2590 - ord(character)) / 8
        return f'<rect x="{x}" y="{y}" width="{width}" height="{LINE}" fill="{color}"/>'
    else:
        return None
    return f'<path d="{path}" stroke="{color}" fill="none"/>'


def main():
    columns, rows, ground = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    ink = "#d3d7e0"
    lines = sys.stdin.read().split("\n")[:rows]
    width, height = columns * CELL + 2 * MARGIN, rows * LINE + 2 * MARGIN
    print(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        "font-family=\"ui-monospace,'JetBrains Mono','SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace\" font-size=\"15\">"
    )
    print(f'<rect width="{width}" height="{height}" rx="10" fill="{ground}"/>')
    style = Style()
    for row, line in enumerate(lines):
        y = MARGIN + row * LINE
        runs, shapes = [], []
        for column, character, span, key in cells(line, style):
            foreground, background, bold, dim, italic, underline = key
            color = {None: ink, "ground": ground, "ink": ink}.get(foreground, foreground)
            behind = {None: None, "ground": ground, "ink": ink}.get(background, background)
            x = MARGIN + column * CELL
            if behind not in (None, ground):
                shapes.append((x, span * CELL, behind))
            drawn = shape(character, x, y, color)
            if drawn:
                if runs and isinstance(drawn, Rule) and drawn.joins(runs[-1]):
                    runs[-1].length += drawn.length
                else:
                    runs.append(drawn)
                continue
            look = (color, bold, dim, italic, underline)
            last = runs[-1] if runs and isinstance(runs[-1], list) else None
            if character == " " and not underline:
                # One blank may stand inside a run; more would be set by guesswork.
                if last and last[3] == column and not last[1].endswith(" "):
                    last[1] += " "
                    last[3] += 1
                continue
            if last and last[3] == column and last[2] == look:
                last[1] += character
                last[3] += span
            else:
                runs.append([column, character, look, column + span])
        joined = []
        for x, size, color in shapes:
            if joined and joined[-1][2] == color and joined[-1][0] + joined[-1][1] == x:
                joined[-1][1] += size
            else:
                joined.append([x, size, color])
        for x, size, color in joined:
            print(f'<rect x="{x}" y="{y}" width="{size}" height="{LINE}" fill="{color}"/>')
        for run in runs:
            if not isinstance(run, list):
                print(run)
                continue
            column, text, (color, bold, dim, italic, underline), _ = run
            text = text.rstrip()
            length = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text) * CELL
            extra = (' font-weight="700"' if bold else "") + (' opacity="0.7"' if dim else "")
            extra += (' font-style="italic"' if italic else "") + (' text-decoration="underline"' if underline else "")
            print(
                f'<text x="{MARGIN + column * CELL}" y="{y + BASE}" textLength="{length}" fill="{color}"{extra}>'
                f"{escape(text)}</text>"
            )
    print("</svg>")


main()
