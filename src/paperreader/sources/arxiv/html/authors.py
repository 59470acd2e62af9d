"""The authors of a LaTeXML page: names, affiliations and contacts, each by itself."""

import re
from collections.abc import Iterator

from paperreader.sources.arxiv.html.classification import is_joining, plain_text
from paperreader.sources.arxiv.html.element_tree import Element

_PART = re.compile("ltx_affiliation_")
_LABELLED = frozenset({"ltx_contact", "ltx_personname", "ltx_pubnote"})


def is_authors(element: Element) -> bool:
    """Tell whether an element holds the authors of a paper."""
    return "ltx_authors" in element.classes


def is_labelled(element: Element) -> bool:
    """Tell whether an element is a name, or says something of an author or of the paper behind a label."""
    return not _LABELLED.isdisjoint(element.classes)


def without_joining(authors: Element) -> list[Element | str]:
    """Return what is in an element, without words such as `and` between the authors."""
    return [each for each in authors.children if not isinstance(each, str) or not is_joining(each)]


def _with_commas(said: Element) -> list[Element | str]:
    """Return what is said, with commas between the parts of an affiliation: its house, its town, its country."""
    found: list[Element | str] = []
    is_behind_part = False
    for each in said.children:
        is_part = isinstance(each, Element) and any(map(_PART.match, each.classes))
        if is_part and is_behind_part and found and plain_text(found[-1])[-1:] not in set(",;:."):
            found.append(", ")
        if is_part or not isinstance(each, str) or each.strip() or not is_behind_part:
            found.append(each)
        is_behind_part = is_part or (is_behind_part and isinstance(each, str) and not each.strip())
    return found


def contact_parts(said: Element) -> Iterator[list[Element | str]]:
    """Yield what is said of an author in parts: addresses of mail stand by themselves."""
    part: list[Element | str] = []
    left = list(reversed(_with_commas(said)))
    while left:
        node = left.pop()
        if isinstance(node, str) or "@" not in plain_text(node):
            part.append(node)
        elif _is_mail(node):
            yield part
            yield [node]
            part = []
        elif any(map(_is_mail, node.within())) and node.tag == "span":
            left.extend(reversed(node.children))
        else:
            part.append(node)
    yield part


def _is_mail(element: Element) -> bool:
    return (
        "ltx_font_typewriter" in element.classes
        or element.tag in {"code", "tt"}
        or element.attributes.get("href", "").startswith("mailto:")
    ) and "@" in plain_text(element)
