"""A text that holds TeX, its tokens, and the mode each is read in: what all modules that read TeX share."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from msgspec import Struct

from paperreader.domain.tex.groups import GroupSpan, braces, environments
from paperreader.domain.tex.symbols.command_names import KNOWN
from paperreader.domain.tex.symbols.frequent import SYMBOLS
from paperreader.domain.tex.symbols.rare import RARE_SYMBOLS
from paperreader.domain.tex.symbols.stripped import has_stripped_brackets
from paperreader.domain.tex.symbols.templates import TEMPLATES

_CITE = re.compile(r"(?:no)?[cC]ite[a-z]*|[pPtTaAfFsS](?:aren|ext|uto|oot|ull|mart|uper)cites?")
_NAME = re.compile(r"\\([A-Za-z]+)")
_ESCAPES = re.compile(r"\\[abdefrstvwxuDSW0](?![A-Za-z]{2})")
_LONE_ESCAPE = re.compile(r"\\[abdefnrstvwxuDSW0](?![A-Za-z])")
_QUOTE_CLOSED = re.compile(r"\\\"(?![A-Za-z{\\])")
_OPTION = re.compile(r" *\[((?:[^\[\]{}\\]|\\.|\{[^{}]{0,200}\}){0,200}+)\]", re.DOTALL)


def is_citation(name: str) -> bool:
    r"""Tell whether a command is `\cite` or one of its kin."""
    return _CITE.fullmatch(name) is not None


def is_known(name: str) -> bool:
    """Tell whether a command is understood at all."""
    return name in KNOWN or is_citation(name)


class Source:
    """A text, and which braces belong together in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._closing = braces(text)
        self.last_group = max(self._closing, default=-1)
        """Where the last group opens."""
        self.is_paired = has_stripped_brackets(text)
        """`left` and `right` are what is left of tall brackets."""
        self.has_escaped_quotes = _QUOTE_CLOSED.search(text) is not None
        self.has_escapes = _ESCAPES.search(text) is not None
        r"""It speaks of characters as programs write them, such as `\t`."""
        self.has_lone_escapes = _LONE_ESCAPE.search(text) is not None
        self.last_quote = max(text.rfind("''"), text.rfind('"'))
        """Where a quotation may end last."""
        self.is_quoted = False
        """A quotation is open. Set as the text is read, from its beginning to its end."""
        self.environments = environments(text)
        r"""What is between each `\begin` and its `\end`, by where it begins."""

    def closing(self, at: int, end: int) -> int | None:
        """Return where the group that opens at a place closes, before `end`; None if none does."""
        closing = self._closing.get(at)
        return closing if closing is not None and closing < end else None

    def is_open(self, at: int) -> bool:
        """Tell whether a group opens at a place and is closed nowhere, as where a text was cut off."""
        return self.text.startswith("{", at) and at not in self._closing

    def group(self, at: int, end: int) -> GroupSpan | None:
        """Return the group at a place, or behind spaces, even an empty one; None if there is none."""
        at = self.behind_spaces(at, end)
        closing = self.closing(at, end)
        return None if closing is None else (at + 1, closing, closing + 1)

    def option(self, at: int, end: int) -> GroupSpan | None:
        """Return what stands in square brackets at a place, None if nothing does."""
        found = _OPTION.match(self.text, at, end)
        return None if found is None else (*found.span(1), found.end())

    def argument(self, at: int, end: int) -> GroupSpan | None:
        """Return the group behind a command, without its braces; None if there is none, or nothing in it."""
        if self.text.startswith(" {", at):
            at += 1
        closing = self.closing(at, end)
        return None if closing is None or closing == at + 1 else (at + 1, closing, closing + 1)

    def operand(self, at: int, end: int) -> GroupSpan | None:
        """Return what a command of a formula is for: a group, another command or one character; None without it."""
        at = self.behind_spaces(at, end)
        argument = self.argument(at, end)
        if argument is not None or at >= end:
            return argument
        if self.text[at] == "\\":
            behind = self._behind_command(at, end)
            return None if behind is None else (at, behind, behind)
        return None if self.text[at] in "{}$^_&" else (at, at + 1, at + 1)

    def behind_spaces(self, at: int, end: int) -> int:
        """Return where something other than a space comes."""
        while at < end and self.text[at] == " ":
            at += 1
        return at

    def _behind_command(self, at: int, end: int) -> int | None:
        """Return where a command ends, its groups with it; None for one that is not known."""
        name = _NAME.match(self.text, at, end)
        if name is None or not (is_known(name[1]) or name[1] in RARE_SYMBOLS):
            return None
        behind = name.end()
        option = self.option(behind, end) if name[1] in TEMPLATES else None
        behind = behind if option is None else option[2]
        while name[1] not in SYMBOLS and (closing := self.closing(behind, end)) is not None:
            behind = closing + 1
        return behind


class TexMode(Struct, frozen=True):
    """The mode in which a part of a text is read, as math mode and text mode of TeX."""

    is_formula: bool = False
    depth: int = 0
    """How many groups and formulas it is in."""
    is_tex: bool = False
    """In a formula, or in text within one: nothing there is anything else than TeX."""
    is_displayed: bool = False
    """In a formula with lines of its own, and in none of its groups: a row is a line."""


class OutputBuffer:
    """The characters written so far."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def add(self, text: str) -> None:
        """Write more."""
        if text:
            self._parts.append(text)

    def add_space(self) -> None:
        """Write a space, if there is none."""
        if not self.last.isspace():
            self._parts.append(" ")

    def take(self) -> str:
        """Take back everything, and return it."""
        text = self.text
        self._parts.clear()
        return text

    def drop_space(self) -> None:
        """Take back the white space at the end."""
        while self._parts:
            bare = self._parts[-1].rstrip()
            if bare:
                self._parts[-1] = bare
                return
            self._parts.pop()

    @property
    def last(self) -> str:
        """The last character, empty at the beginning."""
        return self._parts[-1][-1] if self._parts else ""

    @property
    def text(self) -> str:
        """Everything written."""
        return "".join(self._parts)


# Not frozen: there is one for every token, and a frozen one takes three times as long to make.
@dataclass(slots=True)
class TexToken:
    """A token of TeX, or a word, with the text around it."""

    source: Source
    start: int
    at: int
    """Behind it."""
    end: int
    """What is read ends here."""
    out: OutputBuffer
    mode: TexMode
    read: Callable[[int, int, TexMode], str]
    """Reads another part of the source."""

    @property
    def text(self) -> str:
        """The token itself."""
        return self.source.text[self.start : self.at]

    @property
    def before(self) -> str:
        """The character before it, empty at the beginning."""
        return self.source.text[self.start - 1 : self.start] if self.start else ""

    @property
    def following(self) -> str:
        """The character behind it, empty at the end."""
        return self.character(self.at)

    def character(self, at: int) -> str:
        """Return the character at a place, empty where nothing more is read."""
        return self.source.text[at] if at < self.end else ""

    def option(self) -> tuple[GroupSpan | None, int]:
        """Return what stands in square brackets behind the token, None for nothing, and where the text goes on."""
        option = self.source.option(self.at, self.end)
        return option, self.at if option is None else option[2]

    def argument(self, at: int | None = None) -> GroupSpan | None:
        """Return the group behind the token, or at a place."""
        return self.source.argument(self.at if at is None else at, self.end)

    def operand(self, at: int | None = None) -> GroupSpan | None:
        """Return what the token applies to: in running text a group, in a formula one character too."""
        at = self.at if at is None else at
        return (
            self.source.operand(at, self.end) if self.mode.is_formula else self.source.argument(at, self.end)
        )

    def inner(self, span: GroupSpan, *, is_formula: bool | None = None) -> str:
        """Read what is in a group."""
        is_formula = self.mode.is_formula if is_formula is None else is_formula
        is_tex = is_formula or self.mode.is_tex
        return self.read(span[0], span[1], TexMode(is_formula, self.mode.depth + 1, is_tex))

    def group(self, at: int) -> GroupSpan | None:
        """Return the group at a place, in a formula an empty one or one character too."""
        if not self.mode.is_tex:
            return self.source.argument(at, self.end)
        return self.source.group(at, self.end) or self.source.operand(at, self.end)

    def keep(self) -> int:
        """Write the token as it is."""
        self.out.add(self.text)
        return self.at
