"""The reader's symbols on a terminal that knows ASCII only."""

import locale
from collections.abc import Mapping

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from paperreader.formats.pages import plot

_ASCII = str.maketrans(
    {
        "•": "*",
        "·": "-",
        "×": "x",
        "★": "#",
        "✎": "c",
        "☆": "s",
        "▌": ">",
        "▎": "|",
        "↑": "^",
        "↓": "v",
        "←": "<",
        "→": ">",
        "‹": "<",
        "›": ">",
        "—": "-",
        "–": "-",
        "…": "~",
        "─": "-",
        "│": "|",
        "┬": "+",
        "┴": "+",
        "┤": "+",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "█": "#",
        **plot.ASCII,
        # In the lists a star is something new.
        "◆": "@",
        "▇": "%",
        "▆": "*",
        "▅": "+",
        "▄": "=",
        "▃": "-",
        "▂": ".",
        "▁": "_",
    }
)


class AsciiSymbols(LineFilter):
    """Replaces each symbol by an ASCII character of the same width, after everything was drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with their symbols replaced."""
        del background
        return [
            segment if segment.text.isascii() else segment._replace(text=segment.text.translate(_ASCII))
            for segment in segments
        ]


def is_ascii_only(choice: str, environ: Mapping[str, str]) -> bool:
    """Tell whether symbols must be ASCII: by choice, or because the terminal's encoding has no others."""
    if choice != "auto":
        return choice == "ascii"
    encoding = locale.getencoding().lower().replace("-", "")
    return "utf" not in encoding and environ.get("PYTHONUTF8") != "1"
