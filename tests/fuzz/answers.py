"""What servers say: listings, papers, comments, headers, a saved page."""

import shlex
from datetime import UTC, date, datetime

from paperreader.domain.papers.discussion import build_threads, similar_papers
from paperreader.domain.papers.paper import Paper
from paperreader.errors import PaperReaderError, SourceChanged
from paperreader.formats.commands import download_command
from paperreader.formats.file_name import MOST_BYTES, is_pdf_of, pdf_name
from paperreader.formats.pages.artefacts import to_page as artefacts_page
from paperreader.formats.pages.discussion import to_page
from paperreader.sources.http.rate_limit import allowance_of, remaining_requests, retry_after
from paperreader.sources.http.response import Response
from paperreader.sources.http.retry import TransientError
from paperreader.sources.http.status_errors import error_for_status
from paperreader.sources.http.url import origin_of, redirect_target, resolved, shown
from paperreader.sources.hub.client import hub_client
from paperreader.sources.hub.wire import error_text, listing_from_json, paper_from_json, posts_from_json
from paperreader.sources.hub.wire_artefacts import artefacts_from_json
from paperreader.sources.local.saved_page import papers_from_text
from paperreader.store import records
from tests.fuzz.oracles import clean_all_through, harmless, text_of

NOW = datetime(2026, 8, 21, 12, tzinfo=UTC)
_PAPER = b'{"id": "2608.01234", "title": "Lamps", "numTotalModels": 3}'
_BASE = "https://hub.example/api/daily_papers"
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')


def listing(data: bytes) -> None:
    """A listing is papers or one clear error, and its papers can be stored and read again."""
    try:
        entries = listing_from_json(data, edition_day=date(2026, 8, 21))
    except SourceChanged as error:
        _told(error)
        return
    assert entries.left_out >= 0
    for each in entries.papers:
        _paper(each)


def paper(data: bytes) -> None:
    """So is a paper."""
    said = error_text(data)
    assert said is None or len(said) <= 200
    harmless(said or "")
    try:
        _paper(paper_from_json(data))
    except SourceChanged as error:
        _told(error)


def artefacts(data: bytes) -> None:
    """So are the models, datasets and Spaces of a paper; a command made of their names has the words it should have."""
    lists, _, paper_too = data.partition(b"\n\n")
    try:
        listing = artefacts_from_json(lists, paper_too or _PAPER, NOW)
    except SourceChanged as error:
        _told(error)
        return
    clean_all_through(listing)
    for each in listing.on_hub:
        words = shlex.split(download_command(each) or "")
        assert len(words) in {0, 3, 5}, words
        assert not [word for word in words if word.startswith("-") and word != "--repo-type"], words
    harmless(artefacts_page(listing, 40), breaks=True)


def comments(data: bytes) -> None:
    """Every comment has its place in a discussion, which can be shown."""
    try:
        posts = posts_from_json(data)
    except SourceChanged as error:
        _told(error)
        return
    discussion = build_threads(posts, NOW)
    clean_all_through(discussion)
    assert len(discussion.comments) + discussion.left_out == len(posts.comments) + posts.left_out
    clean_all_through(list(similar_papers(discussion)))
    harmless(to_page(discussion, 40), breaks=True)


def headers(data: bytes) -> None:
    """Headers say how long to wait, how much may be asked and where to go on, or nothing."""
    names = ("ratelimit", "ratelimit-policy", "retry-after", "link", "location", "content-type")
    values = dict(zip(names, _as_httpx_does(data).split("\n"), strict=False))
    answer = Response(429, _BASE, values, data)
    pause = retry_after(answer, NOW)
    assert pause is not None
    assert 0 <= pause.total_seconds() <= 3600
    allowance = allowance_of(answer)
    assert allowance is None or allowance.left >= 0
    harmless(remaining_requests(answer) or "")
    policy = hub_client(clock=lambda: NOW, version="1").policy
    for status in (302, 400, 401, 404, 407, 503):
        response = Response(status, _BASE, values, data)
        error = error_for_status(response, policy, NOW)
        assert error is not None
        _told(error.error if isinstance(error, TransientError) else error)
    _addresses(answer, values.get("location", ""))


def _addresses(answer: Response, location: str) -> None:
    """See that no address leads to anything but a host over http."""
    target = redirect_target(location, answer.url)
    assert target is None or target.startswith(("https://", "http://"))
    assert target is None or origin_of(target) is not None
    resolved(answer.next_link or "", answer.url)
    harmless(shown(location))


def _as_httpx_does(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def page(data: bytes) -> None:
    """A saved page is papers with titles, each once, or none."""
    papers = papers_from_text(text_of(data))
    assert len({each.key for each in papers}) == len(papers)
    for each in papers:
        assert each.title
        _paper(each)


def _paper(paper: Paper) -> None:
    clean_all_through(paper)
    stored = records.paper_to_json(paper)
    assert records.paper_from_json(stored.encode()) == paper
    name = pdf_name(paper)
    assert not _NOT_IN_NAMES & set(name), name
    assert not name.startswith((".", "-"))
    assert len(name.encode()) <= MOST_BYTES
    assert is_pdf_of(paper.key, name)
    harmless(name)


def _told(error: PaperReaderError) -> None:
    assert error.message
    harmless(error.message)
    harmless(error.hint)
