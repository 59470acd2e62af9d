"""Text of the drawings of a LaTeXML page: boxes around paragraphs are kept, labels are dropped."""

from collections.abc import Iterable

from paperreader.sources.arxiv.html.classification import is_block, is_error, is_skipped, plain_text
from paperreader.sources.arxiv.html.element_tree import Element

_SENTENCE, _FEW_WORDS = 12, 4
_MAX_PICTURES = 4
_MAX_TITLES = 2
"""Short texts beside a long one: the title of a box."""
_DRAWING = frozenset(
    f"{{{name}}}" for name in ("tikzpicture", "forest", "pspicture", "axis", "tikzcd", "circuitikz")
)
"""Environments that draw."""
_CAPTIONS = frozenset({"figcaption", "figure"})
_NOT_PART_OF_A_DRAWING = frozenset({"img", "object", "embed", "math", "table"})


def text_elements(picture: Element) -> list[Element]:
    """Return what of a drawing is text."""
    found: list[Element] = []
    left = [picture]
    while left:
        element = left.pop()
        if element.tag == "foreignobject":
            found.append(element)
        else:
            left.extend(reversed(list(element.elements)))
    return found


def boxed_paragraphs(picture: Element, *, is_in_figure: bool) -> list[Element]:
    """Return the paragraphs that a drawing which stands by itself has boxes around; labels are left out."""
    texts = [each for each in text_elements(picture) if plain_text(each)]
    lengths = list(map(_words, texts))
    if len(texts) == 1:
        is_paragraph = not is_in_figure and any(map(is_block, texts[0].within()))
        return texts if is_paragraph or lengths[0] >= _FEW_WORDS else []
    long = [each for each, length in zip(texts, lengths, strict=True) if length >= _SENTENCE]
    return texts if long and len(texts) - len(long) <= _MAX_TITLES else long


def pictures(drawing: Element) -> list[Element]:
    """Return the pictures a drawing is around; none of many, which are parts of it as its labels are."""
    found = [each for text in text_elements(drawing) for each in text.within() if each.tag == "img"]
    return found if len(found) <= _MAX_PICTURES else []


def _words(text: Element) -> int:
    """Return how many words a text has; a formula is one."""
    said = sum(len(each.split()) for part in text.within() for each in part.children if isinstance(each, str))
    return said + sum(each.tag == "math" for each in text.within())


def without_source(figure: Element) -> list[Element | str]:
    """Return what is in a figure, without the source of a drawing of which LaTeXML understood nothing."""
    found: list[Element | str] = []
    is_source = False
    for each in figure.children:
        if isinstance(each, Element):
            is_source = (is_source and each.tag not in _CAPTIONS) or _begins_source(each)
        if not is_source:
            found.append(each)
    return found


def _begins_source(element: Element) -> bool:
    while not is_error(element):
        first = next((each for each in element.children if not isinstance(each, str) or each.strip()), "")
        if isinstance(first, str):
            return False
        element = first
    return "".join(each for each in element.children if isinstance(each, str)).strip() in _DRAWING


def drawings_alone(nodes: Iterable[Element | str]) -> list[Element]:
    """Return the drawings among nodes; none where anything else is among them."""
    found: list[Element] = []
    left = list(reversed(list(nodes)))
    while left:
        node = left.pop()
        if isinstance(node, str):
            if node.strip():
                return []
        elif node.tag == "svg":
            found.append(node)
        elif node.tag in _NOT_PART_OF_A_DRAWING:
            return []
        elif not is_skipped(node):
            left.extend(reversed(node.children))
    return found
