"""The comments on a paper, and the papers a bot lists among them."""

from collections.abc import Sequence

from textual import work
from textual.binding import Binding

from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.discussion import Discussion, similar_papers
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.errors import SourceError, StoreError
from paperreader.formats.pages.discussion import number_of_comments
from paperreader.services.papers.library import Library
from paperreader.services.reading.discussions import Discussions
from paperreader.ui.discussion.view import DiscussionView
from paperreader.ui.kit import present, requests
from paperreader.ui.paper import commands
from paperreader.ui.paper.aside import AsideScreen


class DiscussionScreen(AsideScreen):
    """Shows what is said of a paper; the keys of a paper are about the listed one under the cursor, else about it."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("h,escape,left,q", "back", "back", id="pane.back", tooltip="Back to the papers"),
        Binding("r", "reload", "refresh", id="feed.refresh", tooltip="Refresh"),
        Binding(
            "y", "copy_link", "copy link", id="paper.copy", tooltip="Copy the link of the comment or paper"
        ),
        Binding(
            "o",
            "open_hub",
            "open",
            id="paper.open",
            tooltip="Open the comments, or the listed paper",
        ),
    ]

    def __init__(self, discussions: Discussions, library: Library, clock: Clock, paper: Paper) -> None:
        self._view = DiscussionView(id="discussion")
        super().__init__(paper, self._view, self._ask, is_offline=library.is_offline)
        self._discussions = discussions
        self._library = library
        self._clock = clock
        self._discussion: Discussion | None = None

    def on_mount(self) -> None:
        """Let the age of the comments grow."""
        self._count()
        self.set_interval(20, self._count)

    def watch_snapshot(self) -> None:
        """Show which listed papers are kept."""
        self._view.kept = self.snapshot.kept

    async def _ask(self, *, is_wanted_fresh: bool) -> None:
        answers = self._discussions.answers(self._about.key, is_wanted_fresh=is_wanted_fresh)
        await self.show_answers(answers, self._show)

    def _show(self, discussion: Discussion) -> None:
        self._discussion = discussion
        self._view.show(discussion, self._clock())
        self._count()

    def _count(self) -> None:
        """Say how many comments there are, and how old that is."""
        discussion = self._discussion
        if discussion is None:
            self.show_heading("Comments")
        else:
            age = present.ago(discussion.fetched_at, self._clock(), "as of ")
            # Below it is said already that there are none.
            number = number_of_comments(discussion).capitalize() if discussion.comments else "Comments"
            self.show_heading(number, age)

    def on_discussion_view_moved(self, message: DiscussionView.Moved) -> None:
        """Offer what can be done with what is highlighted."""
        message.stop()
        self.refresh_bindings()

    # The papers ---------------------------------------------------------------------------------------------

    @property
    def paper(self) -> Paper:
        """The listed paper under the cursor, else the one all this is about."""
        stop = self._view.highlighted
        if stop is None or stop.paper is None:
            return self._about
        return Paper(key=stop.paper.key, title=stop.paper.title)

    @property
    def exports(self) -> Sequence[tuple[str, str, Sequence[Entry]]]:
        """This paper, and those that are listed."""
        listed = [] if self._discussion is None else list(similar_papers(self._discussion))
        papers = [Paper(key=each.key, title=each.title) for each in listed]
        return (
            ("t", "This paper", self.entries(self.papers)),
            ("l", "The listed papers", self.entries(papers)),
        )

    @property
    def found_in(self) -> str:
        """Where a listed paper was found."""
        return "" if self.paper is self._about else f"Comments on {self._about.key}"

    async def action_paper(self, command: str) -> None:
        """Run a command on the paper; a listed one is bookmarked with all that is known of it."""
        is_listed = self.paper is not self._about
        if command == "keep" and is_listed and self.paper.key not in self.snapshot.kept:
            self.post_message(requests.KeepListed(self.paper, self.found_in))
        elif command != "discussion" or is_listed:
            # What is said of this paper is shown already.
            await super().action_paper(command)

    def on_discussion_view_paper_entered(self, message: DiscussionView.PaperEntered) -> None:
        """Read a listed paper."""
        message.stop()
        self._open_listed(message.paper.key)

    @work(exclusive=True, group="open")
    async def _open_listed(self, key: PaperKey) -> None:
        self.doing = f"fetching {key}"
        try:
            answer = await self._library.paper(key)
        except (SourceError, StoreError) as error:
            self.notify(present.told(error), severity="error", markup=False, timeout=10)
        else:
            if answer.why_archived is not None:
                told = f"{answer.why_archived.message}; showing what is archived"
                self.notify(told, severity="warning", markup=False)
            self.post_message(requests.ReadPaper(answer.paper, requests.ShowDiscussion(self._about)))
        self.doing = ""

    # Links --------------------------------------------------------------------------------------------------

    async def action_copy_link(self) -> None:
        """Copy the link of the comment, or of the listed paper."""
        stop = self._view.highlighted
        if self.paper is not self._about or stop is None or self._discussion is None:
            await commands.copy_link(self)
            return
        url = self._discussion.url_of(stop.comment)
        if url is not None:
            self.post_message(requests.CopyText("link of the comment", url))

    async def action_open_hub(self) -> None:
        """Open the discussion on the Hub, or the page of the listed paper."""
        if self.paper is self._about and self._discussion is not None:
            commands.open_address(self, self._discussion.url)
        else:
            await commands.open_hub(self)
