"""Texts that try to be more than text, and what a terminal may be sent by a program that shows them."""

import json
import random
import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

from tests.hub.answers import Answer
from tests.hub.comments import comment
from tests.hub.papers import OMIT, Entry, entry

_COLOUR = "38;2;6;66;6"
"""Of texts that set one; the reader has no such."""
_SEQUENCES = (
    f"\x1b[{_COLOUR}m",
    f"\x9b{_COLOUR}m",
    f"\x1b\x1b[[{_COLOUR}m",
    "\x1b[2J",
    "\x1b[3J",
    "\x1b[961;967H",
    "\x1b[5A\x1b[K",
    "\x1b[?1049l",
    "\x1b[?1000h",
    "\x1b[6n",
    "\x1b[c",
    "\x1b[21t",
    "\x1b[!p",
    "\x1bc",
    "\x1b7\x1b8",
    "\x1b(0lqqk\x1b(B",
    "\x1b#8",
    "\x1bM\x1bD\x1bE",
    "\x1b]0;owned\x07",
    "\x1b]2;owned\x1b\\",
    "\x9d0;owned\x9c",
    "\x1b]0;never ended",
    "\x1b]52;c;b3duZWQ=\x07",
    "\x9d52;c;b3duZWQ=\x9c",
    "\x1b]8;;https://owned.example\x07here\x1b]8;;\x07",
    "\x1b]1337;File=:b3duZWQ=\x07",
    "\x1b]777;notify;owned;owned\x07",
    "\x1bPq#0;2;0;0;0~-\x1b\\",
    "\x90q#0~\x9c",
    "\x1bP+q6f776e6564\x1b\\",
    "\x1b_Ga=T,f=100;b3duZWQ=\x1b\\",
    "\x9fGa=T;b3duZWQ=\x9c",
    "\x1b^owned\x1b\\",
    "\x1bXowned\x1b\\",
    "\x1bkowned\x1b\\",
    "\x1b[\x1b[31m31m",
    "\x1b[3\x001m",
    "\x1b[3\u200b1m",
    "\x1b",
    "\x9b",
)
_CONTROLS = tuple(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in {0x1B, 0x9B})
_BREAKS = ("\r", "\n", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029", "\t", "\b" * 80, "\r" + "█" * 80)
_DIRECTIONS = tuple("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_INVISIBLE = tuple(
    "\u200b\u2060\ufeff\xad\u180e\ufff9\ufffa\ufffb\U000e0041\U000e007f\u034f\u3164\uffa0\u115f\u1160"
)
_MARKUP = (
    "[@click=app.quit]click[/]",
    "[@click=app.quit()][bold]click me[/bold][/]",
    "[link=file:///etc/passwd]link[/link]",
    "[/",
    "[/red]",
    "[MASK]",
    "[bold red on white]",
    "[reverse]" * 5,
    "\\[bold]",
    "[[",
    "]]",
    "[$accent]x",
    ":skull:",
    "{app.quit}",
    "%s %d {0}",
    "<b>bold</b><script>quit()</script>",
    "**bold** `code` [here](javascript:quit)",
    "&lt;&#27;[31m&#x9b;31m",
)
_FRAMES = (
    "│" * 3,
    "─" * 200,
    "▌ 999  Not a row",
    " 56 papers · 9 unread · 0 bookmarked                    Hub, just now",
    " 1 Daily   2 Weekly   3 Monthly   4 Trending",
    "★ bookmarked",
    "? help q quit",
    "┬┴┤├╋",
    "█" * 130,
)
_WIDTHS = (
    "e" + "\u0301" * 60,
    "\u0301" * 40,
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324" * 6,
    "\u2764\ufe0f" * 9,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 7,
    "\U0001f44d\U0001f3fd" * 9,
    "\U0001f1e9\U0001f1ea" * 9,
    "\U0001f1e9\U0001f1ea\U0001f1eb",
    "1\ufe0f\u20e3" * 5,
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "漢字" * 50,
    "注" * 39,
    "ｗｉｄｅ" * 5,
    "\u1112\u1161\u11ab" * 9,
    "\u1161" * 20,
    "م\u200cی" * 12,
    "שלום עולם",
    "مرحبا بالعالم",
    "a\u200db\u200d" * 9,
    "\u0378" * 20,
    "\ue000\uf8ff\U000f0000" * 9,
    "\ufdfd" * 9,
    "\u2e3b" * 9,
    "\U00012031" * 9,
    "\U0001d4aa\U0001d552" * 9,
    "\U0001f600" * 45,
    "x" * 300,
    "x" * 5000,
    "\u3000" * 30 + "far",
    "\ud83d\ude00",
    "\ud800",
    "\ufffe\uffff",
    "⬛🟥" * 20,
)
_TEX = (
    r"\href{javascript:quit}{x}",
    r"\url{file:///etc/passwd}",
    "$" * 9,
    "{" * 40,
    r"\frac{" * 20,
    r"x^{" * 20,
    r"\def\x{\x\x}\x",
    r"\text{\x1b[31m}",
    "\\u001b[31m",
    "^[[31m",
)
_PIECES = (_SEQUENCES, _CONTROLS, _BREAKS, _DIRECTIONS, _INVISIBLE, _MARKUP, _FRAMES, _WIDTHS, _TEX)
_WORDS = ("tide", "shoal", "kelp", "reef", "spindrift", "estuary", "lagoon", "breaker", "undertow", "sandbar")


def hostile_texts(chance: random.Random) -> Iterator[str]:
    """Yield such texts without end, every piece after all, each with words around it."""
    for piece in chain.from_iterable(_PIECES):
        yield f"{chance.choice(_WORDS)}{piece}{chance.choice(_WORDS)}"
    while True:
        pieces = [
            chance.choice(_WORDS) if chance.random() < 0.4 else chance.choice(chance.choice(_PIECES))
            for _ in range(chance.randint(1, 7))
        ]
        yield chance.choice(("", " ")).join([chance.choice(_WORDS), *pieces])


TEXTS_OF_A_PAPER = 9


def hostile_entry(number: int, texts: Iterator[str], day: str) -> Entry:
    """Build the entry of a paper of which every text is taken from `texts`."""
    return entry(
        id=f"2608.{20_000 + number}",
        title=next(texts),
        upvotes=900 - number,
        day=day,
        summary=next(texts),
        authors=[next(texts), next(texts)],
        ai_summary=next(texts),
        ai_keywords=[next(texts), next(texts)],
        organization=next(texts),
        githubRepo=next(texts),
        githubStars=number,
        # Its address would be asked about when it is clicked.
        projectPage=OMIT,
    )


def hostile_comments(texts: Iterator[str]) -> list[object]:
    """Build a discussion of which every text is taken from `texts`."""
    return [comment(f"c{n}", next(texts), by=next(texts)) for n in range(8)]


def hostile_text(texts: Iterator[str]) -> Answer:
    """Build a full text of which every heading, paragraph, cell and reference is taken from `texts`."""
    parts = [
        f"## {next(texts)}\n\n{next(texts)}\n\n| {next(texts)} | b |\n| --- | --- |\n| {next(texts)} | {next(texts)} |\n\n"
        f"- {next(texts)}\n\n```\n{next(texts)}\n```\n\n[{next(texts)}](https://example.org/{n})"
        for n in range(6)
    ]
    body = "\n\n".join(parts).encode(errors="replace")
    return Answer(200, body, {"Content-Type": "text/markdown; charset=utf-8"})


# What is sent to the terminal --------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_k][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]|[\x00-\x1f\x7f-\x9f]"
)
_ALLOWED = re.compile(
    r"\x1b\[(?:[0-9;:]*m|[0-9]{1,3};[0-9]{1,3}H|\?(?:7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2031|2048)[hl]"
    r"|\?(?:2026|2048)\$p|[<>=]?[0-9;]*u|\?996n)|\x1b\]22;(?:default|pointer|text)\x07|\x1b\]11;\?\x1b\\|[\r\n]"
)
_NON_JOINER, _JOINER = "\u200c", "\u200d"
"""What Persian words need, and joined emoji, of which the reader draws the first only."""


def foreign(sent: str, *, is_drawn: bool = True) -> list[str]:
    """Return what is no text and nothing that the reader itself sends, in what a terminal was sent.

    What is drawn has a width, so characters that are none are foreign there too.
    """
    needed = _NON_JOINER if is_drawn else _NON_JOINER + _JOINER
    unseen = {"Cc", "Cf", "Cs", "Zl", "Zp", *(("Co", "Cn") if is_drawn else ())}
    found = [
        token for token in _TOKEN.findall(sent) if not _ALLOWED.fullmatch(token) or f"{_COLOUR}m" in token
    ]
    text = _TOKEN.sub("", sent)
    found += sorted({char for char in text if unicodedata.category(char) in unseen and char not in needed})
    return [json.dumps(each) for each in found]
