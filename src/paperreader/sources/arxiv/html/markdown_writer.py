"""Writes Markdown: escaped text, code, formulas, emphasis, links, anchors.

What is emphasised, what is code or a formula, and where a space is only wanted between words, is set in marks of its own first:
whether Markdown can say it depends on what comes to stand beside it. `resolve_marks` puts Markdown in their place.
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import partial

# What Markdown or a formula would take for its own; an underscore within a word is none.
_SPECIAL = re.compile(
    r"[`*$]|\\(?=[!-/:-@\[-`{-~]|$)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|<(?=[a-zA-Z/!?])|&(?=#?\w+;)"
    r"|\](?=[(:\[])|~(?=~)|!(?=\[)"
)
_BLOCK = re.compile(r"(?:#{1,6}|[-+]|(\d{1,9})[.)])(?=\s|$)|[>|]|(?:=+|-{3,}|~{3,})\s*$")
_BACKTICKS = re.compile("`+")
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_ANCHOR = re.compile(r"[A-Za-z0-9._:-]{1,200}")
_SUPERSCRIPTS = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")

WORD_GAP = "\x07"
"""A space, should a word or number begin right behind it."""
_MARKS = {"\x01": "**", "\x02": "**", "\x03": "*", "\x04": "*"}
_BEGINS = {"**": "\x01", "*": "\x03"}
_ENDS = {"**": "\x02", "*": "\x04"}
_CODE, _END_OF_CODE = "\x05", "\x06"
_FORMULA, _END_OF_FORMULA = "\x0e", "\x0f"
_NO_MARKS = dict.fromkeys([*range(1, 8), 14, 15], " ")
_CODES = re.compile(r"(?:\x05[^\x06]*+\x06)++")
_GAP = re.compile(r"(?<=[^\s\x01-\x07])([\x02\x04\x06]*)\x07+(?=[\x01\x03\x05\x0e]*[\w\x0e])")
_NUMBER_BEHIND = re.compile(r"\x0f([0-9]+(?:[.,][0-9]+)*)")
_SCRIPT_BEHIND = re.compile(r"\x0f\x0e(?=[\^_])")
_EMPHASIS = re.compile("[\x01-\x04]")
_EMPHASES = re.compile("[\x01-\x04]+")
_MAX_ROUNDS = 3


def escaped(text: str) -> str:
    """Return a text as Markdown in which none of it is more than text."""
    return _SPECIAL.sub(r"\\\g<0>", text.translate(_NO_MARKS))


def paragraph(line: str) -> str:
    """Return Markdown of one line so that it does not begin anything but a paragraph."""
    found = _BLOCK.match(line)
    if found is None:
        return line
    at = found.end(1) if found[1] else 0
    return f"{line[:at]}\\{line[at:]}"


def wrapped(text: str, mark: str) -> str:
    """Return finished Markdown between two marks of emphasis, white space at its ends outside of them."""
    return _between(text, mark, mark)


def emphasised(text: str, mark: str) -> str:
    """Return what is to be emphasised with `*` or `**`, to be finished."""
    return _between(text, _BEGINS[mark], _ENDS[mark])


def _between(text: str, begin: str, end: str) -> str:
    inside = text.strip()
    if not inside:
        return text
    before, _, after = text.partition(inside)
    return f"{before}{begin}{inside}{end}{after}"


def code(text: str) -> str:
    """Return a text as code within a line, to be finished; what stands right beside it becomes one with it."""
    text = " ".join(text.translate(_NO_MARKS).split())
    return f"{_CODE}{text}{_END_OF_CODE}" if text else ""


def formula(tex: str) -> str:
    """Return TeX as a formula within a line, to be finished; empty where there is none."""
    return f"{_FORMULA}{tex.translate(_NO_MARKS)}{_END_OF_FORMULA}" if tex.strip() else ""


def resolve_marks(text: str) -> str:
    """Return the Markdown of what `code`, `formula` and `emphasised` returned, and of the text around it.

    Emphasis that Markdown would not read as such, as of `(a)` in `(a)b`, is left out.
    """
    text = _GAP.sub(r"\1 ", text).replace(WORD_GAP, "")
    # Two dollar signs would begin a formula of its own line, and one before a digit ends none.
    text = _NUMBER_BEHIND.sub("\\1\x0f", _SCRIPT_BEHIND.sub("{}", text).replace("\x0f\x0e", " "))
    text = text.replace(_FORMULA, "$").replace(_END_OF_FORMULA, "$")
    if _EMPHASIS.search(text):
        text = _emphasised(text.replace("\x02\x01", "").replace("\x04\x03", ""))
    return _CODES.sub(_coded, text)


def _coded(found: re.Match[str]) -> str:
    text = found[0].replace(_CODE, "").replace(_END_OF_CODE, "")
    fence = "`" * (_longest(text) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _emphasised(text: str) -> str:
    for _ in range(_MAX_ROUNDS):
        wrong = set(_unread_marks(text))
        if not wrong:
            break
        text = _EMPHASIS.sub(partial(_unless, wrong), text)
    return _EMPHASIS.sub(lambda found: _MARKS[found[0]], text)


def _unless(wrong: Container[int], found: re.Match[str]) -> str:
    return "" if found.start() in wrong else found[0]


def _unread_marks(text: str) -> Iterator[int]:
    """Yield where the marks are of which one would not be read as what it is: both of a pair."""
    begun: list[tuple[int, bool]] = []
    for run in _EMPHASES.finditer(text):
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        begins, ends = _is_flanking(before, after), _is_flanking(after, before)
        for at in range(run.start(), run.end()):
            if text[at] in _BEGINS.values():
                # Right behind the end of another one it would be taken for a part of that.
                begun.append((at, begins and text[run.start()] in _BEGINS.values()))
            elif begun:
                began, is_read = begun.pop()
                if not (is_read and ends):
                    yield from (began, at)


def _is_flanking(outside: str, inside: str) -> bool:
    """Tell whether a mark of emphasis between two characters (empty at an end) is read as that."""
    if not inside or inside.isspace():
        return False
    # Readers of Markdown do not agree about signs beyond ASCII: what is emphasised is so for each of them.
    is_letter = inside.isalnum() or unicodedata.category(inside)[0] == "M"
    return is_letter or not outside or outside.isspace() or _is_sign(outside)


def _is_sign(char: str) -> bool:
    return not char.isalnum() if char.isascii() else unicodedata.category(char)[0] == "P"


def fenced(text: str, language: str = "") -> str:
    """Return a text of several lines as a block of code."""
    fence = "`" * max(3, _longest(text) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def link(text: str, address: str) -> str:
    """Return a link; its text is Markdown."""
    if text.count("[") != text.count("]"):
        text = _BRACKET.sub(r"\\\g<0>", text)
    return f"[{text}]({address})"


def anchors(*ids: str) -> str:
    """Return what links within the text lead to; names that are none are left out."""
    return "".join(f'<a id="{each}"></a>' for each in ids if is_anchor(each))


def is_anchor(name: str) -> bool:
    """Tell whether a name can be that of an anchor."""
    return _ANCHOR.fullmatch(name) is not None


def superscript_mark(mark: str) -> str:
    """Return the mark of a note set high, in parentheses where it would be read as part of the word before it."""
    raised = mark.translate(_SUPERSCRIPTS)
    return escaped(f"({mark})" if raised.isascii() and raised.isalnum() else raised)


def _longest(text: str) -> int:
    return max(map(len, _BACKTICKS.findall(text)), default=0)
