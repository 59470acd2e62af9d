"""The last line of a dialog: what its keys do."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from paperreader.document.cells import cell_width, cut

_GAP = "   "


class KeyLine(Widget):
    """Shows what keys do, as much as there is room for; the last, which ends the dialog, is there in any case."""

    phrases: reactive[tuple[str, ...]] = reactive((), layout=True)
    """Such as `Enter saves`."""

    def __init__(self, *phrases: str) -> None:
        super().__init__(classes="dialog-hint")
        self.set_reactive(KeyLine.phrases, phrases)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the columns that all of it takes."""
        del container, viewport
        return cell_width(_GAP.join(self.phrases))

    def render(self) -> Content:
        """Draw what there is room for."""
        kept = list(self.phrases)
        while len(kept) > 1 and cell_width(_GAP.join(kept)) > self.size.width:
            del kept[-2]
        return Content(cut(_GAP.join(kept), self.size.width))
