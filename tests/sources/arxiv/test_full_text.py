"""What arXiv answers in place of a paper's HTML is told from it, and each in its own words."""

import pytest

from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import PaperNotFound, SourceChanged, SourceError
from paperreader.sources.arxiv.full_text import markdown_of, no_page
from paperreader.sources.http.response import Response
from tests import DATA

_CASES = DATA / "reading"
_KEY = PaperKey("2410.00001")


def answered(body: bytes, address: str = f"https://arxiv.org/html/{_KEY}v1") -> Response:
    return Response(200, address, {"content-type": "text/html; charset=utf-8"}, body)


def test_of_a_failed_conversion_it_is_said_that_arxiv_could_make_none() -> None:
    with pytest.raises(PaperNotFound, match=f"^arXiv could not make HTML of {_KEY}$") as met:
        markdown_of(_KEY, answered((_CASES / "02-failed-conversion.html").read_bytes()))
    assert met.value.hint == "download the PDF, or open it in the browser"


def test_of_a_page_its_authors_wrote_it_is_said_that_it_is_not_read_here() -> None:
    page = (_CASES / "28-author-html.html").read_bytes()
    with pytest.raises(SourceError, match="was not made by LaTeXML") as met:
        markdown_of(_KEY, answered(page))
    assert not isinstance(met.value, (PaperNotFound, SourceChanged))
    assert met.value.hint == "open it in the browser"


def test_a_page_its_authors_wrote_without_a_heading_is_known_by_its_length() -> None:
    page = b"<HTML><BODY><CENTER><B>Lamps</B></CENTER><P>" + b"They glow. " * 200
    with pytest.raises(SourceError, match="was not made by LaTeXML"):
        markdown_of(_KEY, answered(page))


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (b"<h1>Welcome</h1><p>Say who you are.</p><form></form>", f"https://arxiv.org/html/{_KEY}"),
        (b"<h1>Welcome</h1><p>Room? <INPUT name=room></p>", f"https://arxiv.org/html/{_KEY}"),
        (b"<h1>Welcome</h1><p>to the network</p>", "https://hotel.example/login"),
        (b"<p>You are offline.</p>", f"https://arxiv.org/html/{_KEY}"),
    ],
)
def test_a_page_of_the_network_is_told_from_one(page: bytes, address: str) -> None:
    with pytest.raises(SourceChanged, match="a web page that is not a paper") as met:
        markdown_of(_KEY, answered(page, address))
    assert "log in" in (met.value.hint or "")


def test_nobody_is_told_that_it_is_for_the_age_of_a_paper() -> None:
    error = no_page(_KEY)
    assert "older" not in f"{error.message} {error.hint}"
    assert "could not be converted" in (error.hint or "")
