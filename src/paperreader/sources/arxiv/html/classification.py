"""Tells by tag and class what an element of a LaTeXML page is."""

from collections.abc import Iterable

from paperreader.domain.text import word_set
from paperreader.sources.arxiv.html.element_tree import Element

_SKIPPED_TAGS = frozenset(
    ["head", "nav", "footer", "header", "button", "form", "input", "select", "canvas", "audio", "video"]
)
_SKIPPED = word_set("""
    ltx_page_footer ltx_page_header ltx_page_navbar ltx_page_logo ltx_TOC ltx_pagination ltx_listing_data
    ltx_rdf ltx_bib_cited package-alerts ltx_nodisplay
""")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_STRUCTURE = frozenset(["ltx_section", "ltx_abstract", "ltx_bibitem", "ltx_figure", "ltx_table"])
_MIN_WORDS = 100
_ERRORS = frozenset(["ltx_ERROR", "ltx_FATAL", "ltx_WARNING", "ltx_INFO"])
"""What LaTeXML says of what it did not understand: nothing of the paper."""
_BETWEEN_AUTHORS = frozenset({"ltx_author_before", "ltx_author_after"})
_JOINING = frozenset(["", "and", "und", "et", "y", "e"])
_OF_A_NOTE = frozenset({"ltx_note_mark", "ltx_note_type", "ltx_tag_note"})
_BLOCK_TAGS = word_set("""
    address article blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4
    h5 h6 hr html li main ol p pre section summary table ul
""")
_BLOCKS = word_set("""
    ltx_p ltx_para ltx_listing ltx_equation ltx_equationgroup ltx_tabular ltx_creator ltx_personname
    ltx_author_notes ltx_contact ltx_inline-para
""")
TABULAR = frozenset({"ltx_tabular"})
EQUATION = frozenset({"ltx_equation", "ltx_equationgroup", "ltx_eqn_table"})


def is_skipped(element: Element) -> bool:
    """Tell whether an element is about the page, not of the paper, or only joins names."""
    return (
        element.tag in _SKIPPED_TAGS
        or not _SKIPPED.isdisjoint(element.classes)
        or (not _BETWEEN_AUTHORS.isdisjoint(element.classes) and is_joining(plain_text(element)))
    )


def is_joining(text: str) -> bool:
    """Tell whether a text between the names of authors only joins them."""
    return text.strip(" \t\r\n\N{NO-BREAK SPACE},;&·•").casefold() in _JOINING


def is_failed(root: Element) -> bool:
    """Tell whether LaTeXML made nothing of a paper: no title, no section, and hardly a word besides its errors."""
    elements = list(root.within())
    if any(map(_is_structure, elements)):
        return False
    return any(map(is_error, elements)) and len(plain_text(root).split()) < _MIN_WORDS


def _is_structure(element: Element) -> bool:
    if element.tag in _HEADINGS or "ltx_title" in element.classes:
        return bool(plain_text(element))
    return not _STRUCTURE.isdisjoint(element.classes)


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
    return next((plain_text(each) for each in note.within() if "ltx_note_mark" in each.classes), "")


def plain_text(node: Element | str) -> str:
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
