"""What every screen can do with the paper in front of the reader."""

from textual import work
from textual.binding import Binding
from textual.screen import Screen

from paperreader.domain.paper import Paper
from paperreader.ui import requests
from paperreader.ui.screens.dialogs import CopyMenu


class PaperScreen(Screen[None]):
    """A screen with a paper that can be kept, copied and opened; a subclass says which paper that is."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("b", "keep", "keep", id="paper.keep", tooltip="Keep the paper, or stop keeping it"),
        Binding("y", "copy_link", "copy", id="paper.copy", tooltip="Copy the paper's Hub link"),
        Binding("Y", "copy_menu", "Copy…", show=False, id="paper.copy_menu", tooltip="Choose what to copy"),
        Binding("o", "open_hub", "open", id="paper.open", tooltip="Open the Hub page in the browser"),
        Binding("p", "open_pdf", "PDF", show=False, id="paper.pdf", tooltip="Open the PDF in the browser"),
    ]

    @property
    def paper(self) -> Paper | None:
        """The paper the keys are about; None when there is none."""
        raise NotImplementedError

    @property
    def found_in(self) -> str:
        """The label of the feed the paper was found in."""
        return ""

    def action_keep(self) -> None:
        """Keep the paper, or stop keeping it."""
        if self.paper is not None:
            self.post_message(requests.ToggleBookmark(self.paper, self.found_in))

    def action_copy_link(self) -> None:
        """Copy the Hub link."""
        if self.paper is None:
            return
        link = self.paper.key.hub_url
        if link is None:
            self.notify("This paper has no Hub link: only its title is known. Y copies more", markup=False)
        else:
            self.post_message(requests.CopyText("Hub link", link))

    @work(group="dialog")
    async def action_copy_menu(self) -> None:
        """Choose what to copy."""
        paper = self.paper
        if paper is None:
            return
        copy = await self.app.push_screen_wait(CopyMenu(paper))
        text = None if copy is None else copy.text(paper)
        if copy is not None and text is not None:
            self.post_message(requests.CopyText(copy.label, text))

    def action_open_hub(self) -> None:
        """Open the Hub page."""
        if self.paper is not None:
            self._open(self.paper.key.hub_url)

    def action_open_pdf(self) -> None:
        """Open the PDF."""
        if self.paper is not None:
            self._open(self.paper.key.pdf_url)

    def _open(self, url: str | None) -> None:
        if url is None:
            self.notify("There is no address to open: only the title is known", markup=False)
        else:
            self.post_message(requests.OpenLink(url))
