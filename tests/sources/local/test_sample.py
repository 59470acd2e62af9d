import pytest

from paperreader.domain.papers.feed import Sample, Trending
from paperreader.domain.papers.listing import ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import PaperNotFound
from paperreader.sources.local.sample import SampleSource, paper_from_entry


async def sample() -> tuple[Paper, ...]:
    return (await SampleSource().listing(Sample())).papers


async def test_the_sample_is_a_whole_edition_that_was_never_fetched() -> None:
    listing = await SampleSource().listing(Sample())
    assert (listing.feed, listing.origin) == (Sample(), ListingOrigin.SAMPLE)
    assert (listing.is_complete, listing.has_more, listing.left_out) == (True, False, 0)
    assert listing.fetched_at is None


async def test_every_sample_paper_has_an_arxiv_id_of_its_own_a_title_authors_and_a_synopsis() -> None:
    papers = await sample()
    assert len({paper.key for paper in papers}) == len(papers) > 20
    for paper in papers:
        assert paper.key.arxiv_id is not None
        assert paper.title
        assert paper.authors
        assert paper.synopsis


async def test_what_the_sample_does_not_know_is_unknown() -> None:
    for paper in await sample():
        assert (paper.abstract, paper.upvotes, paper.comments, paper.submitted_at) == (None,) * 4


async def test_a_day_of_publication_is_its_midnight_in_utc() -> None:
    moments = [paper.published_at for paper in await sample() if paper.published_at]
    assert moments
    for moment in moments:
        assert moment.isoformat().endswith("T00:00:00+00:00")


@pytest.mark.parametrize(
    ("code", "github_repo", "project_page"),
    [
        ("https://github.com/lamps/lanterns", "https://github.com/lamps/lanterns", None),
        ("https://lanterns.example/code", None, "https://lanterns.example/code"),
        ("https://github.community/lanterns", None, "https://github.community/lanterns"),
        (None, None, None),
    ],
)
def test_code_that_is_not_on_github_is_a_project_page(
    code: str | None, github_repo: str | None, project_page: str | None
) -> None:
    paper = paper_from_entry(
        {
            "id": "2608.90001",
            "title": "Lanterns",
            "authors": ["Ada Abara"],
            "published": None,
            "category": None,
            "code": code,
            "synopsis": "Lanterns shine.",
        }
    )
    assert (paper.github_repo, paper.project_page) == (github_repo, project_page)
    assert (paper.published_at, paper.category) == (None, None)


async def test_a_sample_paper_can_be_asked_for_by_its_id() -> None:
    first = (await sample())[0]
    assert await SampleSource().paper(first.key) == first


async def test_a_paper_that_is_not_in_the_sample_is_not_found() -> None:
    with pytest.raises(PaperNotFound, match=r"2608\.90001"):
        await SampleSource().paper(PaperKey("2608.90001"))


async def test_the_sample_knows_no_other_feed() -> None:
    source = SampleSource()
    with pytest.raises(TypeError):
        await source.listing(Trending())
    await source.close()
