"""The written texts have what the screens and commands are tried against."""

import re

import httpx
import pytest

from tests.hub import Hub, texts


@pytest.fixture
def client(hub: Hub) -> httpx.Client:
    return httpx.Client(base_url=hub.url)


def test_ten_papers_have_a_text(client: httpx.Client) -> None:
    with client:
        kinds = [client.get(path).headers["content-type"].partition(";")[0] for path in texts.addresses()]
    assert len(kinds) == 11
    assert kinds == ["text/markdown"] * 9 + ["text/html"] * 2


@pytest.mark.parametrize(
    ("known_as", "least", "most"), [(texts.LONG, 300_000, 330_000), (texts.HUGE, 1_000_000, 1_150_000)]
)
def test_the_long_ones_are_long(client: httpx.Client, known_as: str, least: int, most: int) -> None:
    with client:
        assert least < len(client.get(f"/papers/{known_as}.md").content) < most


def test_citations_lead_to_references_but_for_those_that_lead_nowhere(client: httpx.Client) -> None:
    with client:
        text = client.get(f"/papers/{texts.CITED}.md").text
    targets, anchors = set(re.findall(r"\]\(#([^)]+)\)", text)), set(re.findall(r'<a id="([^"]+)">', text))
    assert targets - anchors == {"S9.F9"}
    assert len([each for each in targets if each.startswith("bib.")]) > 100


def test_the_other_papers_have_the_hubs_own_page_and_no_html(client: httpx.Client) -> None:
    with client:
        page, html = client.get("/papers/2608.90202.md"), client.get("/html/2608.90202")
        unknown = client.get("/papers/1234.56789.md")
    assert page.headers["content-type"].startswith("text/markdown")
    assert "## Collections including this paper 0" in page.text
    assert (html.status_code, unknown.status_code) == (404, 404)


def test_a_text_can_be_put_in_place_of_the_written_one(hub: Hub, client: httpx.Client) -> None:
    hub.texts[f"/papers/{texts.LONG}.md"] = texts.markdown_answer("# Short")
    with client:
        assert client.get(f"/papers/{texts.LONG}.md").text == "# Short"
