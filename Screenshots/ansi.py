"""What `tmux capture-pane -e -p -N` says of a screen, as cells with colours."""

import re
import unicodedata

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
    """The characters of a line: column, character, width, and the style's key."""
    column, found = 0, []
    for text, codes in re.findall(r"([^\x1b]+)|\x1b\[([0-9;:]*)m", line.replace("\x0e", "").replace("\x0f", "")):
        if not text:
            style.apply(codes)
        for character in text:
            if unicodedata.combining(character):
                continue
            width = wide(character)
            found.append((column, character, width, style.key()))
            column += width
    return found


def wide(character):
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def screen(capture, rows):
    """The rows of a capture, each a list of cells; styles go on from line to line."""
    style = Style()
    lines = capture.split("\n")[:rows]
    return [cells(line, style) for line in lines] + [[] for _ in range(rows - len(lines))]


def ground_of(screen):
    """The ground of the first row, where nothing lies over it; `None` for the terminal's own."""
    return screen[0][0][3][1] if screen and screen[0] else None
