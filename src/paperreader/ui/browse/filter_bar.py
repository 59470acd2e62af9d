"""The line to type in what a list is narrowed to."""

from dataclasses import dataclass

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import AwaitMount
from textual.widgets import Input, Static

from paperreader.domain.papers.calendar import current_day
from paperreader.domain.ports import Clock
from paperreader.domain.query.query import Query
from paperreader.domain.view_state import ViewState
from paperreader.errors import QueryError
from paperreader.ui.browse.query_input import QueryInput
from paperreader.ui.kit import present, requests


class FilterBar(Vertical):
    """Shows what is typed, and what is wrong with it; hidden while the list is not narrowed."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("enter", "done", "to the list", id="filter.done", tooltip="Back to the filtered list"),
        Binding("escape", "clear", "show all", id="filter.clear", tooltip="Clear the filter"),
    ]

    view_state: reactive[ViewState] = reactive(ViewState())
    """What outlives the run: what was typed before, too."""

    @dataclass
    class Typed(Message):
        """This is wanted now: what was understood of the text."""

        bar: "FilterBar"
        query: Query
        is_typed: bool
        """There is a text; without one the list is no longer narrowed."""

    @dataclass
    class NotUnderstood(Message):
        """What is typed can't be understood: what was wanted last still is."""

    @dataclass
    class Done(Message):
        """Typing is over."""

        bar: "FilterBar"
        is_given_up: bool
        """Nothing is wanted any more. Not to be read off the bar: an answer may have shown it again by then."""

    def __init__(
        self,
        clock: Clock,
        *,
        id: str,  # noqa: A002 - Textual's name
        prompt: str = "/",
        placeholder: str = 'words, "a phrase", -not, title: tag: is:unread after:7d',
    ) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._prompt = prompt
        # Hidden from the start, not when it is mounted: a key may come between.
        self.display = False
        self.entry = QueryInput(placeholder)
        """What is typed in."""
        self._choices = Static(classes="filter-choices one-line", markup=False)
        self._choices.display = False
        self._problem = Static(classes="filter-problem", markup=False)
        self._problem.display = False

    def _show(self) -> AwaitMount:
        """Show the bar, and return what to wait for; what is in it is mounted when it is shown first: most runs begin without it."""
        self.display = True
        if not self.children:
            line = Horizontal(
                Static(self._prompt, classes="filter-prompt", markup=False), self.entry, classes="filter-line"
            )
            return self.mount(line, self._choices, self._problem)
        return AwaitMount(self, [])

    @property
    def text(self) -> str:
        """What is typed."""
        return self.entry.value

    @property
    def is_understood(self) -> bool:
        """Nothing is wrong with what is typed."""
        return not self._problem.display

    async def open(self, begun: str = "") -> None:
        """Show the line and let it be typed in; where it is empty, as if `begun` had been typed."""
        # Before anything is typed: what follows the key that opens it is meant for it.
        await self._show()
        self.entry.value = self.text or begun
        self.entry.focus()

    def watch_view_state(self, state: ViewState) -> None:
        """Have what was typed before at hand."""
        self.entry.history = state.queries

    def on_query_input_offered(self, message: QueryInput.Offered) -> None:
        """Show in one line how what is typed can go on."""
        message.stop()
        self._choices.display = bool(message.choices)
        # The one that is taken stays in sight.
        first = max(0, message.index - 1)
        shown = Content("  ").join(
            Content.styled(choice, "$accent bold" if place == message.index else "$muted")
            for place, choice in enumerate(message.choices)
            if place >= first
        )
        self._choices.update(Content("… ") + shown if first else shown)

    def on_query_input_left(self, message: QueryInput.Left) -> None:
        """Leave by the key that leads to newer queries."""
        message.stop()
        self.action_done()

    def clear(self) -> None:
        """Forget what was typed, and hide."""
        self.put("")

    def put(self, text: str) -> Query:
        """Have a text in it as if it had been typed, or hide without one; return what is wanted then."""
        with self.prevent(Input.Changed):
            self.entry.begin_with(text)
        if text:
            self._show()
        else:
            self.display = False
        query, problem = self._understood(text)
        self._complain(problem)
        return query

    def understood(self, text: str) -> Query:
        """Return what is wanted by a text; of what can't be understood nothing."""
        return self._understood(text)[0]

    def _understood(self, text: str) -> tuple[Query, QueryError | None]:
        try:
            return Query.parse(text, current_day(self._clock())), None
        except QueryError as error:
            return Query(), error

    def _complain(self, error: QueryError | None) -> None:
        """Say what is wrong with what is typed, and where; None when nothing is."""
        if not self.display:
            self._choices.display = False
        self._problem.display = error is not None
        if error is not None:
            self._problem.update(Content(present.wrong(error)))

    def action_clear(self) -> None:
        """Give up narrowing."""
        self.clear()
        self.post_message(self.Typed(self, Query(), is_typed=False))
        self.post_message(self.Done(self, is_given_up=True))

    def action_done(self) -> None:
        """Keep what was typed and leave."""
        if not self.text.strip():
            self.action_clear()
        else:
            self._choices.display = False
            queries = self.view_state.queries_with(self.text)
            self.post_message(requests.Remember({"queries": queries}))
            self.post_message(self.Done(self, is_given_up=False))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is wanted; what can't be understood changes nothing, and is told."""
        event.stop()
        if event.value != self.text:
            # It comes late: what was typed was put aside meanwhile, or there is more of it.
            return
        self.entry.take_note()
        query, problem = self._understood(event.value)
        self._complain(problem)
        if problem is None:
            self.post_message(self.Typed(self, query, is_typed=bool(event.value)))
        else:
            self.post_message(self.NotUnderstood())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Leave by Enter."""
        event.stop()
        self.action_done()
