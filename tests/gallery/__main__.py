"""Draws every screen and state of the reader: one page of pictures, or PNG files, or the texts that tests hold.

Run: make gallery
"""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from textual.geometry import Size

from tests.gallery import snapshots
from tests.gallery.drawing import SIZES, State, draw
from tests.gallery.frame import Frame
from tests.gallery.page import Row, page
from tests.gallery.states import SECTIONS, STATES

IN_OTHER_COLOURS = (
    *("list", "detail", "bookmarks", "selected", "filter-error", "muted", "comments", "full-text-find"),
    *("calendar", "trends", "copy", "palette", "bookmarks-damaged"),
)
"""What is drawn in other themes, too, and where there are no colours or no symbols."""
VARIANTS = ("light", "nord", "gruvbox", "ansi", "high-contrast", "ASCII", "NO_COLOR")


def variant(state: State, name: str) -> tuple[State, Mapping[str, str]]:
    """Return a state as it is drawn in a variant, and what the environment says then."""
    if name == "NO_COLOR":
        return state, {"NO_COLOR": "1"}
    changed = {"symbols": "ascii"} if name == "ASCII" else {"theme": name}
    return replace(state, settings=replace(state.settings, **changed)), {}  # type: ignore[arg-type]


async def drawn(state: State, sizes: Sequence[Size]) -> dict[str, Frame]:
    """Return the frames of a state by the names of the sizes, the smallest first."""
    print(f"\r\x1b[K{state.name}", end="", file=sys.stderr, flush=True)  # noqa: T201 - a command
    frames = await draw(state, sizes=sizes)
    return {snapshots.name_of(size): frames[size] for size in sorted(frames)}


async def other_colours(names: Sequence[str]) -> list[Row]:
    """Return the rows of states in other colours."""
    rows: list[Row] = []
    for name in names:
        frames = {}
        for other in VARIANTS:
            print(f"\r\x1b[K{name} {other}", end="", file=sys.stderr, flush=True)  # noqa: T201 - likewise
            state, environ = variant(STATES[name], other)
            frames[other] = (await draw(state, sizes=SIZES[:1], environ=environ))[SIZES[0]]
        rows.append((name, STATES[name].caption, frames))
    return rows


async def make_page(states: Sequence[State], sizes: Sequence[Size]) -> str:
    """Return the page."""
    sections = {}
    for heading, all_in_it in SECTIONS.items():
        rows: list[Row] = [
            (each.name, each.caption, await drawn(each, sizes)) for each in all_in_it if each in states
        ]
        if rows:
            sections[heading] = rows
    wanted = [name for name in IN_OTHER_COLOURS if STATES[name] in states]
    if wanted:
        sections["In other colours"] = await other_colours(wanted)
    return page(sections)


async def make_pictures(states: Sequence[State], sizes: Sequence[Size], folder: Path, theme: str) -> None:
    """Write a PNG file for each state, with its sizes side by side."""
    from tests.gallery import png  # noqa: PLC0415 - Pillow and fonts are needed for this only

    for each in states:
        state, environ = variant(each, theme) if theme else (each, {})
        frames = await draw(state, sizes=sizes, environ=environ)
        named = {f"{each.name} {snapshots.name_of(size)}": frames[size] for size in sorted(frames)}
        small = 15 if len(sizes) == 1 else 11
        print(png.write(folder, each.name, png.sheet(named, 5, small)))  # noqa: T201 - likewise


async def accept(states: Sequence[State]) -> None:
    """Write the texts and styles that the tests hold the states to."""
    for each in states:
        snapshots.accept(each, await draw(each))
        print(f"accepted {each.name}")  # noqa: T201 - likewise


def main() -> None:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(prog="make gallery", description="Every screen and state of the reader.")
    parser.add_argument("--out", type=Path, default=Path("build/gallery.html"), help="the page to write")
    parser.add_argument("--png", type=Path, metavar="DIR", help="write PNG files there instead")
    parser.add_argument("--accept", action="store_true", help="hold the tests to what is drawn now")
    parser.add_argument("--only", metavar="NAME,…", help="these states alone; a name may end with *")
    parser.add_argument("--size", metavar="WxH", help="one size alone, such as 80x24")
    parser.add_argument(
        "--theme", default="", help=f"for --png: a theme, or one of {', '.join(VARIANTS[-2:])}"
    )
    asked = parser.parse_args()
    states = _named(asked.only)
    sizes = SIZES if asked.size is None else (Size(*map(int, asked.size.split("x"))),)
    if asked.accept:
        asyncio.run(accept(states))
    elif asked.png:
        asyncio.run(make_pictures(states, sizes, asked.png, asked.theme))
    else:
        made = asyncio.run(make_page(states, sizes))
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text(made, encoding="utf-8")
        print(f"\r\x1b[K{asked.out}")  # noqa: T201 - likewise


def _named(names: str | None) -> Sequence[State]:
    if names is None:
        return list(STATES.values())
    wanted = [
        state
        for name in names.split(",")
        for state in STATES.values()
        if state.name == name or (name.endswith("*") and state.name.startswith(name[:-1]))
    ]
    if not wanted:
        raise SystemExit(f"there is no such state; there are {', '.join(STATES)}")
    return wanted


if __name__ == "__main__":
    main()
