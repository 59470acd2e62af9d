"""Papers, feeds and bookmarks of every kind there can be, for Hypothesis."""

from datetime import UTC, date, datetime, time
from functools import partial, reduce

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from paperreader.domain.bookmarks import merge_state as merging
from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark, Status, tidy_tags
from paperreader.domain.bookmarks.merge_state import Edit, MergeState
from paperreader.domain.papers.calendar import FIRST_DAY
from paperreader.domain.papers.feed import (
    Edition,
    Feed,
    Period,
    Sample,
    SavedPage,
    Search,
    Submissions,
    Trending,
)
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey, Submitter
from paperreader.domain.query.predicates import CountField, PaperState, Presence
from paperreader.domain.query.search_candidate import SearchCandidate, TextField
from paperreader.domain.query.syntax_tree import (
    CountRange,
    DayRange,
    FieldPhrase,
    HasPresence,
    HasState,
    HasStatus,
    HasTag,
    Leaf,
    Phrase,
    Term,
    all_of,
    any_of,
    negated,
)
from paperreader.domain.text import clean, clean_lines, fold


def texts() -> SearchStrategy[str]:
    """Any text that may be in the domain: clean and not empty."""
    return st.text(max_size=40).map(clean).filter(bool)


def times() -> SearchStrategy[datetime]:
    """Any time but the first and the last there are, UTC."""
    return st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone


def keys() -> SearchStrategy[PaperKey]:
    """arXiv ids, old and new, and keys from titles."""
    new = st.from_regex(r"[0-9]{4}\.[0-9]{4,5}", fullmatch=True)
    old = st.from_regex(r"(math|cs|hep-th)/[0-9]{7}", fullmatch=True)
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
        fullname=_unknown_or(texts()),
        status_changed_at=st.none() | times(),
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
        models=_counts(),
        category=_unknown_or(texts()),
        thumbnail=_unknown_or(texts()),
        media_urls=st.lists(texts(), max_size=2).map(tuple),
        discussion_id=_unknown_or(texts()),
        is_author_active=st.none() | st.booleans(),
        withdrawn_at=st.none() | times(),
        source=_unknown_or(texts()),
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
        st.builds(SavedPage, texts()),
    )


def notes() -> SearchStrategy[str]:
    """Any text of several lines that may be in the domain, or none."""
    return st.text(max_size=40).map(clean_lines)


def tags() -> SearchStrategy[tuple[str, ...]]:
    """Any tags, or none."""
    return st.lists(st.text(max_size=8), max_size=3).map(tidy_tags)


def bookmarks_with_words(key: SearchStrategy[PaperKey] | None = None) -> SearchStrategy[Bookmark]:
    """Any bookmark of which its reader said something, or nothing."""
    return st.builds(
        Bookmark,
        paper=papers(key),
        kept_at=times(),
        found_in=st.just("") | texts(),
        status=st.sampled_from(Status),
        tags=tags(),
        note=notes(),
    )


def _moments() -> SearchStrategy[datetime]:
    # Few, so that many are the same.
    return st.integers(0, 6).map(lambda day: datetime(2026, 8, 10 + day, tzinfo=UTC))


def _small_papers(key: SearchStrategy[PaperKey]) -> SearchStrategy[Paper]:
    return st.builds(
        Paper,
        key=key,
        title=st.sampled_from(["A", "B"]),
        upvotes=st.none() | st.integers(0, 2),
        abstract=st.none() | st.sampled_from(["x", "y"]),
        ai_keywords=st.sampled_from([(), ("k",), ("l",)]),
        github_repo=st.none() | st.sampled_from(["x/x", "y/y"]),
        github_stars=st.none() | st.integers(0, 2),
    )


def _edits() -> SearchStrategy[Edit]:
    keys = st.sampled_from([PaperKey("2608.00001"), PaperKey("2608.00002")])
    words = st.builds(
        Annotations,
        status=st.none() | st.sampled_from(Status),
        note=st.none() | st.sampled_from(["", "one", "two\nlines"]),
        tags=st.none() | st.just(()),
        add_tags=st.sampled_from([(), ("red",), ("Blue",)]),
    )
    few = st.lists(keys, max_size=2)
    kept = st.builds(
        Bookmark, paper=_small_papers(keys), kept_at=_moments(), found_in=st.sampled_from(["", "T"])
    )
    return st.one_of(
        kept.map(lambda bookmark: partial(merging.keep, bookmark=bookmark)),
        st.builds(lambda keys, at: partial(merging.remove, keys=keys, at=at), few, _moments()),
        st.builds(
            lambda keys, words, at: partial(merging.annotate, keys=keys, annotations=words, at=at),
            few,
            words,
            _moments(),
        ),
        st.builds(lambda each, at: partial(merging.restore, bookmarks=[each], at=at), kept, _moments()),
    )


def edits() -> SearchStrategy[list[Edit]]:
    """Some changes of the bookmarks of two papers, at times of which many are the same."""
    return st.lists(_edits(), max_size=6)


def merge_states() -> SearchStrategy[MergeState]:
    """What a machine knows after some changes of its own and one merge."""

    def made(first: list[Edit], second: list[Edit], then: list[Edit]) -> MergeState:
        one, other = (reduce(lambda state, edit: edit(state), each, MergeState()) for each in (first, second))
        return reduce(lambda state, edit: edit(state), then, merging.merge(one, other))

    return st.builds(made, edits(), edits(), edits())


# Queries --------------------------------------------------------------------------------------------------------

_FEW_DAYS = st.dates(date(2026, 8, 19), date(2026, 8, 22))


def few_words() -> SearchStrategy[str]:
    """Words so few and so much alike that papers and queries made of them often meet."""
    return st.lists(
        st.sampled_from(["a", "ab", "abc", "abcd", "abcde", "b", "ba", "c", "á", "1"]), max_size=4
    ).map(" ".join)


def _leaves() -> SearchStrategy[Leaf]:
    words = few_words().map(fold).filter(bool)
    day = st.none() | _FEW_DAYS
    number = st.none() | st.integers(0, 3)
    return st.one_of(
        st.builds(Phrase, words, st.booleans()),
        st.builds(FieldPhrase, st.sampled_from(TextField), words),
        st.builds(DayRange, day, day).filter(
            lambda term: term.first == term.last is not None or (term.first is None) != (term.last is None)
        ),
        st.builds(CountRange, st.sampled_from(CountField), number, number).filter(
            lambda term: term.least == term.most is not None or (term.least is None) != (term.most is None)
        ),
        st.builds(HasPresence, st.sampled_from(Presence)),
        st.builds(HasState, st.sampled_from(PaperState)),
        st.builds(HasTag, st.sampled_from(["red", "c++", "to-cite", "(x"])),
        st.builds(HasStatus, st.sampled_from(Status)),
    )


def terms() -> SearchStrategy[Term]:
    """What a query can say but for everything: few leaves, put together in every way."""
    return st.recursive(
        _leaves(),
        lambda parts: st.one_of(
            st.lists(parts, min_size=2, max_size=3).map(all_of),
            st.lists(parts, min_size=2, max_size=3).map(any_of),
            parts.map(negated),
        ),
        max_leaves=6,
    )


def candidates() -> SearchStrategy[SearchCandidate]:
    """Papers that such queries often meet, with marks and bookmarks."""
    moment = st.none() | _FEW_DAYS.map(lambda day: datetime.combine(day, time(), UTC))
    count = st.none() | st.integers(0, 3)
    name = few_words().filter(bool)
    few_papers = st.builds(
        Paper,
        key=st.sampled_from([PaperKey("2608.01234"), PaperKey("title:a")]),
        title=few_words(),
        abstract=st.none() | few_words(),
        authors=st.lists(st.builds(Author, name), max_size=2).map(tuple),
        organization=st.none() | st.builds(Organization, name, st.none() | name),
        submitted_by=st.none() | st.builds(Submitter, name, st.none() | name),
        ai_keywords=st.lists(name, max_size=2).map(tuple),
        published_at=moment,
        submitted_at=moment,
        upvotes=count,
        comments=count,
        github_stars=count,
        models=count,
        github_repo=st.none() | st.just("a/b"),
        ai_summary=st.none() | few_words(),
        is_author_active=st.none() | st.booleans(),
    )
    few_bookmarks = st.builds(
        Bookmark,
        paper=few_papers,
        kept_at=st.just(datetime(2026, 8, 21, tzinfo=UTC)),
        status=st.sampled_from(Status),
        tags=st.lists(st.sampled_from(["Red", "C++", "to-cite", "(x"]), max_size=2).map(tidy_tags),
        note=few_words(),
    )
    return st.builds(SearchCandidate, few_papers, st.sampled_from(Mark), st.none() | few_bookmarks)
