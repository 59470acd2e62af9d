"""One paper, in full."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from paperreader.domain.paper import Paper
from paperreader.ui import present


class PaperDetail(VerticalScroll, can_focus=True):
    """Shows a paper; nothing is drawn again while the paper stays the same."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("j", "scroll_down", "Down", show=False, id="detail.down", tooltip="A line down"),
        Binding("k", "scroll_up", "Up", show=False, id="detail.up", tooltip="A line up"),
        Binding("g", "scroll_home", "Top", show=False, id="detail.top", tooltip="To the beginning"),
        Binding("G", "scroll_end", "End", show=False, id="detail.end", tooltip="To the end"),
        Binding("ctrl+d", "page_down", "Page down", show=False, id="detail.page_down", tooltip="A page down"),
        Binding("ctrl+u", "page_up", "Page up", show=False, id="detail.page_up", tooltip="A page up"),
        Binding(
            "enter", "authors", "All authors", id="detail.authors", tooltip="All authors, or the first ones"
        ),
    ]

    paper: reactive[Paper | None] = reactive(None)
    all_authors: reactive[bool] = reactive(default=False)

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield Static(id="facts", markup=False)
        yield Static(id="machine", markup=False)
        yield Static(id="abstract", markup=False)
        yield Static(id="links", markup=False)

    def watch_paper(self, former: Paper | None, paper: Paper | None) -> None:
        """Show another paper from its beginning; a refreshed one keeps its place."""
        if former is None or paper is None or former.key != paper.key:
            self.set_reactive(PaperDetail.all_authors, value=False)
            self.scroll_home(animate=False, immediate=True)
        self._draw()

    def watch_all_authors(self) -> None:
        """Show all authors or the first ones."""
        self._draw()

    def action_authors(self) -> None:
        """Switch between all authors and the first ones."""
        self.all_authors = not self.all_authors

    def _draw(self) -> None:
        paper = self.paper
        machine = None if paper is None else present.machine_made(paper)
        self.query_one("#machine", Static).display = machine is not None
        self.query_one("#machine", Static).update(machine or "")
        for name, content in (
            ("#facts", None if paper is None else present.facts(paper, all_authors=self.all_authors)),
            ("#abstract", None if paper is None else _abstract(paper)),
            ("#links", None if paper is None else present.links(paper)),
        ):
            self.query_one(name, Static).update(content or "")


def _abstract(paper: Paper) -> Content:
    return Content.assemble(("Abstract", "bold"), "\n", paper.abstract or present.UNKNOWN)
