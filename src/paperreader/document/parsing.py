"""The parser of Markdown: CommonMark with tables, and for full texts what papers have beyond it."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from paperreader.document import formulas, inline_html, notes, tables
from paperreader.document.crossing import crossing

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType

DEEPEST = 60
"""Levels of nesting; the parser would leave out what lies deeper, and needs a dozen frames for each."""
LONGEST, MOST_BRACKETS = 20_000, 500
"""Characters, and opening brackets: one that is never closed costs the parser as much as a paragraph."""


class MarkdownProfile(Enum):
    """Whose Markdown it is."""

    COMMENT = "comment"
    """Of somebody on the Hub: HTML and TeX are text, and an address is always shown."""
    FULL_TEXT = "full text"
    """Of a paper: with formulas, places to jump to, footnotes, captions, and HTML within lines."""


@cache
def parser(profile: MarkdownProfile) -> MarkdownIt:
    """Return the parser of a profile."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only for who reads Markdown

    reading = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST + 1})
    block, inline = reading.block.ruler, reading.inline.ruler
    among: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list"]}
    block.before("code", "own_table", tables.table, {"alt": ["paragraph", "reference"]})
    if profile is MarkdownProfile.FULL_TEXT:
        # A text is read in pieces, and what is defined in one of them would be lost: it is looked for before.
        reading.disable("reference")
        inline.before("escape", "formula", formulas.inline_formula)
        inline.before("emphasis", "product", formulas.product)
        reading.inline.ruler2.after("emphasis", "crossing", crossing)
        inline.before("link", "footnote", notes.footnote)
        inline.before("autolink", "html", inline_html.inline_html)
        block.before("fence", "formula_block", formulas.formula_block, among)
        block.before("fence", "comment_block", inline_html.comment_block, among)
        block.before("fence", "note", notes.note, among)
        block.before("lheading", "definition", notes.definition, {"alt": []})
    return reading
