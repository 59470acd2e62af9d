"""What the elements of a LaTeXML page are, which is told by their classes, and where its links lead."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from paperreader.domain.paper import PaperKey
from paperreader.domain.text import clean
from paperreader.sources.address import origin_of, resolved
from paperreader.sources.html_tree import Element
from paperreader.sources.markdown_text import is_anchor

_SKIPPED_TAGS = frozenset(
    ["head", "nav", "footer", "header", "button", "form", "input", "select", "canvas", "audio", "video"]
)
_SKIPPED = frozenset(
    [
        "ltx_page_footer",
        "ltx_page_header",
        "ltx_page_navbar",
        "ltx_page_logo",
        "ltx_TOC",
        "ltx_pagination",
        "ltx_listing_data",
        "ltx_rdf",
        "ltx_bib_cited",
        "package-alerts",
        "ltx_nodisplay",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_STRUCTURE = frozenset(["ltx_title", "ltx_section", "ltx_abstract", "ltx_bibitem", "ltx_figure", "ltx_table"])
_FEWEST_WORDS = 100
_ERRORS = frozenset(["ltx_ERROR", "ltx_FATAL", "ltx_WARNING", "ltx_INFO"])
"""What LaTeXML says of what it did not understand: nothing of the paper."""
_BETWEEN_AUTHORS = frozenset({"ltx_author_before", "ltx_author_after"})
_JOINING = frozenset(["", "and", "und", "et", "y", "e"])
_OF_A_NOTE = frozenset({"ltx_note_mark", "ltx_note_type", "ltx_tag_note"})
_BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
    ]
)
_BLOCKS = frozenset(
    [
        "ltx_p",
        "ltx_para",
        "ltx_listing",
        "ltx_equation",
        "ltx_equationgroup",
        "ltx_tabular",
        "ltx_creator",
        "ltx_personname",
        "ltx_author_notes",
        "ltx_contact",
        "ltx_inline-para",
    ]
)
TABULAR = frozenset({"ltx_tabular"})
EQUATION = frozenset({"ltx_equation", "ltx_equationgroup", "ltx_eqn_table"})
_MAIL = re.compile(r"mailto:[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255}")
# What would end an address in Markdown, or be taken for a mark within it.
_ENCODED = {"(": "%28", ")": "%29", "*": "%2A", "`": "%60", "$": "%24", "|": "%7C"}


def is_skipped(element: Element) -> bool:
    """Tell whether an element is about the page, not of the paper, or only joins names."""
    return (
        element.tag in _SKIPPED_TAGS
        or not _SKIPPED.isdisjoint(element.classes)
        or (not _BETWEEN_AUTHORS.isdisjoint(element.classes) and is_joining(plain(element)))
    )


def is_joining(text: str) -> bool:
    """Tell whether a text between the names of authors only joins them."""
    return text.strip(" \t\r\n\N{NO-BREAK SPACE},;&·•").casefold() in _JOINING


def is_failed(root: Element) -> bool:
    """Tell whether LaTeXML made nothing of a paper: no title, no section, and hardly a word besides its errors."""
    elements = list(root.within())
    if any(each.tag in _HEADINGS or not _STRUCTURE.isdisjoint(each.classes) for each in elements):
        return False
    return any(map(is_error, elements)) and len(plain(root).split()) < _FEWEST_WORDS


def base_of(tree: Element, address: str) -> str:
    """Return what the references of a page are relative to, as browsers find it."""
    said = (
        each.attributes["href"] for each in tree.within() if each.tag == "base" and "href" in each.attributes
    )
    return resolved(next(said, ""), address) or address


def is_error(element: Element) -> bool:
    """Tell whether an element is the mark of what LaTeXML did not understand."""
    return not _ERRORS.isdisjoint(element.classes)


def is_described(element: Element) -> bool:
    """Tell whether an element describes a figure to who can't see it."""
    return "ltx_acm_description" in element.classes


def is_block(element: Element) -> bool:
    """Tell whether an element stands by itself, above and below others."""
    return element.tag in _BLOCK_TAGS or not _BLOCKS.isdisjoint(element.classes)


def is_table(element: Element) -> bool:
    """Tell whether an element is a table, whatever is in it."""
    return element.tag == "table" or not TABULAR.isdisjoint(element.classes)


def is_equation(element: Element) -> bool:
    """Tell whether an element is a formula that stands by itself, or several."""
    return not EQUATION.isdisjoint(element.classes)


def note_parts(note: Element) -> list[Element | str]:
    """Return what a note says, without its marks and what kind of a note it is."""
    content = next((each for each in note.within() if "ltx_note_content" in each.classes), note)
    return [each for each in content.children if isinstance(each, str) or _OF_A_NOTE.isdisjoint(each.classes)]


def note_mark(note: Element) -> str:
    """Return the mark of a note; empty if it has none."""
    return next((plain(each) for each in note.within() if "ltx_note_mark" in each.classes), "")


def note_text(note: Element) -> str:
    """Return what a note says, on one line."""
    return plain(Element("", children=note_parts(note)))


def plain(node: Element | str) -> str:
    """Return the text of an element, formulas as they were written, on one line."""
    return " ".join("".join(_strings(node)).split())


def _strings(node: Element | str) -> Iterable[str]:
    left = [node]
    while left:
        each = left.pop()
        if isinstance(each, str):
            yield each
        elif each.tag == "math":
            yield each.attributes.get("alttext", "")
        elif is_error(each):
            yield " "
        else:
            left.extend(reversed(each.children))


class Page:
    """Where a page is and what its links lead to.

    Args:
        root: The paper.
        base: The address that links are relative to.
        key: Of the paper, by which links to itself are known.
    """

    def __init__(self, root: Element, base: str, key: PaperKey) -> None:
        self._base = base
        self._archive = key[: key.find("/") + 1]
        self._itself = re.compile(rf"https?://[^/]+/(?:html|abs)/{re.escape(key)}(?:v\d+)?/?#(.+)")
        self.blocky = _blocky(root)
        """The elements (by their `id()`) that are blocks or have some in them."""
        targets = (self.target(each.attributes.get("href", "")) for each in root.within() if each.tag == "a")
        self.wanted = frozenset(target[1:] for target in targets if target and target.startswith("#"))
        """The names that something in the page refers to."""
        self.loose_notes = _loose_notes(root)
        """The names of notes that stand apart from where they are referred to, by their marks."""

    def has_blocks(self, element: Element) -> bool:
        """Tell whether an element is a block or has one in it."""
        return id(element) in self.blocky

    def target(self, reference: str) -> str | None:
        """Return where a reference leads: an address, `#` and a name for one within the page, None for none."""
        if len(reference) > 2_000:
            return None
        if reference.startswith("#"):
            return _within(reference[1:])
        if _MAIL.fullmatch(reference):
            return reference
        url = resolved(self._below_base(reference), self._base)
        if url is None or origin_of(url) is None:
            return None
        itself = self._itself.fullmatch(url)
        if itself is not None:
            return _within(itself[1])
        return "".join(_ENCODED.get(char, char) for char in url)

    def _below_base(self, reference: str) -> str:
        """Return a reference to what lies beside a page of an old id, whether it is said with its archive or without."""
        archive = self._archive
        is_doubled = (
            archive
            and reference.startswith(archive)
            and self._base.rpartition("/")[0].endswith(f"/{archive[:-1]}")
        )
        return reference.removeprefix(archive) if is_doubled else reference

    def anchor(self, element: Element) -> tuple[str, ...]:
        """Return the name of an element, if something refers to it."""
        return (element.id,) if element.id in self.wanted else ()

    def anchors_within(self, element: Element) -> tuple[str, ...]:
        """Return the names of an element and of all in it that something refers to."""
        return tuple(dict.fromkeys(each.id for each in element.within() if each.id in self.wanted))


def _loose_notes(root: Element) -> Mapping[str, str]:
    marks = {note_mark(each) for each in root.within() if "ltx_role_footnotemark" in each.classes}
    notes = [each for each in root.within() if "ltx_role_footnotetext" in each.classes]
    named = {note_mark(each): each.id for each in reversed(notes) if is_anchor(each.id)}
    return {mark: name for mark, name in named.items() if mark in marks}


def _within(fragment: str) -> str | None:
    name = clean(unquote(fragment))
    return f"#{name}" if is_anchor(name) else None


def _blocky(root: Element) -> frozenset[int]:
    order = list(root.within())
    parents = {id(child): parent for parent in order for child in parent.elements}
    found: set[int] = set()
    for element in reversed(order):
        if "ltx_note" in element.classes:
            # Notes stand below the text, wherever they were made.
            found.discard(id(element))
        elif id(element) in found or is_block(element):
            found.add(id(element))
            if id(element) in parents and not is_skipped(element):
                found.add(id(parents[id(element)]))
    return frozenset(found)
