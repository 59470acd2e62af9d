r"""What becomes of the TeX in recorded titles, abstracts, summaries and keywords, and what reading it costs.

Run: make bench-more; python -m benchmarks.tex --list also lists what is left and every change, to be read through. Without
recorded papers beside the checkout there is nothing to read, which is said.

Held to: no crash; reading twice changes nothing more; a text without any sign of TeX is the very same; of the texts that
hold TeX or remains of it, fewer than 5 in 1,000 still show a command, a formula between dollars, `^{`, `_{` or a glued
`times` or `sim`.
"""

import json
import re
import sys
import time
from collections.abc import Iterator

from paperreader.domain.tex.unicode import to_unicode
from paperreader.domain.text import clean
from tests.recorded import BESIDE

FIELDS = {"title", "summary", "abstract", "ai_summary"}
LISTS = {"ai_keywords", "keywords"}
SIGNS = re.compile(
    r"[\\$^_{}~`']|--|\d(?:times|to|pm|sim)|(?:times|sim)\d|infty|arrow|math|text[bits]|eq|varepsilon|cal[A-Z]"
)
"""Written apart from what the reader looks for: what has none of these holds nothing to be read."""
HOLDS = re.compile(
    r"\\|\$[^$]+\$|\^\S|_\{|\{\w|``|\b\w~\w|\dtimes|\bsim\d|infty|rightarrow|math(?:cal|bb|rm|bf)|text(?:bf|it|tt)"
)
LEFT = re.compile(
    r"\\[A-Za-z]+|\$(?!\d[\d,.]*[ kKMB])[^$]{1,200}\$(?!\d)|[\^_]\{|\dtimes|\btimes\d|\bsim\d[\d.]*(?![\w.])"
)


def texts() -> Iterator[str]:
    """Yield every recorded text once."""
    seen: set[str] = set()
    for path in sorted(BESIDE.rglob("*.json")):
        for text in texts_in(json.loads(path.read_text(encoding="utf-8"))):
            if text not in seen:
                seen.add(text)
                yield text


def texts_in(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from texts_in(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each, key if key in LISTS else "")
    elif isinstance(value, str) and (key in FIELDS or key in LISTS):
        yield clean(value)


def left_in(text: str) -> list[str]:
    """Return what is left of TeX in a text, with what is around it."""
    return [text[max(0, found.start() - 30) : found.end() + 30] for found in LEFT.finditer(text)]


def main() -> None:
    every = list(texts())
    if not every:
        print("no recorded papers are beside the checkout: nothing to read")
        return
    began = time.perf_counter()
    read = [to_unicode(text) for text in every]
    took = time.perf_counter() - began
    holding = [(text, shown) for text, shown in zip(every, read, strict=True) if HOLDS.search(text)]
    without = [(text, shown) for text, shown in zip(every, read, strict=True) if not SIGNS.search(text)]
    left = [pieces for _, shown in holding if (pieces := left_in(shown))]
    print(f"{len(every):,} texts read in {took * 1000:,.0f} ms, {took / len(every) * 1e6:.0f} µs each")
    print(f"{sum(text != shown for text, shown in zip(every, read, strict=True)):,} changed")
    print(
        f"{sum(text != shown for text, shown in without):,} of {len(without):,} without any sign of TeX changed"
    )
    print(f"{sum(to_unicode(shown) != shown for shown in read):,} changed once more when read again")
    print(f"{len(left):,} of {len(holding):,} that hold TeX show some ({len(left) / len(holding):.2%})")
    if "--list" in sys.argv:
        for pieces in left:
            print("left:", *pieces, sep="\n    ")
        for text, shown in holding:
            if text != shown:
                print(f"- {text}\n+ {shown}\n")


if __name__ == "__main__":
    main()
