"""Invented papers, and any papers, for the tests of the formats."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import strategies as st

from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey, Submitter
from paperreader.domain.text import clean, clean_lines

HOSTILE_TITLES = (
    "[/red] closes what was never opened",
    "[bold]Loud[/bold] [MASK] and [link=https://example.org]here[/link]",
    "} } } closes too much",
    "{ { opens too much",
    r"ends in a backslash \\",
    r"\input{/etc/passwd} and \textbf{bold}",
    "](javascript:alert(1))",
    "[a](https://example.org) ![b](x) `c` <script>d</script> &lt;e&gt;",
    "says \"yes\", and 'no'",
    "100% of $5 & #1 in a_b ~ 2^128",
    "*bold* _slanted_ ~~gone~~ |cell| $x$",
    "@misc{x, title={y}}",
    "注意力 — 就是你所需要的一切 🤗",
    "---",
)

NAMES = (
    "Ludwig van Beethoven",
    "Plato",
    "Gemini Team",
    "李 明",
    "Anne-Marie Ørsted",
    "Hal Example III",
    "Example, Inc.",
    "R&D Lab",
    "Rosa and Co",
    "} and {",
)


def paper(
    key: str = "2608.01234", title: str = "A Small Lamp for Large Rooms", names: tuple[str, ...] = ()
) -> Paper:
    """Return a paper of which little is known."""
    return Paper(key=PaperKey(key), title=title, authors=tuple(Author(name) for name in names))


def known_paper() -> Paper:
    """Return a paper of which everything is known that the Hub tells."""
    return Paper(
        key=PaperKey("2608.01234"),
        title="Lamplight²: Reading {Long} Letters at 50% of the Cost",
        abstract=(
            "Letters grow longer while lamps do not. We study how far a small lamp can be carried through a long "
            "letter before its light fails, and find that moving the letter instead is cheaper by half. Everything "
            "is at https://letters.example/a/rather/long/address/that/can/not/be/broken/anywhere/without/harm.html "
            "for whoever wants to read on."
        ),
        authors=(
            Author("Ludwig van Beethoven", username="lvb", status="claimed_verified", is_hidden=False),
            Author("Anne-Marie Ørsted", is_hidden=False),
            Author("李 明", status="extracted_infirmed", is_hidden=True),
            Author("Gemini Team"),
        ),
        published_at=datetime(2026, 8, 17, tzinfo=UTC),
        submitted_at=datetime(2026, 8, 18, 7, 5, 9, 250000, tzinfo=UTC),
        submitted_by=Submitter("reader1", "Rita Reader 🤗"),
        organization=Organization("lamp-lab", "Lamp Laboratory"),
        upvotes=1284,
        comments=4,
        ai_summary="Moving the letter costs half as much as moving the lamp.",
        ai_keywords=("small lamps", "long letters"),
        ai_model="example/Writer-7B",
        project_page="https://letters.example",
        github_repo="https://github.com/lamp-lab/letters/tree/main/src",
        github_stars=0,
        category="cs.LG",
        thumbnail="https://thumbnails.example/2608.01234.png",
        media_urls=("https://media.example/1.mp4", "https://media.example/2.png"),
        discussion_id="68a1b2c3d4e5f60718293a4b",
        is_author_active=True,
        withdrawn_at=datetime(2026, 9, 1, tzinfo=UTC),
    )


def sample_paper() -> Paper:
    """Return a paper as the sample edition has it: with a synopsis in place of the abstract."""
    return Paper(
        key=PaperKey("math/0309136"),
        title="Knots in Short Ropes",
        authors=(Author("Plato"),),
        published_at=datetime(2003, 9, 8, tzinfo=UTC),
        category="math.GT",
        synopsis="Which knots can be tied in a rope that is too short? Fewer than one would think.",
    )


def title_only_paper() -> Paper:
    """Return a paper of which only the title is known."""
    title = "On the Many Uses of a Title When Nothing Else Is Known of a Paper at All"
    return Paper(key=PaperKey.from_title(title), title=title)


def edition() -> list[Paper]:
    """Return papers as different as a listing can hold."""
    chinese = Paper(
        key=PaperKey("2608.00007"),
        title="注意力 and Other Wide Words",
        authors=(Author("李 明"),),
        upvotes=0,
        comments=12,
    )
    return [known_paper(), sample_paper(), title_only_paper(), chinese]


def golden(name: str) -> str:
    """Return the text that is expected, from the file of that name."""
    # Bytes: line ends are part of a format.
    return (Path(__file__).parent / "golden" / name).read_bytes().decode()


def texts() -> st.SearchStrategy[str]:
    """Any text that can have come into the domain: clean, not empty."""
    wild = st.text(max_size=60) | st.text(alphabet='ab {}\\%$#_^~&[]()<>|*`"@李🤗é', max_size=40)
    return (st.sampled_from(HOSTILE_TITLES) | wild).map(clean).filter(bool)


def papers() -> st.SearchStrategy[Paper]:
    """Any paper, from one of which only the title is known upwards."""
    maybe = st.none() | texts()
    counts = st.none() | st.integers(0, 100_000)
    times = st.none() | st.datetimes(datetime(1991, 8, 14), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- bounds are naive
    names = st.sampled_from(NAMES) | texts()
    authors = st.builds(Author, names, maybe, maybe, st.none() | st.booleans())
    keys = st.sampled_from(["2608.01234", "math/0309136"]).map(PaperKey) | texts().map(PaperKey.from_title)
    return st.builds(
        Paper,
        key=keys,
        title=texts(),
        abstract=maybe,
        authors=st.lists(authors, max_size=5).map(tuple),
        published_at=times,
        submitted_at=times,
        submitted_by=st.none() | st.builds(Submitter, texts(), maybe),
        organization=st.none() | st.builds(Organization, texts(), maybe),
        upvotes=counts,
        comments=counts,
        ai_summary=maybe,
        ai_keywords=st.lists(texts(), max_size=3).map(tuple),
        ai_model=maybe,
        synopsis=maybe,
        project_page=maybe,
        github_repo=maybe,
        github_stars=counts,
        models=counts,
        category=maybe,
        thumbnail=maybe,
        media_urls=st.lists(texts(), max_size=2).map(tuple),
        discussion_id=maybe,
        is_author_active=st.none() | st.booleans(),
        withdrawn_at=times,
    )


HOSTILE_NOTES = (
    "plain",
    "# A heading\n\n- a list\n  - in a list\n\n```python\nx = {'a': 1}\n```",
    "ER  - \nTY  - JOUR\n TI  - not a title",
    "}\n@misc{x, title={y}}\n{",
    '=HYPERLINK("https://example.org")\n+1',
    "says \"yes\",\nand 'no'; \\ and more\\",
    "ends in two spaces  \nto break a line",
    "a -- b --- c `` d '' e ?` f !` $x_1$ 100% #1 & ~ ^ | <b>",
    "李 明 🤗\n\n\n\nlate",
)


def entry() -> Entry:
    """Return an entry to which its reader added everything there is to add."""
    return Entry(
        known_paper(),
        kept_at=datetime(2026, 8, 18, 19, 30, 5, tzinfo=UTC),
        found_in="Tue 18 Aug 2026",
        status=Status.READING,
        tags=("long-context", "to-cite"),
        note="Compare with **Knots**:\n\n- {half} the cost?\n- see §3",
    )


def reading_list() -> list[Entry]:
    """Return entries as different as a library can hold."""
    return [entry(), *(Entry(paper) for paper in edition()[1:])]


def notes() -> st.SearchStrategy[str]:
    """Any note."""
    wild = st.text(alphabet="ab {}\\%$#_^~&[]()<>|*`'\"@-!?=,;:\n李é", max_size=60) | st.text(max_size=60)
    return (st.sampled_from(HOSTILE_NOTES) | wild).map(clean_lines)


def entries() -> st.SearchStrategy[Entry]:
    """Any entry."""
    tag = st.sampled_from(["nlp", "long-context", "a&b", "=x", "{", "\\", "c#", "a;b", ";"]) | st.text(
        alphabet="abé李-_{}\\%$&'\"=;", min_size=1, max_size=8
    )
    return st.builds(
        Entry,
        papers(),
        kept_at=st.none() | st.datetimes(datetime(1991, 8, 14), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 -- bounds are naive
        found_in=st.just("") | texts(),
        status=st.none() | st.sampled_from(Status),
        tags=st.lists(tag, max_size=3, unique=True).map(tuple),
        note=notes(),
    )
