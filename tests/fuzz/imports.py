"""Files of other programs."""

from collections.abc import Callable
from functools import partial

from paperreader.domain.bookmarks.entry import Entry, each_once
from paperreader.errors import ImportFailed
from paperreader.formats import FORMATS, Format
from paperreader.formats.detect import format_of
from paperreader.formats.parsing import ParsedEntry
from paperreader.services.transfer.imported_file import decode_text
from paperreader.store import records
from tests.fuzz.oracles import clean_all_through, harmless

READ = tuple(each for each in FORMATS.values() if each.read is not None and each.name != "links")


def importer(name: str) -> Callable[[bytes], None]:
    """Return the target for files of a format."""
    return partial(_imported, FORMATS[name])


def _imported(form: Format, data: bytes) -> None:
    """A file is entries and lines that were not understood; what was understood can be written and read again."""
    try:
        text = decode_text(data, "a file")
    except ImportFailed as error:
        harmless(error.message)
        return
    found = format_of(text, "list.txt")
    assert found is None or found.read is not None
    entries = each_once(_entries(form, text, is_ours=False))
    for each in READ:
        held = each_once(_entries(each, each.write(entries), is_ours=True))
        if each.is_lossless:
            assert held == entries
        elif each.name != "ids":
            # What a format has no way to say is lost once.
            assert each_once(_entries(each, each.write(held), is_ours=True)) == held


def _entries(form: Format, text: str, *, is_ours: bool) -> list[Entry]:
    assert form.read is not None
    entries = []
    for read in form.read(text):
        assert read.line >= 1
        if isinstance(read, ParsedEntry):
            clean_all_through(read.entry)
            stored = records.paper_to_json(read.entry.paper).encode()
            assert records.paper_from_json(stored) == read.entry.paper
            entries.append(read.entry)
        else:
            # A list of ids has no place for a paper that has none.
            assert not is_ours or form.name == "ids", f"{form.name}: {read}"
            harmless(read.text)
            harmless(read.reason)
    return entries
