"""A small hub for tests: the documented API of Hugging Face Papers over real sockets, faults included.

It has full texts of ten of the written papers, at `/papers/ID.md`, and is arXiv's HTML as well, at `/html/ID` (set both
`HF_ENDPOINT` and `ARXIV_ENDPOINT` to its address). Their names are those of `tests.hub.texts`:

    2608.90301 LONG       300 kB: 60 sections, links between them
    2608.90302 FORMULAS   120 formulas between lines, as many in them, references to them
    2608.90303 DEEP       headings six deep, skipped, doubled, empty, underlined
    2608.90304 BROKEN     fences, brackets, tables and emphasis that never close
    2608.90305 TABLES     wide (14 by 30), narrow, of one column, empty cells, cells with long texts
    2608.90306 ONLY_HTML  a web page at the Hub; the HTML of arXiv is there: everything an HTML version can have, once
    2608.90307 CITED      400 citations of 120 references, figures, references that lead nowhere
    2608.90308 CODE       listings in all kinds of fences, lines of 300 characters
    2608.90101 HUGE       1 MB: 200 sections
    2608.90201 HOSTILE    control characters, escape sequences, raw HTML, links that lead where none should

Of the other papers the Hub has its own page in Markdown, which is no text, and arXiv has nothing.
"""

from tests.hub.answers import Request
from tests.hub.faults import Fault
from tests.hub.limit import Limit
from tests.hub.papers import OMIT, Entry, entry, recorded_days, written_days
from tests.hub.server import Hub

__all__ = ["OMIT", "Entry", "Fault", "Hub", "Limit", "Request", "entry", "recorded_days", "written_days"]
