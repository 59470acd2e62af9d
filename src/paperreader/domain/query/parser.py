"""Parses a query: text to a syntax tree, or to an error with its position.

What is unfinished at the end of the text (a field without its value, an OR, a `-`, a parenthesis or quotation mark
not closed) is no error: somebody is typing. What can't mean anything yet is left out, the rest is as if closed.
"""

import re
from datetime import date
from enum import Enum, auto

from msgspec import Struct

from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.query.fields import FIELDS
from paperreader.domain.query.syntax_tree import EVERYTHING, Phrase, Term, all_of, any_of, negated
from paperreader.domain.text import fold
from paperreader.errors import QueryError

_MAX_DEPTH = 50
"""How deep parentheses may be nested; more would overrun Python's stack one day."""

_TOKEN = re.compile(
    r'(?P<dashes>-+)|(?P<open>\()|(?P<close>\))|"(?P<phrase>[^"]*)(?:"|\Z)|(?P<word>[^\s"()]+)|\s+'
)
_FIELD = re.compile(r"(?P<name>[A-Za-z]{2,}):(?P<value>.*)", re.DOTALL)
# `https://…` and `std::vector` are text.
_TEXT_BEHIND_COLON = ("/", ":")


class _Kind(Enum):
    TERM = auto()
    NOT = auto()
    OR = auto()
    OPEN = auto()
    CLOSE = auto()


class _Token(Struct, frozen=True):
    kind: _Kind
    start: int
    end: int
    term: Term | None = None
    """What a TERM means; None for what has no letters, and for what is not there yet."""


def read_query(text: str, today: date) -> tuple[Term, QueryError | None]:
    """Return what a text means on a day, and what is unfinished at its end, None if nothing is.

    Raises:
        QueryError: It can't be understood, and typing on would not help.
    """
    lexer = _Lexer(text, today)
    tokens = lexer.tokens()
    parser = _Parser(text, tokens)
    term = parser.whole()
    return term or EVERYTHING, lexer.unfinished or parser.unfinished


def _error(message: str, text: str, start: int, end: int, hint: str = "") -> QueryError:
    return QueryError(message, hint, text=text, start=start, length=end - start)


def _words(text: str, *, is_plain: bool = False) -> Phrase | None:
    words = fold(text)
    return Phrase(words, is_plain) if words else None


def _plain(word: str) -> Phrase | None:
    """Return what a word that is no field means: the paper it is an id or a link of, else the word.

    Of an id or an address no part says anything: they are wanted whole.
    """
    key = PaperKey.from_text(word)
    return _words(key or word, is_plain=key is None and "://" not in word)


class _Lexer:
    """Cuts a text into tokens, and reads those that mean something by themselves."""

    def __init__(self, text: str, today: date) -> None:
        self._text = text
        self._today = today
        self._end = len(text.rstrip())
        """Where the text ends but for white space."""
        self.unfinished: QueryError | None = None

    def tokens(self) -> list[_Token]:
        """Return all tokens of the text."""
        tokens: list[_Token] = []
        at = 0
        while (found := _TOKEN.match(self._text, at)) is not None:
            at = found.end()
            if found["word"] is not None and (field := _FIELD.fullmatch(found["word"])) is not None:
                token = self._field(field["name"], field["value"], found.start(), found.end())
                at = token.end
                tokens.append(token)
            elif not found[0].isspace():
                tokens += self._simple(found)
        return tokens

    def _simple(self, found: "re.Match[str]") -> list[_Token]:
        """Return the token of anything but a field; a `-` with nothing right behind it is none."""
        start, end = found.span()
        if found["dashes"]:
            is_before_something = re.match(r"[^\s)]", self._text[end : end + 1])
            if end == len(self._text):
                self._leave_open("- needs a word to leave out right after it", start, end)
            return [_Token(_Kind.NOT, start, end)] if is_before_something else []
        if found["open"]:
            return [_Token(_Kind.OPEN, start, end)]
        if found["close"]:
            return [_Token(_Kind.CLOSE, start, end)]
        if found["word"] == "OR" and not self._is_refused(start):
            return [_Token(_Kind.OR, start, end)]
        if found["phrase"] is not None:
            self._check_closed(start, end)
            return [_Token(_Kind.TERM, start, end, _words(found["phrase"]))]
        return [_Token(_Kind.TERM, start, end, _plain(found["word"]))]

    def _is_refused(self, start: int) -> bool:
        return self._text[start - 1 : start] == "-"

    def _field(self, name: str, value: str, start: int, end: int) -> _Token:
        """Return the token of a word with a colon within or behind it."""
        is_quoted = not value and self._text[end : end + 1] == '"'
        is_text = value.startswith(_TEXT_BEHIND_COLON) or not (value or is_quoted)
        field = FIELDS.get(name.lower())
        if field is None and is_text:
            return _Token(_Kind.TERM, start, end, _plain(f"{name}:{value}"))
        if field is None:
            raise self._unknown(name, start)
        value_start = end - len(value)
        if is_quoted and (phrase := _TOKEN.match(self._text, end)) is not None:
            self._check_closed(*phrase.span())
            value, value_start, end = phrase["phrase"], *phrase.span()
        term = field.read(value, self._today)
        if term is None:
            place = (value_start, end) if value_start < end else (start, end)
            why = field.invalid_date_reason(value)
            wrong = f"there is no {value}, {why}" if why else f"needs {field.wants}"
            self._refuse(f"{name.lower()}: {wrong}", *place, is_begun=field.is_begun(value))
        return _Token(_Kind.TERM, start, end, term)

    def _refuse(self, message: str, start: int, end: int, *, is_begun: bool) -> None:
        # Behind a space a value is not typed on; only if there is none yet, it may still come.
        is_last = end == len(self._text) or (end == self._end and self._text[end - 1] == ":")
        if not (is_begun and is_last):
            raise _error(message, self._text, start, end)
        self._leave_open(message, start, end)

    def _unknown(self, name: str, start: int) -> QueryError:
        import difflib  # noqa: PLC0415 - for what is wrong alone

        near = difflib.get_close_matches(name.lower(), FIELDS, n=3, cutoff=0.65)
        if near:
            advice = f"did you mean {' or '.join(f'{each}:' for each in near)}?"
        else:
            advice = f"the fields are {' '.join(f'{each}:' for each in FIELDS)}"
        message = f"unknown field {name}: · {advice}"
        return _error(
            message, self._text, start, start + len(name) + 1, "put text with a colon in quotation marks"
        )

    def _check_closed(self, start: int, end: int) -> None:
        if end - start < 2 or self._text[end - 1] != '"':
            self._leave_open('a " is missing its closing "', start, start + 1)

    def _leave_open(self, message: str, start: int, end: int) -> None:
        if self.unfinished is None:
            self.unfinished = _error(message, self._text, start, end)


class _Parser:
    """Puts tokens together: OR binds least, then standing side by side, then `-`."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._at = 0
        self.unfinished: QueryError | None = None

    def whole(self) -> Term | None:
        """Return what all tokens together mean, None for nothing."""
        term = self._any_of(0)
        if (token := self._token()) is not None:
            raise self._error("a ) has no matching (", token)
        return term

    def _token(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next_is(self, kind: _Kind) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].kind is kind

    def _any_of(self, depth: int) -> Term | None:
        terms: list[Term] = []
        while True:
            began = self._at
            term = self._all_of(depth)
            if term is not None:
                terms.append(term)
            token = self._token()
            if token is None or token.kind is not _Kind.OR:
                break
            self._at += 1
            self._check_or(token, has_left=self._at - 1 > began)
        return any_of(terms) if terms else None

    def _check_or(self, token: _Token, *, has_left: bool) -> None:
        following = self._token()
        if following is None:
            self._leave_open("OR needs something after it", token)
        elif not has_left:
            raise self._error("OR needs something before it", token)
        elif following.kind in {_Kind.OR, _Kind.CLOSE}:
            raise self._error("OR needs something after it", token)

    def _all_of(self, depth: int) -> Term | None:
        terms: list[Term] = []
        while (token := self._token()) is not None and token.kind not in {_Kind.OR, _Kind.CLOSE}:
            self._at += 1
            is_refused = token.kind is _Kind.NOT
            if is_refused:
                token = self._tokens[self._at]
                self._at += 1
            term = self._group(token, depth + 1) if token.kind is _Kind.OPEN else token.term
            if term is not None:
                terms.append(negated(term) if is_refused else term)
        return all_of(terms) if terms else None

    def _group(self, token: _Token, depth: int) -> Term | None:
        if depth > _MAX_DEPTH:
            raise self._error(f"parentheses can be nested at most {_MAX_DEPTH} deep", token)
        term = self._any_of(depth)
        if self._next_is(_Kind.CLOSE):
            self._at += 1
        else:
            self._leave_open("a ( has no matching )", token)
        return term

    def _error(self, message: str, token: _Token) -> QueryError:
        return _error(message, self._text, token.start, token.end)

    def _leave_open(self, message: str, token: _Token) -> None:
        if self.unfinished is None:
            self.unfinished = self._error(message, token)
