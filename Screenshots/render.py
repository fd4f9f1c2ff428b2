"""Draws a terminal's screen as SVG.

Text is set in the reader's own monospaced font, each run stretched to its cells.
"""

from html import escape

import ansi
from shapes import CELL, LINE, Bar, shape

BASE, MARGIN, RADIUS = 14.5, 16, 12
FONTS = "ui-monospace,'JetBrains Mono','SF Mono','Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace"
# The terminal's own colours, where a theme leaves them alone.
INK, GROUND = "#d3d7e0", "#15161b"
DARK_INK, LIGHT_GROUND = "#24273a", "#ffffff"


class Look:
    """What `ink` and `ground` mean in one picture."""

    def __init__(self, screen):
        self.ground = ansi.ground_of(screen) or GROUND
        self.ink = INK if luminance(self.ground) < 0.5 else DARK_INK

    def color(self, name, default):
        return {None: default, "ink": self.ink, "ground": self.ground}.get(name, name)


def luminance(color):
    red, green, blue = (int(color[index : index + 2], 16) / 255 for index in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def picture(capture, columns, rows, cursor=None):
    """A whole SVG of one screen."""
    screen = ansi.screen(capture, rows)
    look = Look(screen)
    body = "\n".join(filter(None, (row(cells, MARGIN + y * LINE, look) for y, cells in enumerate(screen))))
    return document(columns, rows, look, body + caret(cursor, look))


def document(columns, rows, look, body, style="", below=0):
    """`below`: room under the screen."""
    width, height = columns * CELL + 2 * MARGIN, rows * LINE + 2 * MARGIN + below
    edge = "#ffffff" if luminance(look.ground) < 0.5 else "#000000"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{FONTS}" font-size="15">{style}\n'
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="{RADIUS}" fill="{look.ground}" '
        f'stroke="{edge}" stroke-opacity=".14"/>\n{body}\n</svg>\n'
    )


def caret(cursor, look):
    """The terminal's cursor, where it is to be seen."""
    if not cursor:
        return ""
    x, y = MARGIN + cursor[0] * CELL, MARGIN + cursor[1] * LINE
    return f'\n<rect x="{x}" y="{y}" width="2" height="{LINE}" fill="{look.ink}" opacity=".7"/>'


def row(cells, y, look):
    """One row of the screen, `y` its top; empty for a blank one."""
    grounds, parts = [], []
    for column, character, span, (foreground, background, bold, dim, italic, underline) in cells:
        color = look.color(foreground, look.ink)
        behind = look.color(background, look.ground)
        x = MARGIN + column * CELL
        if behind != look.ground:
            ground = Bar(x, y, span * CELL, LINE, behind)
            if not (grounds and grounds[-1].grow(ground)):
                grounds.append(ground)
        if drawn := shape(character, x, y, color):
            if not (isinstance(drawn, Bar) and parts and isinstance(parts[-1], Bar) and parts[-1].grow(drawn)):
                parts.append(drawn)
            continue
        last = parts[-1] if parts and isinstance(parts[-1], Run) else None
        if character == " " and not underline:
            # One blank may stand inside a run; more would be set by guesswork.
            if last and last.end == column and not last.text.endswith(" "):
                last.add(" ", 1)
            continue
        style = (color, bold, dim, italic, underline)
        if last and last.end == column and last.style == style:
            last.add(character, span)
        else:
            parts.append(Run(column, character, span, style, y))
    return "".join(map(str, grounds + parts))


class Run:
    """Letters of one style beside each other."""

    def __init__(self, column, text, span, style, y):
        self.column, self.text, self.end, self.style, self.y = column, text, column + span, style, y

    def add(self, text, span):
        self.text += text
        self.end += span

    def __str__(self):
        text = self.text.rstrip()
        length = sum(map(ansi.wide, text)) * CELL
        color, bold, dim, italic, underline = self.style
        extra = (' font-weight="700"' if bold else "") + (' opacity=".7"' if dim else "")
        extra += (' font-style="italic"' if italic else "") + (' text-decoration="underline"' if underline else "")
        return (
            f'<text x="{MARGIN + self.column * CELL}" y="{self.y + BASE}" textLength="{length}" fill="{color}"{extra}>'
            f"{escape(text, quote=False)}</text>"
        )
