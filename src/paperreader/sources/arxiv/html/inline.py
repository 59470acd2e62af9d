"""Writes the inline content of a LaTeXML page as Markdown: text, formulas, links, notes, emphasis."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from paperreader.sources.arxiv.html.classification import (
    is_block,
    is_described,
    is_error,
    is_skipped,
    note_mark,
    note_parts,
    plain_text,
)
from paperreader.sources.arxiv.html.drawings import text_elements
from paperreader.sources.arxiv.html.element_tree import Element
from paperreader.sources.arxiv.html.links import PageLinks
from paperreader.sources.arxiv.html.listings import inline_code
from paperreader.sources.arxiv.html.markdown_writer import (
    WORD_GAP,
    anchors,
    code,
    emphasised,
    escaped,
    formula,
    is_anchor,
    link,
    resolve_marks,
    superscript_mark,
)
from paperreader.sources.arxiv.html.tex import is_ordinal, script, tex_of

_BREAK = "\n"
"""A break that the authors made; all other white space is as good as a space."""
_SET_HIGH = re.compile(r"[\d\s,;*∗†‡§¶‖\[\]()–-]*")
_SPACED = frozenset({"td", "th", "tr", "ltx_td", "ltx_bibblock"})
_LABELS = frozenset({"ltx_tag", "ltx_note_name", "ltx_contact_name"})
_UNLABELLED_ROLES = frozenset(
    f"ltx_role_{role}" for role in ("affiliation", "address", "email", "orcid", "url")
)
"""What is said of authors and needs no label to be known as what it is."""
_RULES = re.compile(r"\\(?:c(?:dash|mid)?|h(?:dash)?|toprule|Xc?)(?:line|rule)?\*?")
_COLUMNS = re.compile(r"\s*(?:\([lr]{1,2}\))?\s*\d{1,2}\s*-\s*\d{1,2}(?!\d)")
"""Of which columns a rule stands below, left over where LaTeXML did not understand the rule."""
_NO_NAME = re.compile(
    r"refer to caption.*|\[?uncaptioned image\]?|\S+\.(?:png|jpe?g|pdf|svg|e?ps|gif)", re.IGNORECASE
)
"""What is said of a picture and says nothing."""

_BOLD = frozenset({"ltx_font_bold"})
_ITALIC = frozenset({"ltx_font_italic", "ltx_emph"})
_CODE = frozenset({"ltx_font_typewriter", "ltx_verbatim"})
_NO_CODE = frozenset({"a", "math", "br", "sup", "sub"})


class InlineWriter:
    """Writes lines of Markdown, and collects the notes that belong below them."""

    def __init__(self, page: PageLinks) -> None:
        self._page = page
        self.notes: list[str] = []
        """Paragraphs to stand below; whoever puts them there empties this."""
        self.figure = ""
        """What the figure is called that is being read, for its pictures."""
        self._said_of_pictures: set[str] = set()
        self._before = ""
        """The character before what is read next."""

    def line(
        self, nodes: Iterable[Element | str], *, breaks: str = "  \n", context: frozenset[str] = frozenset()
    ) -> str:
        """Return nodes as Markdown of one line, or of more where the authors broke it.

        Args:
            nodes: What to set.
            breaks: What a break becomes.
            context: Marks not to be used: those already in use around it. `apart`: notes are not referred to.
        """
        self._before = ""
        lines = (resolve_marks(" ".join(line.split())) for line in self._all(nodes, context).split(_BREAK))
        return breaks.join(line.strip() for line in lines if line.strip())

    def _all(self, nodes: Iterable[Element | str], context: frozenset[str]) -> str:
        pieces: list[str] = []
        is_behind_rule = False
        for node in nodes:
            is_left_over = is_behind_rule and isinstance(node, str)
            pieces.append(
                self._piece(_COLUMNS.sub("", str(node), count=1) if is_left_over else node, context)
            )
            is_behind_rule = isinstance(node, Element) and is_error(node) and _is_rule(node)
        return "".join(pieces)

    def _piece(self, node: Element | str, context: frozenset[str]) -> str:
        if isinstance(node, str):
            self._before = node[-1:] or self._before
            text = node.replace(_BREAK, " ")
            return superscript_mark(text) if "high" in context else escaped(text)
        if is_skipped(node) and not is_described(node):
            return ""
        special = self._SPECIAL.get(node.tag) or next(
            (made for name, made in self._OF_CLASSES.items() if name in node.classes), None
        )
        if special is not None:
            return special(self, node, context)
        text = " " if is_error(node) else self._looking(node, context)
        if is_block(node) or not _SPACED.isdisjoint({node.tag, *node.classes}):
            return f" {text} "
        return text if _LABELS.isdisjoint(node.classes) else f"{text}{WORD_GAP}"

    def _looking(self, node: Element, context: frozenset[str]) -> str:
        classes = node.classes
        if node.tag in {"code", "kbd", "samp", "tt"} or not _CODE.isdisjoint(classes):
            # Formulas and links in code would be lost.
            is_plain = all(each.tag not in _NO_CODE for each in node.within())
            return (
                code(plain_text(node))
                if is_plain and "code" not in context
                else self._all(node.children, context)
            )
        is_bold = node.tag in {"b", "strong"} or not _BOLD.isdisjoint(classes)
        is_italic = node.tag in {"i", "em"} or not _ITALIC.isdisjoint(classes)
        used = {mark for mark, is_so in (("**", is_bold), ("*", is_italic)) if is_so} - context
        text = self._all(node.children, context | used)
        for mark in sorted(used):
            text = _BREAK.join(emphasised(part, mark) for part in text.split(_BREAK))
        return text

    def _break(self, node: Element, context: frozenset[str]) -> str:
        del node, context
        return _BREAK

    def _formula(self, node: Element, context: frozenset[str]) -> str:
        del context
        tex = tex_of(node)
        self._before = tex[-1:] or self._before
        return formula(tex)

    def _listing(self, node: Element, context: frozenset[str]) -> str:
        return code(inline_code(node)) if "code" not in context else self._all(node.children, context)

    def _script(self, node: Element, context: frozenset[str]) -> str:
        text, before = plain_text(node), self._before
        is_high = node.tag == "sup" and _SET_HIGH.fullmatch(text) is not None
        if "ltx_note_mark" in node.classes:
            return superscript_mark(text) + WORD_GAP
        if node.tag == "sup" and is_ordinal(text, before):
            return self._all(node.children, context)
        made = None if is_high and "linked" in context else script(node)
        if made is not None:
            self._before = text[-1:]
            return made
        said = self._all(node.children, context | {"high"} if is_high else context)
        if is_high or not said.strip() or not before.strip():
            return said
        return f"^({said.strip()})" if node.tag == "sup" else f"\\_({said.strip()})"

    def _link(self, node: Element, context: frozenset[str]) -> str:
        if "ltx_missing_label" in node.classes:
            return "??"
        text = self._all(node.children, context | {"linked"}).replace(_BREAK, " ")
        target = self._page.target(node.attributes.get("href", ""))
        if target is None or not text.strip() or "linked" in context:
            return text
        if plain_text(node) == target and not target.startswith("#"):
            return f"<{target}>"
        inside = text.strip()
        before, _, after = text.partition(inside)
        return before + link(inside, target) + after

    def _picture(self, node: Element, context: frozenset[str]) -> str:
        target = self._page.target(node.attributes.get("src") or node.attributes.get("data") or "")
        if target is None or target.startswith(("#", "mailto:")) or "linked" in context:
            return ""
        said = " ".join(node.attributes.get("alt", "").split())
        said = "" if _NO_NAME.fullmatch(said) else said
        self._said_of_pictures.add(said)
        name = ": ".join(filter(None, (self.figure, said)))
        return f" !{link(escaped(name), target)} "

    def _drawing(self, node: Element, context: frozenset[str]) -> str:
        return "".join(f" {self._all(each.children, context)} " for each in text_elements(node))

    def _described(self, node: Element, context: frozenset[str]) -> str:
        del context
        text, before = self.line(node.children, breaks=" "), self._before
        if text and plain_text(node) not in self._said_of_pictures:
            self.notes.append(f"Described: {text}")
        self._before = before
        return ""

    def labelled(self, node: Element, rest: Iterable[Element | str]) -> str:
        """Return what is said of a paper or an author, behind its label unless that says nothing more.

        Args:
            node: In which the label is.
            rest: What is said.
        """
        label = next((plain_text(each) for each in node.elements if not _LABELS.isdisjoint(each.classes)), "")
        label = label.rstrip(": ")
        text = self.line(each for each in rest if isinstance(each, str) or _LABELS.isdisjoint(each.classes))
        is_known = not _UNLABELLED_ROLES.isdisjoint(node.classes) or text.casefold().startswith(
            label.casefold()
        )
        return text if is_known or not text else f"{escaped(label)}: {text}"

    def _of_the_paper(self, node: Element, context: frozenset[str]) -> str:
        """Set what stands in the margin: who paid for it, where it appeared."""
        del context
        before = self._before
        notes = (each for each in node.within() if "ltx_pubnote" in each.classes)
        self.notes += filter(None, [self.labelled(each, each.children) for each in notes])
        self._before = before
        return ""

    def _note(self, note: Element, context: frozenset[str]) -> str:
        mark, before = note_mark(note), self._before
        text = " ".join(self._all(note_parts(note), context - {"apart"} | {"noted"}).split())
        self._before = before
        is_inside = "noted" in context or "linked" in context
        if not text or "ltx_role_footnotemark" in note.classes:
            target = self._page.loose_notes.get(mark)
            return (
                superscript_mark(mark)
                if is_inside or target is None
                else link(superscript_mark(mark), f"#{target}")
            )
        is_apart = "apart" in context or "ltx_role_footnotetext" in note.classes
        if is_inside or not (is_apart or is_anchor(note.id)):
            return f" ({text})"
        shown = superscript_mark(mark) if mark or is_apart else "*note*"
        is_target = not is_apart or note.id in self._page.loose_notes.values()
        self.notes.append(resolve_marks(f"{anchors(note.id) if is_target else ''}{shown} {text}".strip()))
        return "" if is_apart else ("" if mark else " ") + link(shown, f"#{note.id}")

    _SPECIAL: ClassVar[Mapping[str, Callable[["InlineWriter", Element, frozenset[str]], str]]] = {
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
    _OF_CLASSES: ClassVar[Mapping[str, Callable[["InlineWriter", Element, frozenset[str]], str]]] = {
        "ltx_note": _note,
        "ltx_pubnotes": _of_the_paper,
        "ltx_pubnote": _of_the_paper,
        "ltx_lstlisting": _listing,
        "ltx_missing_label": _link,
        "ltx_acm_description": _described,
    }


def _is_rule(error: Element) -> bool:
    return any(isinstance(each, str) and _RULES.match(each.strip()) for each in error.children)
