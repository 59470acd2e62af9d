"""Converts a text that may hold TeX, or what the Hub leaves of it, to Unicode."""

import re

_MAX_PASSES = 4
"""How often what was read is read again until it no longer changes."""
_SIGNS = re.compile(r"[\\$^_{}~]|``|''|--")
_STRIPPED = (
    *("times", "arrow", "infty", "leq", "geq", "neq", "approx", "lesssim", "gtrsim", "varphi", "varepsilon"),
    *("varnothing", "textbf", "textit", "texttt", "textsc", "mathcal", "mathbb", "mathrm", "mathbf"),
    *("boldsymbol", "frac", "cdot", "floor", "ceil", "angle", "otimes", "oplus", "bseteq", "pseteq"),
    *("left(", "left[", "left|"),
)
"""What texts without any sign of TeX may hold all the same: words are cheaper to look for than a pattern."""
_STRIPPED_ADJACENT = re.compile(r"sim\d|\dsim \d|cal[A-Z]|\d(?:to|pm)\d")


def to_unicode(text: str) -> str:
    r"""Return a text as its authors mean it to be read: TeX and the Hub's remains of it as Unicode.

    What is not understood stays exactly as it is: commands that miss what they are for, formulas without an end, money.
    So does a text that holds no TeX, which costs next to nothing. Of what only the authors know, such as the name of
    their method, the name stays, and of what they mark up the words. Doing it twice changes nothing more.

    >>> to_unicode(r"Fr\'echet, $\mathcal{O}(n^2)$, 1.45times, 50\%")
    'Fréchet, 𝒪(n²), 1.45×, 50%'
    >>> to_unicode(r"\ours costs $5 and sometimes $10")
    'ours costs $5 and sometimes $10'
    """
    if not may_hold_tex(text):
        return text
    # Not needed for most texts, and slow to import: not before the first frame.
    from paperreader.domain.tex.reader import Reader  # noqa: PLC0415

    read = text
    for _ in range(_MAX_PASSES):
        former, read = read, Reader(read).read()
        if read == former:
            # Something is never made nothing, such as a title that is a label.
            return read if read.strip() else text
    # What changes again and again is not understood.
    return text


def may_hold_tex(text: str) -> bool:
    """Tell whether a text has to be looked at closely; without that it is as it should be."""
    return (
        _SIGNS.search(text) is not None
        or any(word in text for word in _STRIPPED)
        or _STRIPPED_ADJACENT.search(text) is not None
    )
