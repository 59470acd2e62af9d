"""Papers: what identifies one, in every form it is written, and what a later answer makes of an earlier one."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey, Submitter
from tests.strategies import keys, papers, texts

KEY = PaperKey("2602.08025")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2602.08025", "2602.08025"),
        ("2602.08025v2", "2602.08025"),
        ("2602.08025v12", "2602.08025"),
        ("  2602.08025\n", "2602.08025"),
        ("0704.0001", "0704.0001"),
        ("0704.0001v1", "0704.0001"),
        ("arXiv:2602.08025", "2602.08025"),
        ("arxiv:2602.08025v1", "2602.08025"),
        ("https://arxiv.org/abs/2602.08025", "2602.08025"),
        ("https://arxiv.org/abs/2602.08025v2", "2602.08025"),
        ("https://arxiv.org/abs/2602.08025/", "2602.08025"),
        ("http://arxiv.org/abs/2602.08025", "2602.08025"),
        ("HTTPS://ARXIV.ORG/ABS/2602.08025V3", "2602.08025"),
        ("arxiv.org/abs/2602.08025", "2602.08025"),
        ("https://www.arxiv.org/abs/2602.08025", "2602.08025"),
        ("https://export.arxiv.org/abs/2602.08025", "2602.08025"),
        ("https://browse.export.arxiv.org/abs/2602.08025", "2602.08025"),
        ("https://arxiv.org/pdf/2602.08025", "2602.08025"),
        ("https://arxiv.org/pdf/2602.08025.pdf", "2602.08025"),
        ("https://arxiv.org/pdf/2602.08025v2.pdf", "2602.08025"),
        ("https://arxiv.org/html/2602.08025v1", "2602.08025"),
        ("https://arxiv.org/html/2602.08025v1#S3.F2", "2602.08025"),
        ("https://arxiv.org/abs/2602.08025?context=cs.LG", "2602.08025"),
        ("https://huggingface.co/papers/2602.08025", "2602.08025"),
        ("https://huggingface.co/papers/2602.08025.md", "2602.08025"),
        ("https://huggingface.co/papers/2602.08025v1", "2602.08025"),
        ("https://huggingface.co/papers/2602.08025#community", "2602.08025"),
        ("https://huggingface.co/papers/2602.08025?utm_source=digest", "2602.08025"),
        ("huggingface.co/papers/2602.08025", "2602.08025"),
        ("https://hf.co/papers/2602.08025", "2602.08025"),
        ("https://www.huggingface.co/papers/2602.08025", "2602.08025"),
        ("math.GT/0309136", "math/0309136"),
        ("math.GT/0309136v3", "math/0309136"),
        ("math.gt/0309136", "math/0309136"),
        ("math/0309136", "math/0309136"),
        ("arXiv:math.GT/0309136v1 [math.GT]", "math/0309136"),
        ("cond-mat.supr-con/9609089", "cond-mat/9609089"),
        ("physics.acc-ph/9707002v1", "physics/9707002"),
        ("10.48550/arXiv.q-bio.NC/0407001", "q-bio/0407001"),
        ("cs/0112017", "cs/0112017"),
        ("CS/0112017", "cs/0112017"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("arXiv:hep-th/9901001v2", "hep-th/9901001"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ("https://arxiv.org/pdf/math.GT/0309136v1.pdf", "math/0309136"),
        ("HTTPS://ARXIV.ORG/ABS/MATH.GT/0309136", "math/0309136"),
    ],
)
def test_an_id_or_a_link_means_a_paper(text: str, key: str) -> None:
    found = PaperKey.from_text(text)
    assert found == key
    assert found is not None
    assert found.arxiv_id == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "lamps",
        "2602",
        "2602.080",
        "2602.0802567",
        "22602.08025",
        "2602.08025 2602.08026",
        "see 2602.08025",
        "2602.08025v",
        "2602.08025x",
        "٢٦٠٢.٠٨٠٢٥",
        "ſs/1234567",
        "cs/01120",
        "title:a-small-lamp",
        "https://arxiv.org/abs/",
        "https://arxiv.org/list/cs.LG/recent",
        "https://notarxiv.org/abs/2602.08025",
        "https://arxiv.org.example.org/abs/2602.08025",
        "https://example.org/abs/2602.08025",
        "https://example.org/arxiv.org/abs/2602.08025",
        "https://huggingface.co/2602.08025",
        "https://huggingface.co/datasets/2602.08025",
        "https://huggingface.co/papers/date/2026-08-18",
        "https://github.com/example/paper-2602.08025",
    ],
)
def test_anything_else_means_none(text: str) -> None:
    assert PaperKey.from_text(text) is None


@given(st.text() | st.from_regex(r"(arxiv:)?[a-zA-Zſ\u212a-]{1,6}(\.[a-zA-Z]{2})?/[0-9]{7}", fullmatch=True))
def test_whatever_is_taken_for_a_paper_has_an_arxiv_id(text: str) -> None:
    found = PaperKey.from_text(text)
    assert found is None or found.arxiv_id == found


def test_a_key_has_no_subject_class_wherever_it_was_written() -> None:
    assert PaperKey("math.GT/0309136") == PaperKey("math/0309136") == "math/0309136"
    assert {PaperKey("math.GT/0309136")} == {PaperKey("math/0309136")}
    for other in ("title:math.gt/0309136", "example.org/0309136", "math.GT/03091", "cs.LG/9901001/x", ""):
        assert PaperKey(other) == other


@given(keys())
def test_a_paper_is_found_again_by_each_of_its_links(key: PaperKey) -> None:
    links = [key.hub_url, key.arxiv_url, key.pdf_url]
    if key.arxiv_id is None:
        assert links == [None, None, None]
        assert PaperKey.from_text(key) is None
    else:
        assert {PaperKey.from_text(link or "") for link in links} == {key}
        assert PaperKey.from_text(key) == key


def test_the_links_of_a_paper() -> None:
    assert KEY.hub_url == "https://huggingface.co/papers/2602.08025"
    assert KEY.arxiv_url == "https://arxiv.org/abs/2602.08025"
    assert KEY.pdf_url == "https://arxiv.org/pdf/2602.08025"


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("A Small Lamp", "title:a-small-lamp"),
        ("  A   small\nLAMP! ", "title:a-small-lamp"),
        ("Fréchet–Distance, again", "title:frechet-distance-again"),
        ("[/red] a_b @ 50%", "title:red-a-b-50"),
        ("注意力", "title:注意力"),
        ("../../etc/passwd", "title:etc-passwd"),
        ("2602.08025", "title:2602-08025"),
        ("", "title:"),
        ("a b c d e f g h i j k l m n o", "title:a-b-c-d-e-f-g-h-i-j-k-l"),
    ],
)
def test_a_paper_of_which_only_the_title_is_known_goes_by_a_slug(title: str, key: str) -> None:
    assert PaperKey.from_title(title) == key


@given(st.text())
def test_a_slug_is_never_taken_for_an_arxiv_id(title: str) -> None:
    assert PaperKey.from_title(title).arxiv_id is None
    assert PaperKey.from_text(PaperKey.from_title(title)) is None


def test_a_key_is_a_string_to_whoever_stores_it() -> None:
    assert KEY == "2602.08025"
    by_id: dict[str, int] = {KEY: 1}
    assert by_id["2602.08025"] == 1
    assert f"{KEY}" == "2602.08025"


@pytest.mark.parametrize(
    ("shown", "label"),
    [
        (Organization("lamp-lab", "Lamp Laboratory"), "Lamp Laboratory"),
        (Organization("lamp-lab"), "lamp-lab"),
        (Submitter("rita", "Rita Reader 🤗"), "Rita Reader 🤗"),
        (Submitter("rita"), "rita"),
    ],
)
def test_the_full_name_is_shown_where_there_is_one(shown: Organization | Submitter, label: str) -> None:
    assert shown.label == label


def known(paper: Paper) -> dict[str, object]:
    """Return what is known of a paper, by field."""
    values = {field: getattr(paper, field) for field in paper.__struct_fields__}
    return {name: value for name, value in values.items() if value is not None and value != ()}


@given(papers(st.just(KEY)), papers(st.just(KEY)))
def test_a_later_answer_wins_and_makes_nothing_forgotten(older: Paper, newer: Paper) -> None:
    merged = known(older.updated_by(newer))
    assert merged.items() >= known(newer).items()
    assert merged.keys() <= known(older).keys() | known(newer).keys()
    # Each of these two belongs to another fact, and goes with it.
    assert merged.keys() >= (known(older).keys() | known(newer).keys()) - {"github_stars", "ai_model"}


@given(papers(st.just(KEY)))
def test_an_answer_that_says_the_same_changes_nothing(paper: Paper) -> None:
    assert paper.updated_by(paper) == paper
    assert paper.updated_by(Paper(key=KEY, title=paper.title)) == paper
    assert Paper(key=KEY, title="former").updated_by(paper) == paper


@pytest.mark.parametrize(
    ("older", "newer", "merged"),
    [
        pytest.param(
            Paper(key=KEY, title="A", upvotes=3, comments=2),
            Paper(key=KEY, title="B", upvotes=0),
            Paper(key=KEY, title="B", upvotes=0, comments=2),
            id="no votes are known votes",
        ),
        pytest.param(
            Paper(key=KEY, title="A", is_author_active=True),
            Paper(key=KEY, title="A", is_author_active=False),
            Paper(key=KEY, title="A", is_author_active=False),
            id="no is an answer",
        ),
        pytest.param(
            Paper(key=KEY, title="A", authors=(Author("Ada"), Author("Bo"))),
            Paper(key=KEY, title="A", authors=(Author("Ada"),)),
            Paper(key=KEY, title="A", authors=(Author("Ada"),)),
            id="lists are not mixed",
        ),
        pytest.param(
            Paper(key=KEY, title="A", github_repo="https://github.com/a/a", github_stars=900),
            Paper(key=KEY, title="A", github_repo="https://github.com/b/b"),
            Paper(key=KEY, title="A", github_repo="https://github.com/b/b"),
            id="another repository has stars of its own",
        ),
        pytest.param(
            Paper(key=KEY, title="A", github_repo="https://github.com/a/a", github_stars=900),
            Paper(key=KEY, title="A", github_repo="https://github.com/a/a"),
            Paper(key=KEY, title="A", github_repo="https://github.com/a/a", github_stars=900),
            id="the same repository keeps its stars",
        ),
        pytest.param(
            Paper(key=KEY, title="A", ai_summary="Lamps.", ai_model="writer-1"),
            Paper(key=KEY, title="A", ai_summary="Small lamps."),
            Paper(key=KEY, title="A", ai_summary="Small lamps."),
            id="another summary was written by who knows whom",
        ),
        pytest.param(
            Paper(key=KEY, title="A", ai_summary="Lamps.", ai_model="writer-1"),
            Paper(key=KEY, title="A"),
            Paper(key=KEY, title="A", ai_summary="Lamps.", ai_model="writer-1"),
            id="a summary stays with its model",
        ),
    ],
)
def test_what_becomes_of_two_answers(older: Paper, newer: Paper, merged: Paper) -> None:
    assert older.updated_by(newer) == merged


def test_of_a_paper_nothing_but_key_and_title_has_to_be_known() -> None:
    assert known(Paper(key=KEY, title="A")) == {"key": KEY, "title": "A"}


@given(texts())
def test_papers_are_equal_when_all_that_is_known_is(title: str) -> None:
    at = datetime(2026, 8, 21, tzinfo=UTC)
    assert Paper(key=KEY, title=title, submitted_at=at) == Paper(key=KEY, title=title, submitted_at=at)
    assert Paper(key=KEY, title=title, submitted_at=at) != Paper(key=KEY, title=title)
