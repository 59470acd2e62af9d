"""One paper, in full."""

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from paperreader.domain.paper import Paper
from paperreader.ui import present, requests
from paperreader.ui.keys import MOVE


class PaperDetail(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Shows a paper; what stays the same is not drawn again, and the text does not move under the reader's eyes."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("j,down", "scroll(1)", "Move", key_display="j", id="move.down", tooltip="Down", group=MOVE),
        Binding("k,up", "scroll(-1)", "Move", key_display="k", id="move.up", tooltip="Up", group=MOVE),
        Binding("g,home", "edge(-1)", "Top", show=False, id="move.top", tooltip="To the beginning"),
        Binding("G,end", "edge(1)", "End", show=False, id="move.end", tooltip="To the end"),
        Binding(
            "ctrl+d,pagedown", "page(1)", "Page down", show=False, id="move.page_down", tooltip="A page down"
        ),
        Binding("ctrl+u,pageup", "page(-1)", "Page up", show=False, id="move.page_up", tooltip="A page up"),
        Binding("enter", "authors", "authors", id="detail.authors", tooltip="All authors, or the first ones"),
    ]

    paper: reactive[Paper | None] = reactive(None)
    is_kept: reactive[bool] = reactive(default=False)
    all_authors: reactive[bool] = reactive(default=False)

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield Static(id="title", markup=False)
        yield Static(id="authors", markup=False)
        yield Static(id="facts", markup=False)
        yield Static(id="counts", markup=False)
        with Vertical(id="machine"):
            yield Static(id="summary", markup=False)
            yield Static(id="keywords", markup=False)
        yield Static(id="abstract", markup=False)
        with Vertical(id="links"):
            for name in present.LINKS:
                yield LinkLine(name)

    def watch_paper(self, former: Paper | None, paper: Paper | None) -> None:
        """Show another paper from its beginning; a refreshed one keeps its place."""
        if former is None or paper is None or former.key != paper.key:
            self.set_reactive(PaperDetail.all_authors, False)  # noqa: FBT003 - Textual's own form
            self.scroll_home(animate=False, immediate=True)
        self._draw()

    def watch_all_authors(self) -> None:
        """Show all authors or the first ones."""
        self._draw()

    def watch_is_kept(self) -> None:
        """Show whether the paper is kept."""
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer all authors only where some are left out."""
        del parameters
        return action != "authors" or (self.paper is not None and present.has_more_authors(self.paper))

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=lines, animate=False)

    def action_edge(self, side: int) -> None:
        """Scroll to the beginning or the end."""
        if side < 0:
            self.scroll_home(animate=False)
        else:
            self.scroll_end(animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by a page, less the line that is read on from."""
        self.scroll_relative(y=pages * max(1, self.size.height - 1), animate=False)

    def action_authors(self) -> None:
        """Switch between all authors and the first ones."""
        self.all_authors = not self.all_authors

    def _draw(self) -> None:
        paper = self.paper
        self.set_class(paper is None, "empty")
        if paper is None:
            return
        self._put("#title", Content.styled(paper.title or present.UNTITLED, "bold"))
        self._put("#authors", self._authors(paper))
        self._put("#facts", Content(present.people_and_days(paper)))
        kept = ("   ★ kept", "$accent") if self.is_kept else ""
        self._put("#counts", Content.assemble(present.counts(paper), kept))
        self._draw_machine_made(paper)
        abstract = paper.abstract or ("" if paper.synopsis else present.UNKNOWN)
        self._put(
            "#abstract", Content.assemble(("Abstract", "bold"), "\n", abstract) if abstract else Content("")
        )
        self._draw_links(paper)
        self.refresh_bindings()

    def _authors(self, paper: Paper) -> Content:
        names = present.authors(paper, all_of_them=self.all_authors)
        hint = "  (Enter shows all)" if present.has_more_authors(paper) and not self.all_authors else ""
        return Content.assemble(names, (hint, "$muted"))

    def _draw_machine_made(self, paper: Paper) -> None:
        summary, keywords = present.summary(paper), present.keywords(paper)
        self.query_one("#machine").display = bool(summary or keywords)
        content = Content.assemble((summary[0], "$muted"), "\n", summary[1]) if summary else Content("")
        self._put("#summary", content)
        self._put("#keywords", Content.styled(keywords, "$muted"))

    def _draw_links(self, paper: Paper) -> None:
        for line in self.query(LinkLine):
            line.show(present.LINKS[line.label](paper))

    def _put(self, name: str, content: Content) -> None:
        part = self.query_one(name, Static)
        part.display = bool(content)
        if part.content != content:
            part.update(content)


class LinkLine(Static):
    """An address with its label, hidden while there is none; a click opens it."""

    def __init__(self, label: str) -> None:
        super().__init__(markup=False)
        self.label = label
        self._url: str | None = None

    def show(self, url: str | None) -> None:
        """Show this address."""
        if url != self._url:
            self._url = url
            self.update(Content.assemble((f"{self.label:9}", "$muted"), url or ""))
        self.display = url is not None

    def on_click(self, event: events.Click) -> None:
        """Open the address."""
        event.stop()
        if self._url is not None:
            self.post_message(requests.OpenLink(self._url))
