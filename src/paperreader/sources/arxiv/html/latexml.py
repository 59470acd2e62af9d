r"""Converts a page of LaTeXML to Markdown.

Citations and references are links to `#` and a name; what they lead to is `<a id="NAME"></a>`, at the beginning of an item
of the bibliography, else in a paragraph of its own before the heading, figure, table or formula. A note is a paragraph below
what it belongs to, behind its mark; what a figure shows, said for who can't see it, is one behind `Described:`. What is set
high or low is a formula, `10$^{-3.5}$`, or where that can't say it stands in parentheses behind `^` or `\_`. Of a table's head of
several rows each column has its names in one cell, from top to bottom.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.text import clean_lines
from paperreader.sources.arxiv.html.authors import contact_parts, is_authors, is_labelled, without_joining
from paperreader.sources.arxiv.html.classification import (
    is_described,
    is_equation,
    is_failed,
    is_skipped,
    is_table,
    plain_text,
)
from paperreader.sources.arxiv.html.drawings import boxed_paragraphs, drawings_alone, pictures, without_source
from paperreader.sources.arxiv.html.element_tree import Element, tree_of
from paperreader.sources.arxiv.html.inline import InlineWriter
from paperreader.sources.arxiv.html.links import PageLinks, base_of
from paperreader.sources.arxiv.html.listings import code_of, language_of
from paperreader.sources.arxiv.html.markdown_writer import anchors, fenced, paragraph, wrapped
from paperreader.sources.arxiv.html.tables import equations, is_layout, markdown_tables, table_rows

_LEVELS = {
    "ltx_title_document": 1,
    "ltx_title_subsection": 3,
    "ltx_title_subsubsection": 4,
    "ltx_title_paragraph": 5,
    "ltx_title_subparagraph": 6,
}
_SECTIONS = re.compile(
    r"ltx_title_(?:part|chapter|section|appendix|abstract|bibliography|index|acknowledgements|glossary|keywords)"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NUMBER = re.compile(r"(\d{1,9})[.)]?")
_DOTS = frozenset("•·∙◦‣▪–—-*⋄⋅")
_MAX_LISTS = 6
"""Lists within lists that are set in; what is deeper stands at the depth of the last of these."""
_NONE: frozenset[str] = frozenset()
_APART = frozenset({"apart"})


def markdown_of(page: bytes, address: str, key: PaperKey) -> str | None:
    """Return what a page says, clean, empty if LaTeXML failed; None if it is no paper of LaTeXML's.

    It takes a moment: call it in a thread.

    Args:
        page: The HTML; it may be anything at all.
        address: Where it was, to which links and pictures in it are relative.
        key: Of the paper.

    Raises:
        TooLarge: It has too many parts, or too much text.
    """
    tree = tree_of(page)
    papers = (each for each in tree.within() if "ltx_document" in each.classes and not is_skipped(each))
    root = next(papers, None)
    if root is None:
        return None
    if is_failed(root):
        return ""
    return clean_lines(
        "\n\n".join(_BlockWriter(PageLinks(root, base_of(tree, address), key)).of(_title_first(root)))
    )


def _title_first(root: Element) -> list[Element | str]:
    """Return what is in a paper, the notes before its title behind it."""
    nodes = root.children
    title = next((at for at, each in enumerate(nodes) if isinstance(each, Element) and _level(each) == 1), 0)
    if not _are_only_notes(nodes[:title]):
        return nodes
    return [nodes[title], *nodes[:title], *nodes[title + 1 :]] if nodes else nodes


def _is_picture(element: Element) -> bool:
    return element.tag in {"img", "object", "svg"}


class _BlockWriter:
    def __init__(self, page: PageLinks) -> None:
        self._page = page
        self._lines = InlineWriter(page)
        self._lists = self._figures = 0

    def of(self, nodes: Iterable[Element | str]) -> Iterator[str]:
        """Yield nodes as blocks; what stands between blocks is a paragraph."""
        run: list[Element | str] = []
        for node in nodes:
            if isinstance(node, str) or not (self._page.has_blocks(node) or _is_picture(node)):
                run.append(node)
                continue
            yield from self._paragraph(run)
            run = []
            yield from self._block(node)
        yield from self._paragraph(run)

    def _block(self, element: Element) -> Iterator[str]:
        if is_described(element):
            yield from self._paragraph([element])
        if is_skipped(element):
            return
        for is_so, made in self._KINDS:
            if is_so(element):
                yield from made(self, element)
                yield from self._notes()
                return
        yield from self._anchor(element)
        if self._page.has_blocks(element) and any(map(self._page.has_blocks, element.elements)):
            yield from self.of(element.children)
        else:
            yield from self._paragraph(element.children)

    def _anchor(self, element: Element) -> Iterator[str]:
        yield from filter(None, [anchors(*self._page.anchor(element))])

    def _anchors_within(self, element: Element) -> Iterator[str]:
        yield from filter(None, [anchors(*self._page.anchors_within(element))])

    def _notes(self) -> Iterator[str]:
        notes = self._lines.notes.copy()
        self._lines.notes.clear()
        yield from notes

    def _paragraph(self, nodes: Iterable[Element | str]) -> Iterator[str]:
        nodes = list(nodes)
        drawings = drawings_alone(nodes)
        if drawings:
            for drawing in drawings:
                yield from self._drawing(drawing)
            return
        yield from _paragraphs(self._lines.line(nodes, context=_APART if _are_only_notes(nodes) else _NONE))
        yield from self._notes()

    def _authors(self, element: Element) -> Iterator[str]:
        yield from self.of(without_joining(element))

    def _labelled(self, element: Element) -> Iterator[str]:
        if any(map(is_table, element.within())):
            yield from self.of(element.children)
            return
        for part in contact_parts(element):
            yield from _paragraphs(self._lines.labelled(element, part))

    def _heading(self, element: Element) -> Iterator[str]:
        level = _level(element)
        context = {"**", "*"} | (_APART if level == 1 else _NONE)
        text = self._lines.line(element.children, breaks=" ", context=frozenset(context))
        yield from self._anchor(element)
        if text and level:
            # A number sign at the end would be taken for the end of the heading.
            yield f"{'#' * level} {text}" + ("\\" if text.endswith("#") else "")
        elif text:
            yield wrapped(text, "**")

    def _picture(self, element: Element) -> Iterator[str]:
        if element.tag == "svg":
            yield from self._drawing(element)
        else:
            yield from self._paragraph([element])

    def _drawing(self, element: Element) -> Iterator[str]:
        shown = boxed_paragraphs(element, is_in_figure=self._figures > 0)
        for box in shown:
            yield from self.of(box.children)
        if not shown:
            yield from self.of(pictures(element))

    def _figure(self, element: Element) -> Iterator[str]:
        before = self._lines.figure
        caption = next((each for each in element.elements if each.tag == "figcaption"), None)
        tags = () if caption is None else (each for each in caption.within() if "ltx_tag" in each.classes)
        name = next(map(plain_text, tags), "").rstrip(":. ")[:100]
        self._lines.figure = f"{before} {name}" if before and name.startswith("(") else name
        self._figures += 1
        yield from self._anchor(element)
        yield from self.of(without_source(element))
        self._figures -= 1
        self._lines.figure = before

    def _table(self, element: Element) -> Iterator[str]:
        rows = table_rows(element)
        if is_layout(rows):
            yield from self._anchor(element)
            for row in rows:
                for cell in row.cells:
                    yield from self.of(cell.children)
            if not rows:
                yield from self.of(element.children)
            return
        yield from self._anchors_within(element)
        captions = (each for each in element.elements if each.tag == "caption")
        for caption in captions:
            yield from self._paragraph(caption.children)
        yield from markdown_tables(rows, self._lines)

    def _equation(self, element: Element) -> Iterator[str]:
        yield from self._anchors_within(element)
        yield from equations(element, self._lines)

    def _listing(self, element: Element) -> Iterator[str]:
        yield from self._anchors_within(element)
        text = code_of(element)
        if text.strip():
            yield fenced(text, language_of(element))

    def _quote(self, element: Element) -> Iterator[str]:
        if self._lists >= _MAX_LISTS:
            yield from self.of(element.children)
            return
        self._lists += 1
        text = "\n\n".join(self.of(element.children))
        self._lists -= 1
        if text:
            yield "\n".join(f"> {line}".rstrip() for line in text.split("\n"))

    def _list(self, element: Element) -> Iterator[str]:
        yield from self._anchor(element)
        if self._lists >= _MAX_LISTS:
            for item in element.elements:
                yield from self.of(item.children)
            return
        self._lists += 1
        items = [self._item(item, number) for number, item in enumerate(_items(element), start=1)]
        self._lists -= 1
        items = [item for item in items if item]
        if items:
            yield ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)

    def _item(self, item: list[Element], number: int) -> str:
        tags = [each for part in item for each in _tags(part)]
        nodes = [node for part in item if part.tag != "dt" for node in part.children if node not in tags]
        marker, label = self._marker(
            tags, number, is_numbered=item[0].tag == "li" and bool(item[0].attributes.get("value"))
        )
        names = tuple(name for part in item for name in self._names(part))
        blocks = list(self.of(nodes))
        first = anchors(*names) + label
        if blocks and not blocks[0].startswith(("```", "|", "$$", "#", ">")):
            blocks[0] = f"{first} {blocks[0]}" if label else f"{first}{blocks[0]}"
        elif first:
            blocks.insert(0, first)
        indent = " " * len(marker)
        lines = "\n\n".join(blocks).split("\n")
        return (
            marker + "\n".join([lines[0], *(indent + line if line else "" for line in lines[1:])])
            if blocks
            else ""
        )

    def _names(self, item: Element) -> tuple[str, ...]:
        is_reference = "ltx_bibitem" in item.classes and bool(item.id)
        return (item.id,) if is_reference else self._page.anchor(item)

    def _marker(self, tags: list[Element], number: int, *, is_numbered: bool) -> tuple[str, str]:
        """Return what an item begins with, and what it is called in Markdown; empty if that says nothing more."""
        text = " ".join(map(plain_text, tags))
        found = _NUMBER.fullmatch(text)
        if found is not None:
            return f"{int(found[1])}. ", ""
        if not text and is_numbered:
            return f"{number}. ", ""
        if set(text) <= _DOTS:
            return "- ", ""
        label = self._lines.line([node for tag in tags for node in tag.children], breaks=" ")
        is_term = any(tag.tag == "dt" for tag in tags)
        return "- ", label if not is_term or label.startswith("*") else wrapped(label, "**")

    _KINDS: ClassVar[
        tuple[tuple[Callable[[Element], bool], Callable[["_BlockWriter", Element], Iterator[str]]], ...]
    ] = (
        (lambda element: element.tag in _HEADINGS or "ltx_title" in element.classes, _heading),
        (is_authors, _authors),
        (is_labelled, _labelled),
        (_is_picture, _picture),
        (is_equation, _equation),
        (lambda element: element.tag == "pre" or "ltx_listing" in element.classes, _listing),
        (is_table, _table),
        (lambda element: element.tag in {"ul", "ol", "dl"}, _list),
        (lambda element: element.tag == "blockquote", _quote),
        (lambda element: element.tag == "figure", _figure),
    )


def _paragraphs(text: str) -> Iterator[str]:
    if text:
        yield "\n".join(map(paragraph, text.split("\n")))


def _are_only_notes(nodes: Iterable[Element | str]) -> bool:
    """Tell whether nothing but notes is here: what refers to them, if anything does, is elsewhere."""
    return all(
        not node.strip() if isinstance(node, str) else "ltx_note" in node.classes or is_skipped(node)
        for node in nodes
    )


def _level(element: Element) -> int:
    """Return the depth of a heading; 0 for one that stands in the line of what follows it."""
    classes = element.classes
    if any(map(_SECTIONS.fullmatch, classes)):
        return 2
    level = next((level for name, level in _LEVELS.items() if name in classes), 0)
    return level or (0 if "ltx_title" in classes else _HEADINGS.get(element.tag, 0))


def _items(element: Element) -> list[list[Element]]:
    """Return the items of a list; a term and what is said of it are one."""
    items: list[list[Element]] = []
    for each in element.elements:
        if each.tag == "dd" and items and items[-1][-1].tag == "dt":
            items[-1].append(each)
        else:
            items.append([each])
    return items


def _tags(part: Element) -> list[Element]:
    """Return what an item is called; a term is that as a whole."""
    return [part] if part.tag == "dt" else [each for each in part.elements if "ltx_tag" in each.classes]
