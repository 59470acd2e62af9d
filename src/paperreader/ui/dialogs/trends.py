"""Trends: which share of the archive's papers matches queries over time, as a plot and as a table."""

from collections.abc import Sequence
from datetime import date

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input, Static

from paperreader.domain.papers.calendar import current_day
from paperreader.domain.papers.feed import Period
from paperreader.domain.ports import Clock
from paperreader.domain.query.query import Query
from paperreader.domain.ranking.trends import SEPARATOR, DailyCounts, Trends, split_queries
from paperreader.domain.text import clean
from paperreader.errors import QueryError, StoreError
from paperreader.formats.pages.plot import LEAST, MARKERS, MOST, PlotSegment, legend, plot
from paperreader.formats.pages.trends import to_table
from paperreader.services.bookmarks.events import BookmarksSnapshot
from paperreader.services.papers.trends import ArchiveTrends
from paperreader.ui.dialogs.key_line import KeyLine
from paperreader.ui.dialogs.question import Question
from paperreader.ui.dialogs.text import TextDialog
from paperreader.ui.kit import present
from paperreader.ui.kit.pane_rule import PaneRule

_LOW = 9
"""Lines of a plot below which the legend is left to be scrolled to."""
_AROUND, _BESIDE = 3, 4
"""Lines for rule, queries and keys; columns for the room at both sides, and for the scroll bar and before it."""
_BEGINNING = "  Draws what share of papers match,\n  month by month or week by week."
_KEYS = ("/ queries", "2 weeks", "3 months", "s since", "Esc closes")
_TYPING_KEYS = ("Enter draws", "Esc closes")
_PERIODS = {"week": Period.WEEK, "month": Period.MONTH}


class TrendsScreen(TextDialog):
    """Asks for queries and shows their trends; of a wrong query it says what is wrong, and what was shown stays."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("slash", "ask", "queries", id="trends.ask", tooltip="Change the queries"),
        Binding("s", "since", "since", id="trends.since", tooltip="Start at another day"),
        Binding("2", "by('week')", "weeks", id="trends.weeks", tooltip="Week by week"),
        Binding("3", "by('month')", "months", id="trends.months", tooltip="Month by month"),
    ]

    snapshot: reactive[BookmarksSnapshot] = reactive(BookmarksSnapshot())

    def __init__(self, trends: ArchiveTrends, clock: Clock, queries: Sequence[str] = ()) -> None:
        super().__init__("Trends", Content(""))
        self._trends = trends
        self._clock = clock
        self._tally: DailyCounts | None = None
        self._period = Period.MONTH
        self._since: date | None = None
        self._rule = PaneRule(id="trends-rule")
        self._input = Input(
            f"{SEPARATOR} ".join(queries),
            placeholder="such as: diffusion; agent OR agents; title:robot",
            classes="filter-entry",
            compact=True,
            select_on_focus=False,
        )
        self._problem = Static(classes="filter-problem one-line", markup=False)
        self._shown = Static(Content(_BEGINNING), markup=False, id="trends-shown")
        self._body = VerticalScroll(self._shown, id="trends-body")
        self._key_line = KeyLine(*_KEYS)

    def compose(self) -> ComposeResult:
        """Lay out the queries, and what is shown of them."""
        self._rule.heading = self._heading
        self._problem.display = False
        with Vertical(id="trends"):
            yield self._rule
            with Horizontal(classes="filter-line"):
                yield Static("/", classes="filter-prompt", markup=False)
                yield self._input
            yield self._problem
            yield self._body
            yield self._key_line

    def on_mount(self) -> None:
        """Ask for queries, or show those that are given."""
        if self._input.value:
            self._body.focus()
            self._ask_for(self._input.value)
        else:
            self._input.focus()

    def on_descendant_focus(self) -> None:
        """Say what keys do now: those of the plot are typed while queries are."""
        self._key_line.phrases = _TYPING_KEYS if self._input.has_focus else _KEYS

    # Asking -------------------------------------------------------------------------------------------------

    def action_ask(self) -> None:
        """Type other queries."""
        self._input.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Count what the queries find."""
        event.stop()
        self._ask_for(event.value)

    def _ask_for(self, line: str) -> None:
        try:
            queries = self._understood(line)
        except QueryError as error:
            self._complain(present.wrong(error))
            return
        if not queries:
            self._complain(f"Type a query, or several with {SEPARATOR} between them")
        elif len(queries) > MOST:
            self._complain(f"A plot has room for {MOST} queries, not {len(queries)}")
        else:
            self._complain("")
            self._body.focus()
            self._count(queries)

    def _understood(self, line: str) -> list[tuple[str, Query]]:
        queries = []
        today = current_day(self._clock())
        for start, text in split_queries(line):
            try:
                query = Query.finished(text, today)
            except QueryError as error:
                self._input.focus()
                self._input.cursor_position = start + error.start
                raise
            queries.append((clean(text), query))
        return queries

    @work(exclusive=True, group="trends")
    async def _count(self, queries: Sequence[tuple[str, Query]]) -> None:
        try:
            self._tally = await self._trends.tally(queries, self.snapshot.bookmarks)
        except StoreError as error:
            self.notify(present.told(error), severity="error", markup=False, timeout=10)
        else:
            self._show()

    def _complain(self, problem: str) -> None:
        self._problem.update(Content(problem))
        self._problem.display = bool(problem)
        self._show()

    # Showing ------------------------------------------------------------------------------------------------

    def action_by(self, period: str) -> None:
        """Show the trends week by week, or month by month."""
        self._period = _PERIODS[period]
        self._show()

    @work(group="since")
    async def action_since(self) -> None:
        """Ask with which day to begin."""
        question = "Start at which day? YYYY-MM-DD or YYYY-MM; empty: the earliest that is archived"
        answer = "" if self._since is None else self._since.isoformat()
        typed = await self.app.push_screen_wait(Question(question, answer=answer, can_be_empty=True))
        if typed is None:
            return
        since = _day(typed) if typed else None
        if typed and (since is None or since > current_day(self._clock())):
            self._complain(f"“{clean(typed)}” is not a past day, such as 2025-01-31")
            return
        self._since = since
        self._complain("")

    def on_resize(self, event: events.Resize) -> None:
        """Draw anew for the room there is."""
        del event
        self._show()

    def _show(self) -> None:
        tally = self._tally
        if tally is None:
            return
        today = current_day(self._clock())
        # A day that can't be looked at, such as one to come, is refused when it is typed.
        span = tally.span(today, self._since)
        self._rule.hint = f"by {self._period}" + ("" if span is None else f", since {span[0]}")
        if span is None:
            self._shown.update(Content("Nothing is archived yet: fetch all papers with: paperreader fetch"))
            return
        trends = tally.by(self._period, span)
        width = max(1, self.size.width - _BESIDE)
        height = self.size.height - _AROUND - self._problem.display
        self._shown.update(
            Content("\n").join(
                [
                    *_drawn(trends, width, height),
                    Content(),
                    *map(Content, present.gaps(tally, span)),
                    *map(Content, to_table(trends, width, _headings(trends)).splitlines()),
                ]
            )
        )

    def action_close(self) -> None:
        """Leave the queries for what is shown, else close."""
        if self._input.has_focus and self._tally is not None:
            self._complain("")
            self._body.focus()
        else:
            self.dismiss(None)


def _day(typed: str) -> date | None:
    """Return the day that was typed, the first one of a month; None for anything else."""
    try:
        return date.fromisoformat(f"{typed}-01" if typed.count("-") == 1 else typed)
    except ValueError:
        return None


def _drawn(trends: Trends, width: int, height: int) -> list[Content]:
    """Return the plot and its legend, together as high as the room where that leaves enough for the plot."""
    keys = legend(trends, width)
    room = height - len(keys)
    return [
        _line(line) for line in [*plot(trends, width, room if room >= _LOW else max(height, LEAST)), *keys]
    ]


def _line(segments: Sequence[PlotSegment]) -> Content:
    return Content.assemble(
        *(text if place is None else (text, f"$line-{place}") for text, place in segments)
    )


def _headings(trends: Trends) -> list[str]:
    return [f"{MARKERS[place]} {each.text}" for place, each in enumerate(trends.series)]
