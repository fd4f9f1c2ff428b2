"""What is on the pictures: keys, and what they must bring to the screen."""

from dataclasses import dataclass
from typing import Callable

FILM_COLUMNS, FILM_ROWS = 100, 30


@dataclass
class Scene:
    """`play` gets a terminal in which the list of servers has the focus."""

    name: str
    play: Callable
    columns: int = 120
    rows: int = 36
    theme: str = "dark"


def choose(terminal, server):
    """Goes to a server by its name."""
    terminal.press("1", "/")
    terminal.type(f"^{server}$")
    terminal.see("1 of ")
    terminal.press("Enter", "Escape")
    terminal.rest()


def overview(terminal):
    choose(terminal, "tickets")
    terminal.see("Issues and their comments")


def logs(terminal):
    choose(terminal, "tickets")
    terminal.press("l")
    terminal.see("rate limit")
    # The list is known by now: the log has the room.
    terminal.press("/")
    terminal.type("timeout")
    terminal.press("Enter")
    terminal.rest()


def health(terminal):
    choose(terminal, "tickets")
    terminal.press("4")
    terminal.see("utages")


def secrets(terminal):
    choose(terminal, "notes")
    terminal.press("S")
    terminal.see("NOTES_TOKEN")
    terminal.press("S")
    terminal.see("step 1 of")
    terminal.type("ntn_5a1f09c2b7de4e3f88")


def sync(terminal):
    terminal.press("6")
    terminal.see("Cursor")


def difference(terminal):
    sync(terminal)
    terminal.press("Right", "s")
    terminal.see("Write 1 file")


def tool_form(terminal):
    choose(terminal, "tickets")
    terminal.press("8")
    terminal.see("search_issues")
    terminal.press("Enter")
    terminal.rest()
    terminal.type("re")
    terminal.press("Enter", "Space")
    terminal.rest()


def tool_result(terminal):
    tool_form(terminal)
    terminal.press("C-r")
    terminal.see("PAY-")


ALL = [
    Scene("overview", overview),
    Scene("logs", logs),
    Scene("health", health),
    Scene("secrets", secrets),
    Scene("sync", sync),
    Scene("diff", difference),
    Scene("tool", tool_form),
    Scene("result", tool_result),
    Scene("small", overview, 80, 24),
    Scene("light", overview, theme="light"),
    Scene("ansi", overview, theme="ansi"),
    Scene("high-contrast", overview, theme="high-contrast"),
]


def first_minutes(film):
    """From an empty home to a server that a client uses, and whatever is looked at first."""
    film.see("Welcome")
    film.say("Nothing is here yet: three ways to begin")
    film.shoot(2.4)
    film.press("d", "the built-in demo server")
    film.see("step 3 of 5")
    film.say("The AI clients found here")
    film.shoot(1.8)
    film.press("Enter", "look it over")
    film.see("step 4 of 5")
    film.shoot(1.2)
    film.press("Enter", "add it, start it, and show what changes in the clients' files")
    film.see("step 5 of 5", "mcp-connect")
    film.shoot(2.4)
    film.press("y", "write them")
    film.see("demo")
    film.shoot(2.0)
    film.press("Escape", "the server, and who uses it", label="Esc", pause=1.4)
    film.press("1", "the servers", pause=1.4)
    film.press("8", "its tools", pause=1.6)
    film.see("echo")
    film.press("Enter", "call one", pause=1.0)
    film.type("hello", pause=0.6)
    film.press("C-r", "send it", label="Ctrl-R", pause=0.6)
    film.see("hello", "ok")
    film.shoot(2.0)
    film.press("3", "what it writes", pause=2.0)
    film.press("4", "how it is and was", pause=2.0)
    film.press("6", "who has it", pause=2.2)
    film.press("?", "every key", pause=2.2)
    film.press("Escape", "back", label="Esc", pause=0.8)
