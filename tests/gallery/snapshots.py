"""The texts and styles of the gallery as files, and what to say where a state is drawn otherwise."""

from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path

from textual.geometry import Size

from tests.gallery.drawing import SIZES, State
from tests.gallery.frame import Frame, Look, Rgb

TEXTS = Path(__file__).with_name("texts")
STYLES = Path(__file__).with_name("styles")
STYLED = frozenset(
    {
        *("list", "detail", "bookmarks", "selected", "filter", "filter-error", "inbox", "calendar", "copy"),
        *("comments", "full-text-find", "trends"),
    }
)
"""The states of which styles are held, too: of as many as one looks over when colours change."""
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def name_of(size: Size) -> str:
    """Return a size as people write it: `80x24`."""
    return f"{size.width}x{size.height}"


def text_of(state: State, frames: Mapping[Size, Frame]) -> str:
    """Return the text of a state at all its sizes, the smallest first."""
    parts = [f"═══ {name_of(size)} ═══\n{frames[size].text}\n" for size in sorted(frames)]
    return "\n".join([f"{state.caption}\n", *parts])


def styles_of(frame: Frame) -> str:
    """Return which look each cell has, by letters that are explained below."""
    letters: dict[Look, str] = {}
    lines = []
    for y in range(frame.size.height):
        looks = [letters.setdefault(cell.look, _LETTERS[len(letters)]) for cell in frame.cells(y)]
        lines.append("".join(looks))
    return "\n".join([*lines, "", *(f"{letter}  {_said(look)}" for look, letter in letters.items())]) + "\n"


def _said(look: Look) -> str:
    styles = {
        "bold": look.is_bold,
        "italic": look.is_italic,
        "underlined": look.is_underlined,
        "struck": look.is_struck,
    }
    return " ".join(
        [_hex(look.color), "on", _hex(look.background), *(name for name, is_so in styles.items() if is_so)]
    )


def _hex(color: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)


def drawn(state: State, frames: Mapping[Size, Frame]) -> dict[Path, str]:
    """Return what stands in the files of a state as it is drawn now."""
    files = {TEXTS / f"{state.name}.txt": text_of(state, frames)}
    if state.name in STYLED:
        files[STYLES / f"{state.name}.txt"] = styles_of(frames[SIZES[0]])
    return files


def difference(state: State, frames: Mapping[Size, Frame]) -> str:
    """Return how a state differs from its files, and what to do about it; empty if it does not."""
    parts = []
    for file, now in drawn(state, frames).items():
        if not file.exists():
            parts.append(f"{file.parent.name}/{file.name} is missing")
            continue
        accepted = file.read_text(encoding="utf-8")
        lines = unified_diff(
            accepted.splitlines(), now.splitlines(), "as accepted", "as drawn now", lineterm="", n=2
        )
        parts += ["\n".join(lines)] if accepted != now else []
    if not parts:
        return ""
    look = f"make gallery ARGS='--only {state.name} --png /tmp/gallery'"
    accept = f"make gallery ARGS='--only {state.name} --accept'"
    return "\n".join(
        [*parts, f"Look at it:                  {look}", f"Accept it, if it looks good: {accept}"]
    )


def accept(state: State, frames: Mapping[Size, Frame]) -> None:
    """Write the files of a state as it is drawn now."""
    for file, now in drawn(state, frames).items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(now, encoding="utf-8")
