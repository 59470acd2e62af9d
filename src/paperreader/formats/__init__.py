"""Papers as text: listings for other programs, a page to read, and what can be copied.

A listing or a page ends with a line break, ready for stdout; what is made to be copied does not.
"""

from collections.abc import Callable, Mapping, Sequence

from paperreader.domain.paper import Paper
from paperreader.formats.hub_json import to_json, to_jsonl
from paperreader.formats.ids import to_ids
from paperreader.formats.table import to_table

FORMATS: Mapping[str, Callable[[Sequence[Paper]], str]] = {
    "table": to_table,
    "json": to_json,
    "jsonl": to_jsonl,
    "ids": to_ids,
}
"""The formats of a listing by name; the table is not cut to any width."""
