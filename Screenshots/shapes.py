"""Frames, blocks and marks as shapes, so that they join, and look the same whatever the reader's font."""

CELL, LINE = 9, 20
# Where a frame's lines leave the middle of the cell: left, right, up, down.
FRAMES = dict(zip("─│╭╮╰╯┌┐└┘├┤┬┴┼", "lr ud rd ld ru lu rd ld ru lu rud lud lrd lru lrud".split()))
HEAVY = {"━": "─", "┃": "│"}
SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
# Upper left, upper right, lower left, lower right.
QUADRANTS = {"▘": 1, "▝": 2, "▀": 3, "▖": 4, "▌": 5, "▞": 6, "▛": 7, "▗": 8, "▚": 9, "▐": 10, "▜": 11, "▄": 12, "▙": 13, "▟": 14}


class Bar:
    """A stretch of a row, line or block, which grows with the next one like it."""

    def __init__(self, x, y, width, height, color, opacity=1):
        self.x, self.y, self.width, self.height, self.color, self.opacity = x, y, width, height, color, opacity

    def grow(self, other):
        """Whether `other` could be taken in."""
        same = (self.y, self.height, self.color, self.opacity) == (other.y, other.height, other.color, other.opacity)
        if same and self.x + self.width == other.x and self.width % CELL == 0 and other.width == CELL:
            self.width += other.width
            return True
        return False

    def __str__(self):
        extra = f' opacity="{self.opacity}"' if self.opacity != 1 else ""
        return f'<path d="M{self.x} {short(self.y)}h{short(self.width)}v{short(self.height)}h-{short(self.width)}" fill="{self.color}"{extra}/>'


def short(number):
    return f"{number:.2f}".rstrip("0").rstrip(".")


def shape(character, x, y, color):
    """A `Bar`, other SVG, or `None` for text. `y` is the top of the row."""
    heavy = character in HEAVY
    character = HEAVY.get(character, character)
    middle_x, middle_y = x + CELL / 2, y + LINE / 2
    if character == "─":
        thickness = 2.2 if heavy else 1
        return Bar(x, middle_y - thickness / 2, CELL, thickness, color)
    if character in FRAMES:
        return frame(character, x, y, color, 2.2 if heavy else 1)
    if "▁" <= character <= "█":
        height = LINE * (ord(character) - 0x2580) / 8
        return Bar(x, y + LINE - height, CELL, height, color)
    if "▉" <= character <= "▏":
        return Bar(x, y, CELL * (0x2590 - ord(character)) / 8, LINE, color)
    if character in SHADES:
        return Bar(x, y, CELL, LINE, color, SHADES[character])
    if character in QUADRANTS:
        parts = [(index % 2, index // 2) for index in range(4) if QUADRANTS[character] >> index & 1]
        return "".join(str(Bar(x + a * CELL / 2, y + b * LINE / 2, CELL / 2, LINE / 2, color)) for a, b in parts)
    if "⠀" < character <= "⣿":
        return braille(ord(character) - 0x2800, x, y, color)
    return mark(character, middle_x, middle_y, color)


def frame(character, x, y, color, thickness):
    middle_x, middle_y = x + CELL / 2, y + LINE / 2
    ends = {"l": f"H{x}", "r": f"H{x + CELL}", "u": f"V{y}", "d": f"V{y + LINE}"}
    if character in "╭╮╰╯":
        side, end = FRAMES[character]
        edge_x, edge_y = (x if side == "l" else x + CELL), (y if end == "u" else y + LINE)
        path = f"M{edge_x} {short(middle_y)}Q{short(middle_x)} {short(middle_y)} {short(middle_x)} {edge_y}"
    else:
        path = "".join(f"M{short(middle_x)} {short(middle_y)}{ends[end]}" for end in FRAMES[character])
    width = f' stroke-width="{thickness}"' if thickness != 1 else ""
    return f'<path d="{path}" stroke="{color}" fill="none"{width}/>'


def braille(bits, x, y, color):
    places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    dots = [places[index] for index in range(8) if bits >> index & 1]
    path = "".join(f"M{short(x + 2.5 + a * 4)} {short(y + 2.5 + b * 5)}h.01" for a, b in dots)
    return f'<path d="{path}" stroke="{color}" stroke-width="2.4" stroke-linecap="round"/>'


def mark(character, x, y, color):
    """The marks of states, about the middle of a cell."""
    x, y = short(x), short(y)
    line = f'stroke="{color}" stroke-width="1.5" fill="none" stroke-linecap="round" stroke-linejoin="round"'
    match character:
        case "●":
            return f'<circle cx="{x}" cy="{y}" r="3.9" fill="{color}"/>'
        case "○":
            return f'<circle cx="{x}" cy="{y}" r="3.4" {line}/>'
        case "◐":
            return f'<circle cx="{x}" cy="{y}" r="3.4" {line}/><path d="M{x} {y}m0-3.4a3.4 3.4 0 0 0 0 6.8" fill="{color}"/>'
        case "▲":
            return f'<path d="M{x} {y}m0-4.6l4.6 8.4h-9.2z" fill="{color}"/>'
        case "◇":
            return f'<path d="M{x} {y}m0-4.4l4 4.4-4 4.4-4-4.4z" {line}/>'
        case "✘" | "✗" | "✕":
            return f'<path d="M{x} {y}m-3.3-3.6l6.6 7.2m0-7.2l-6.6 7.2" {line.replace("1.5", "2.1")}/>'
        case "✓" | "✔":
            return f'<path d="M{x} {y}m-3.6.4l2.7 3 4.6-6.6" {line}/>'
        case "›":
            return f'<path d="M{x} {y}m-1.6-3.4l3.4 3.6-3.4 3.6" {line}/>'
        case "·":
            return f'<circle cx="{x}" cy="{y}" r="1" fill="{color}"/>'
        case "•":
            return f'<circle cx="{x}" cy="{y}" r="2.4" fill="{color}"/>'
    return None
