"""Resolves the links of a LaTeXML page, and finds what is linked to."""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.text import clean
from paperreader.sources.arxiv.html.classification import is_block, is_skipped, note_mark
from paperreader.sources.arxiv.html.element_tree import Element
from paperreader.sources.arxiv.html.markdown_writer import is_anchor
from paperreader.sources.http.url import origin_of, resolved

_MAIL = re.compile(r"mailto:[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255}")
# What would end an address in Markdown, or be taken for a mark within it.
_ENCODED = {"(": "%28", ")": "%29", "*": "%2A", "`": "%60", "$": "%24", "|": "%7C"}


def base_of(tree: Element, address: str) -> str:
    """Return what the references of a page are relative to, as browsers find it."""
    said = (
        each.attributes["href"] for each in tree.within() if each.tag == "base" and "href" in each.attributes
    )
    return resolved(next(said, ""), address) or address


class PageLinks:
    """Resolves the links of one page.

    Args:
        root: The paper.
        base: The address that links are relative to.
        key: Of the paper, by which links to itself are known.
    """

    def __init__(self, root: Element, base: str, key: PaperKey) -> None:
        self._base = base
        self._archive = key[: key.find("/") + 1]
        self._itself = re.compile(rf"https?://[^/]+/(?:html|abs)/{re.escape(key)}(?:v\d+)?/?#(.+)")
        self.block_ids = _block_ids(root)
        """The elements (by their `id()`) that are blocks or have some in them."""
        targets = (self.target(each.attributes.get("href", "")) for each in root.within() if each.tag == "a")
        self.wanted = frozenset(target[1:] for target in targets if target and target.startswith("#"))
        """The names that something in the page refers to."""
        self.loose_notes = _loose_notes(root)
        """The names of notes that stand apart from where they are referred to, by their marks."""

    def has_blocks(self, element: Element) -> bool:
        """Tell whether an element is a block or has one in it."""
        return id(element) in self.block_ids

    def target(self, reference: str) -> str | None:
        """Return where a reference leads: an address, `#` and a name for one within the page, None for none."""
        if len(reference) > 2_000:
            return None
        if reference.startswith("#"):
            return _fragment(reference[1:])
        if _MAIL.fullmatch(reference):
            return reference
        url = resolved(self._below_base(reference), self._base)
        if url is None or origin_of(url) is None:
            return None
        itself = self._itself.fullmatch(url)
        if itself is not None:
            return _fragment(itself[1])
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


def _fragment(fragment: str) -> str | None:
    name = clean(unquote(fragment))
    return f"#{name}" if is_anchor(name) else None


def _block_ids(root: Element) -> frozenset[int]:
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
