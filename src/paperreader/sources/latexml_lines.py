"""What stands within a line of a LaTeXML page, as Markdown: text, formulas, links, notes, emphasis."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from paperreader.sources.html_tree import Element
from paperreader.sources.latexml_page import Page, drawn_text, is_block, is_skipped, plain
from paperreader.sources.markdown_text import anchors, code, escaped, high, is_anchor, link, marked

_BREAK = "\n"
"""A break that the authors made; all other white space is as good as a space."""
_STYLED = re.compile(r"\\(?:display|text)style\s*(?![A-Za-z])")
_LINE_END = re.compile(r"(?<!\\)%\s*\n\s*")
_DOLLAR = re.compile(r"(?<!\\)\$")
_SCRIPT = re.compile(r"[A-Za-z0-9+,*∗†‡§¶−-]{1,12}")
_APART = frozenset({"td", "th", "tr", "ltx_td", "ltx_bibblock"})
_NOT_OF_A_NOTE = frozenset({"ltx_note_mark", "ltx_note_type", "ltx_tag_note"})

_BOLD = frozenset({"ltx_font_bold"})
_ITALIC = frozenset({"ltx_font_italic", "ltx_emph"})
_CODE = frozenset({"ltx_font_typewriter", "ltx_verbatim"})


def tex_of(element: Element) -> str:
    """Return the TeX of a formula on one line, without dollar signs; empty where it has none."""
    # LaTeXML breaks long lines as TeX does, with a sign that would make a remark of what follows.
    tex = _LINE_END.sub("", element.attributes.get("alttext", ""))
    tex = " ".join(_DOLLAR.sub("", _STYLED.sub("", tex)).split())
    bare = tex.rstrip("\\")
    # A backslash at the end would take the mark behind the formula for its own; two are a line break of TeX.
    return bare.strip() if (len(tex) - len(bare)) % 2 else tex


class Lines:
    """Makes lines, and collects the notes that belong below them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.notes: list[str] = []
        """Paragraphs to stand below; whoever puts them there empties this."""
        self.figure = ""
        """What the figure is called that is being read, for its pictures."""

    def line(
        self, nodes: Iterable[Element | str], *, breaks: str = "  \n", looks: frozenset[str] = frozenset()
    ) -> str:
        """Return nodes as Markdown of one line, or of more where the authors broke it.

        Args:
            nodes: What to set.
            breaks: What a break becomes.
            looks: Marks not to be used: those already in use around it.
        """
        lines = (" ".join(line.split()) for line in self._all(nodes, looks).split(_BREAK))
        return breaks.join(line for line in lines if line)

    def _all(self, nodes: Iterable[Element | str], looks: frozenset[str]) -> str:
        return "".join(self._piece(node, looks) for node in nodes)

    def _piece(self, node: Element | str, looks: frozenset[str]) -> str:
        if isinstance(node, str):
            return escaped(node.replace(_BREAK, " "))
        if is_skipped(node):
            return ""
        special = self._SPECIAL.get(node.tag)
        if special is not None:
            return special(self, node, looks)
        if "ltx_note" in node.classes:
            return self._note(node, looks)
        text = self._looking(node, looks)
        return f" {text} " if is_block(node) or not _APART.isdisjoint({node.tag, *node.classes}) else text

    def _looking(self, node: Element, looks: frozenset[str]) -> str:
        classes = node.classes
        if node.tag in {"code", "kbd", "samp", "tt"} or not _CODE.isdisjoint(classes):
            # Formulas and links in code would be lost.
            is_plain = all(each.tag not in {"a", "math", "br"} for each in node.within())
            return code(plain(node)) if is_plain and "code" not in looks else self._all(node.children, looks)
        is_bold = node.tag in {"b", "strong"} or not _BOLD.isdisjoint(classes)
        is_italic = node.tag in {"i", "em"} or not _ITALIC.isdisjoint(classes)
        used = {mark for mark, is_so in (("**", is_bold), ("*", is_italic)) if is_so} - looks
        text = self._all(node.children, looks | used)
        for mark in sorted(used):
            text = marked(text, mark) if _BREAK not in text else text
        return text

    def _break(self, node: Element, looks: frozenset[str]) -> str:
        del node, looks
        return _BREAK

    def _formula(self, node: Element, looks: frozenset[str]) -> str:
        del looks
        tex = tex_of(node)
        return f"${tex}$" if tex else ""

    def _script(self, node: Element, looks: frozenset[str]) -> str:
        text = plain(node)
        if _SCRIPT.fullmatch(text) and "linked" not in looks:
            return f"${'^' if node.tag == 'sup' else '_'}{{{text}}}$"
        return self._all(node.children, looks)

    def _link(self, node: Element, looks: frozenset[str]) -> str:
        text = self._all(node.children, looks | {"linked"}).replace(_BREAK, " ")
        target = self._page.target(node.attributes.get("href", ""))
        if target is None or not text.strip() or "linked" in looks:
            return text
        if plain(node) == target and not target.startswith("#"):
            return f"<{target}>"
        inside = text.strip()
        before, _, after = text.partition(inside)
        return before + link(inside, target) + after

    def _picture(self, node: Element, looks: frozenset[str]) -> str:
        target = self._page.target(node.attributes.get("src") or node.attributes.get("data") or "")
        if target is None or target.startswith(("#", "mailto:")) or "linked" in looks:
            return ""
        said = self.figure or node.attributes.get("alt", "")
        # What LaTeXML says of every picture says nothing.
        name = "" if said.startswith("Refer to caption") else " ".join(said.split())
        return f" !{link(escaped(name), target)} "

    def _drawing(self, node: Element, looks: frozenset[str]) -> str:
        return "".join(f" {self._all(each.children, looks)} " for each in drawn_text(node))

    def _note(self, note: Element, looks: frozenset[str]) -> str:
        mark = next((plain(each) for each in note.within() if "ltx_note_mark" in each.classes), "")
        content = next((each for each in note.within() if "ltx_note_content" in each.classes), None)
        said = [] if content is None else [each for each in content.children if not _is_mark(each)]
        text = " ".join(self._all(said, looks | {"noted"}).split())
        if not text or "ltx_role_footnotemark" in note.classes:
            return high(mark)
        if "noted" in looks or "linked" in looks or not is_anchor(note.id):
            return f" ({text})"
        shown = high(mark) or "*note*"
        self.notes.append(f"{anchors(note.id)}{shown} {text}")
        return link(shown, f"#{note.id}")

    _SPECIAL: ClassVar[Mapping[str, Callable[["Lines", Element, frozenset[str]], str]]] = {
        "math": _formula,
        "sup": _script,
        "sub": _script,
        "a": _link,
        "img": _picture,
        "object": _picture,
        "embed": _picture,
        "svg": _drawing,
        "br": _break,
    }


def _is_mark(node: Element | str) -> bool:
    return isinstance(node, Element) and not _NOT_OF_A_NOTE.isdisjoint(node.classes)
