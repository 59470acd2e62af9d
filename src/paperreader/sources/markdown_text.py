"""Writing Markdown that means what was meant: text in which nothing acts, code, emphasis, links, anchors."""

import re

# What Markdown or a formula would take for its own; an underscore within a word is none.
_SPECIAL = re.compile(
    r"[`*$]|\\(?=[!-/:-@\[-`{-~]|$)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|<(?=[a-zA-Z/!?])|&(?=#?\w+;)"
    r"|\](?=[(:\[])|~(?=~)|!(?=\[)"
)
_BLOCK = re.compile(r"(?:#{1,6}|[-+]|(\d{1,9})[.)])(?=\s|$)|[>|]|(?:=+|-{3,}|~{3,})\s*$")
_BACKTICKS = re.compile("`+")
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_ANCHOR = re.compile(r"[A-Za-z0-9._:-]{1,200}")
_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def escaped(text: str) -> str:
    """Return a text as Markdown in which none of it is more than text."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def paragraph(line: str) -> str:
    """Return Markdown of one line so that it does not begin anything but a paragraph."""
    found = _BLOCK.match(line)
    if found is None:
        return line
    at = found.end(1) if found[1] else 0
    return f"{line[:at]}\\{line[at:]}"


def marked(text: str, mark: str) -> str:
    """Return Markdown between two marks of emphasis, white space at its ends outside of them."""
    inside = text.strip()
    if not inside:
        return text
    before, _, after = text.partition(inside)
    return f"{before}{mark}{inside}{mark}{after}"


def code(text: str) -> str:
    """Return a text as code within a line."""
    text = " ".join(text.split())
    if not text:
        return ""
    fence = "`" * (_longest(text) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


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


def high(mark: str) -> str:
    """Return the mark of a note with its digits set high."""
    return escaped(mark.translate(_HIGH))


def _longest(text: str) -> int:
    return max(map(len, _BACKTICKS.findall(text)), default=0)
