"""Texts: cleaned, folded, read as TeX and as Markdown."""

from paperreader.document.cells import cell_width
from paperreader.document.layout import layout_lines
from paperreader.document.markdown import comment_blocks
from paperreader.document.segments import plain_text
from paperreader.domain.tex.unicode import to_unicode
from paperreader.domain.text import clean, clean_lines, clean_piece, fold, fold_lines
from tests.fuzz.oracles import harmless, text_of

_WIDTHS = (1, 2, 3, 7, 20, 79)


def cleaning(data: bytes) -> None:
    """What is clean is harmless, and stays as it is when it is cleaned again; so is what is folded."""
    text = text_of(data)
    for cleaned in (clean, clean_piece, clean_lines):
        once = cleaned(text)
        harmless(once, breaks=cleaned is clean_lines)
        assert cleaned(once) == once
    assert clean(text) == " ".join(clean(text).split())
    folded = fold(text)
    assert fold(folded) == folded
    # Words of two texts don't run together.
    assert fold_lines([text, text]) == fold_lines([text]) + fold_lines([text])[1:].join([" ", ""])


def tex(data: bytes) -> None:
    """What was read as TeX is harmless, is something if there was something, and is not read further."""
    text = clean(text_of(data))
    read = to_unicode(text)
    assert to_unicode(read) == read
    assert bool(read.strip()) == bool(text)
    harmless(read)
    lines = clean_lines(text_of(data))
    harmless(to_unicode(lines), breaks=True)


def prose(data: bytes) -> None:
    """Markdown becomes lines of harmless text, none of them wider than asked."""
    text = clean_lines(text_of(data))
    blocks = comment_blocks(text)
    assert bool(blocks) == bool(text)
    for width in _WIDTHS:
        for line in layout_lines(blocks, width):
            shown = plain_text(line)
            harmless(shown)
            # A sign of two columns has no place in one.
            assert cell_width(shown) <= max(width, 2), ascii(shown)
