"""Parses HTML into a tree of bounded depth, in time linear in its length, whatever the bytes are.

What browsers do to mend a page is not done: a parser that does it needs a minute for 100,000 nested `<div>`, and
hours for as many as fit into ten megabytes. The pages read here are written by a program, LaTeXML, and need no mending.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_DEPTH = 100
"""What lies deeper is read as if its tags were not there; LaTeXML stays below half of it."""
MAX_PARTS = 250_000
"""Elements, their attributes, and texts; the longest papers have a fraction of it."""
MAX_TEXT = 10_000_000
"""Characters with those of formulas; white space among the markup and what is around a paper count too."""

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^\"'>]|\"[^\"]*\"|'[^']*')*+)>")
_NO_CHARACTER = re.compile(r"&#[0-9]{8,};?")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ANNOTATION = re.compile(r"<annotation\b([^<>]*+)>([^<]*+)")
_MATH = re.compile(r"<(/?)math\b", re.IGNORECASE)

_VOID_ELEMENTS = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_RAW_TEXT_ELEMENTS = frozenset(
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "template"]
)
_CELLS = frozenset({"td", "th"})
_TERMS = frozenset({"dt", "dd"})
_IMPLIED_END_TAGS = {
    "p": frozenset({"p"}),
    "li": frozenset({"li"}),
    "dt": _TERMS,
    "dd": _TERMS,
    "td": _CELLS,
    "th": _CELLS,
    "tr": _CELLS | {"tr"},
}
"""What ends where something begins, should its end not be written."""


class HtmlTooLarge(Exception):
    """The page has more parts or text than any paper."""


@dataclass(slots=True, eq=False)
class Element:
    """An element with what is in it; a `math` element has its TeX as the attribute `alttext` and nothing in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)
    classes: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.classes = frozenset(self.attributes.get("class", "").split())

    @property
    def id(self) -> str:
        """The name others refer to it by; empty if it has none."""
        return self.attributes.get("id", "")

    @property
    def elements(self) -> Iterator["Element"]:
        """The elements right in it."""
        return (child for child in self.children if isinstance(child, Element))

    def within(self) -> Iterator["Element"]:
        """Yield all elements in it, in their order, itself first."""
        left = [self]
        while left:
            element = left.pop()
            yield element
            left.extend(child for child in reversed(element.children) if isinstance(child, Element))


def tree_of(page: bytes) -> Element:
    """Return a page as an element around everything in it.

    Raises:
        HtmlTooLarge: It has too many parts, or too much text.
    """
    return _TreeBuilder(page.decode("utf-8-sig", errors="replace")).tree()


class _TreeBuilder:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._open = [Element("")]
        self._ignored = 0
        """How many tags that are too deep are open."""
        self._parts_left = MAX_PARTS
        self._text_left = MAX_TEXT

    def tree(self) -> Element:
        text, end = self._text, len(self._text)
        while self._at < end:
            tag_at = text.find("<", self._at)
            self._say(text[self._at : end if tag_at < 0 else tag_at])
            self._at = end if tag_at < 0 else tag_at
            if tag_at >= 0:
                self._read_tag()
        return self._open[0]

    def _read_tag(self) -> None:
        found = _TAG.match(self._text, self._at)
        if self._text.startswith("<!--", self._at):
            self._skip_past("-->")
        elif self._text.startswith(("<!", "<?"), self._at):
            self._skip_past(">")
        elif found is not None:
            self._at = found.end()
            name = found[2].lower()
            if found[1]:
                self._close(name)
            else:
                self._begin(name, found[3])
        elif re.match(r"</?[a-zA-Z]", self._text[self._at : self._at + 3]):
            # A tag that has no end; for a browser too the page ends here.
            self._at = len(self._text)
        else:
            self._say("<")
            self._at += 1

    def _begin(self, name: str, attributes: str) -> None:
        if name in _RAW_TEXT_ELEMENTS:
            end = re.compile(rf"</{name}\b", re.IGNORECASE).search(self._text, self._at)
            self._at = len(self._text) if end is None else end.start()
            return
        while self._open[-1].tag in _IMPLIED_END_TAGS.get(name, ()):
            self._open.pop()
        is_closed = name in _VOID_ELEMENTS or attributes.endswith("/") or name == "math"
        if not is_closed and len(self._open) > MAX_DEPTH:
            self._ignored += 1
            return
        element = Element(name, self._attributes(attributes))
        self._add(element)
        if name == "math":
            self._skip_math(element, is_empty=attributes.endswith("/"))
            self._count(characters=len(element.attributes.get("alttext", "")))
        elif not is_closed:
            self._open.append(element)

    def _close(self, name: str) -> None:
        if self._ignored and name not in _VOID_ELEMENTS and name not in _RAW_TEXT_ELEMENTS:
            self._ignored -= 1
            return
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == name:
                del self._open[place:]
                return

    def _skip_math(self, element: Element, *, is_empty: bool) -> None:
        """Go on behind a formula: what is drawn is in thousands of elements, what was written in one attribute."""
        if is_empty:
            return
        begin, depth, end = self._at, 1, None
        for end in _MATH.finditer(self._text, begin):
            depth += -1 if end[1] else 1
            if not depth:
                break
        self._at = len(self._text) if end is None or depth else end.start()
        if not element.attributes.get("alttext"):
            annotations = _ANNOTATION.finditer(self._text, begin, self._at)
            tex = next((found[2] for found in annotations if "application/x-tex" in found[1]), "")
            element.attributes["alttext"] = _unescaped(tex)

    def _skip_past(self, mark: str) -> None:
        at = self._text.find(mark, self._at)
        self._at = len(self._text) if at < 0 else at + len(mark)

    def _say(self, text: str) -> None:
        if text:
            self._count(characters=len(text))
            self._add(_unescaped(text))

    def _attributes(self, text: str) -> dict[str, str]:
        """Return the attributes of a tag; of two with one name the first, as browsers do."""
        found: dict[str, str] = {}
        for attribute in _ATTRIBUTE.finditer(text):
            self._count(parts=1)
            name, *values = attribute.groups("")
            found.setdefault(name.lower(), _unescaped("".join(values)))
        return found

    def _add(self, node: Element | str) -> None:
        self._count(parts=1)
        self._open[-1].children.append(node)

    def _count(self, *, parts: int = 0, characters: int = 0) -> None:
        self._parts_left -= parts
        self._text_left -= characters
        if self._parts_left < 0 or self._text_left < 0:
            raise HtmlTooLarge


def _unescaped(text: str) -> str:
    """Return a text with its entities read; a number no character has is U+FFFD, however many digits it has."""
    # Python refuses to read a number of thousands of digits.
    return html.unescape(_NO_CHARACTER.sub("\ufffd", text)) if "&" in text else text
