"""The parser of Markdown: CommonMark with tables, and for full texts formulas, footnotes and HTML."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from paperreader.document import formulas, inline_html, references, tables
from paperreader.document.emphasis import crossing_emphasis

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType

MAX_NESTING = 60
"""Levels of nesting; the parser would leave out what lies deeper, and needs a dozen frames for each."""
MAX_LENGTH, MAX_BRACKETS = 20_000, 500
"""Characters, and opening brackets: one that is never closed costs the parser as much as a paragraph."""


class MarkdownProfile(Enum):
    """Which extensions of Markdown are read."""

    COMMENT = "comment"
    """Of somebody on the Hub: HTML and TeX are text, and an address is always shown."""
    FULL_TEXT = "full text"
    """Of a paper: with formulas, places to jump to, footnotes, captions, and HTML within lines."""


@cache
def parser(profile: MarkdownProfile) -> MarkdownIt:
    """Return the parser of a profile."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only for who reads Markdown

    reading = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING + 1})
    block, inline = reading.block.ruler, reading.inline.ruler
    among: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list"]}
    block.before("code", "own_table", tables.table, {"alt": ["paragraph", "reference"]})
    if profile is MarkdownProfile.FULL_TEXT:
        # A text is read in pieces, and what is defined in one of them would be lost: it is looked for before.
        reading.disable("reference")
        inline.before("escape", "formula", formulas.inline_formula)
        inline.before("emphasis", "product", formulas.literal_asterisk)
        reading.inline.ruler2.after("emphasis", "crossing", crossing_emphasis)
        inline.before("link", "footnote", references.footnote_reference)
        inline.before("autolink", "html", inline_html.inline_html)
        block.before("fence", "formula_block", formulas.formula_block, among)
        block.before("fence", "comment_block", inline_html.comment_block, among)
        block.before("fence", "note", references.footnote_definition, among)
        block.before("lheading", "definition", references.link_definition, {"alt": []})
    return reading
