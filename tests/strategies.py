"""Papers, feeds and bookmarks of every kind there can be, for Hypothesis."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from paperreader.domain.bookmark import Bookmark
from paperreader.domain.calendar import FIRST_DAY
from paperreader.domain.feed import Edition, Feed, Period, Sample, Saved, Search, Submissions, Trending
from paperreader.domain.paper import Author, Organization, Paper, PaperKey, Submitter
from paperreader.domain.text import clean


def texts() -> SearchStrategy[str]:
    """Any text that may be in the domain: clean and not empty."""
    return st.text(max_size=40).map(clean).filter(bool)


def times() -> SearchStrategy[datetime]:
    """Any time since arXiv began, UTC."""
    return st.datetimes(datetime(1991, 8, 14), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone


def keys() -> SearchStrategy[PaperKey]:
    """arXiv ids, old and new, and keys from titles."""
    new = st.from_regex(r"[0-9]{4}\.[0-9]{4,5}", fullmatch=True)
    old = st.from_regex(r"(math\.GT|cs|hep-th)/[0-9]{7}", fullmatch=True)
    return st.one_of(new.map(PaperKey), old.map(PaperKey), texts().map(PaperKey.from_title))


def _unknown_or(known: SearchStrategy[str]) -> SearchStrategy[str | None]:
    return st.none() | known


def _counts() -> SearchStrategy[int | None]:
    return st.none() | st.integers(0, 10**6)


def authors() -> SearchStrategy[Author]:
    """A person with or without an account."""
    return st.builds(
        Author,
        name=texts(),
        username=_unknown_or(texts()),
        status=_unknown_or(st.sampled_from(["claimed_verified", "extracted_pending"])),
        is_hidden=st.none() | st.booleans(),
    )


def papers(key: SearchStrategy[PaperKey] | None = None) -> SearchStrategy[Paper]:
    """Any paper, from one of which nothing but the title is known to one of which everything is."""
    return st.builds(
        Paper,
        key=keys() if key is None else key,
        title=texts(),
        abstract=_unknown_or(texts()),
        authors=st.lists(authors(), max_size=3).map(tuple),
        published_at=st.none() | times(),
        submitted_at=st.none() | times(),
        submitted_by=st.none() | st.builds(Submitter, username=texts(), fullname=_unknown_or(texts())),
        organization=st.none() | st.builds(Organization, name=texts(), fullname=_unknown_or(texts())),
        upvotes=_counts(),
        comments=_counts(),
        ai_summary=_unknown_or(texts()),
        ai_keywords=st.lists(texts(), max_size=3).map(tuple),
        ai_model=_unknown_or(texts()),
        synopsis=_unknown_or(texts()),
        project_page=_unknown_or(texts()),
        github_repo=_unknown_or(texts()),
        github_stars=_counts(),
        category=_unknown_or(texts()),
        thumbnail=_unknown_or(texts()),
        media_urls=st.lists(texts(), max_size=2).map(tuple),
        discussion_id=_unknown_or(texts()),
        is_author_active=st.none() | st.booleans(),
        withdrawn_at=st.none() | times(),
    )


def bookmarks(key: SearchStrategy[PaperKey] | None = None) -> SearchStrategy[Bookmark]:
    """Any bookmark."""
    return st.builds(Bookmark, paper=papers(key), kept_at=times(), found_in=st.just("") | texts())


def editions() -> SearchStrategy[Edition]:
    """Any day, week or month since Daily Papers began."""
    days = st.dates(FIRST_DAY, date(2100, 1, 1))
    return st.builds(Edition.containing, st.sampled_from(Period), days)


def feeds() -> SearchStrategy[Feed]:
    """Anything a listing can be asked of."""
    return st.one_of(
        editions(),
        st.just(Trending()),
        st.just(Sample()),
        st.builds(Search, texts()),
        st.builds(Submissions, texts()),
        st.builds(Saved, texts()),
    )
