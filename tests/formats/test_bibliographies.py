"""Bibliographies as other programs export them: which papers they mean, and what their titles and names are."""

from pathlib import Path

from paperreader.formats import FORMATS
from paperreader.formats.reading import Understood

_DATA = Path(__file__).parents[1] / "data" / "bibliographies"


def _papers(name: str, format_name: str) -> list[str]:
    read = FORMATS[format_name].read
    assert read is not None
    reads = list(read((_DATA / name).read_text(encoding="utf-8")))
    assert all(isinstance(each, Understood) for each in reads)
    return [each.entry.paper.key for each in reads if isinstance(each, Understood)]


def test_an_old_id_with_its_subject_class_is_the_paper_without_it() -> None:
    assert set(_papers("31-old-id-with-class.bib", "bibtex")) == {"math/0309136"}
