"""Words that are not used on the screen, and how what papers say is told from what the reader says."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from tests import DATA
from tests.gallery.papers import days
from tests.hub.texts import CITED, written_text

FORBIDDEN: Mapping[str, str] = {
    r"\b(?:no longer )?(?:keep|keeps|kept|keeping)\b": "bookmark, bookmarked, bookmark removed",
    r"\beditions?\b": "day, week, month",
    r"\bnarrow(?:s|ed|ing)?\b": "filter",
    r"\bask(?:s|ed|ing)? the Hub\b": "search Hugging Face, refresh",
    r"\bthe Hub asks\b": "Hugging Face asks",
    r"\b(?:choose|chooses|chose|chosen|choosing)\b": "select, selected",
    r"\bartefacts?\b": "models, data and code",
    r"\bskip(?:s|ped|ping)?\b": "hide, hidden",
    r"\bstill filling\b": "more may come today",
    r"\bfold(?:s|ed|ing)?\b": "mute, hide",
    r"\bpoint(?:s|ed|ing)? out\b": "highlight",
    r"\bdone with\b": "mark all as read",
    r"\bhow many there are in all\b": "there may be more on the Hub",
    r"\b[0-9,]+ more\b(?= are\b|$)(?<!and \d\d\d more)": "bookmark 10 papers to get recommendations (0 of 10)",
    r"\bNothing unread that a watch finds\b": "no unread papers match your watches",
    r"\bSent to the terminal\b": "Copied …",
    r"\bthere is no field\b": "unknown field",
    r"\bis not the name of a key\b": "is no key",
    r"\bEsc keeps it\b": "Esc saves",
    r"Ctrl\+O your editor\b": "Ctrl+O opens $EDITOR",
    r"\bletters over the links\b": "link hints",
    r"\bis there already\b": "already exists",
    r"\bleave it\b": "cancel",
    r"\bleaves? the reader\b": "quit",
    r"\btabulators?\b": "tab-separated",
    r"\bsay nothing but\b": "print errors only",
    r"\bwhat came stays\b": "download paused",
}
"""Patterns of words, whatever their case, with what is said instead."""


def forbidden_in(line: str) -> Iterator[str]:
    """Yield what the reader says on a line that should be said otherwise."""
    for pattern, instead in FORBIDDEN.items():
        for match in re.finditer(pattern, line, re.IGNORECASE):
            around = _around(line, match)
            if not is_of_papers(around):
                yield f"“{around}” on the screen: say {instead}"


def _around(line: str, match: re.Match[str]) -> str:
    """Return the words found with one before and one after them, as far as they are in one pane."""
    before = re.search(r"[\w’']+\W{1,2}$", line[: match.start()])
    after = re.match(r"\W{1,2}[\w’']+", line[match.end() :])
    return (before[0] if before else "") + match[0] + (after[0] if after else "")


def is_of_papers(text: str) -> bool:
    """Tell whether a text stands in a paper, its comments or its full text, or is the beginning of words there."""
    return _plain(text) in _plainly_said()


@cache
def said_by_papers() -> str:
    """Return all that papers, their comments and their full texts say, as it is written."""
    comments = (Path(DATA) / "hub" / "comments.json").read_text(encoding="utf-8")
    full_text = written_text(f"/papers/{CITED}.md")
    assert full_text is not None
    sample = (files("paperreader") / "data" / "sample.json").read_text(encoding="utf-8")
    said = [
        *_strings(days()),
        *_strings(json.loads(comments)),
        *_strings(json.loads(sample)),
        full_text.body.decode(),
    ]
    return " ".join(said)


@cache
def _plainly_said() -> str:
    return _plain(said_by_papers())


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _strings(each)
        case dict():
            for each in value.values():
                yield from _strings(each)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
