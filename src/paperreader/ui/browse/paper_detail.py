"""One paper, in full, drawn line by line: nothing is laid out, only what is seen is drawn."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec import Struct
from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from paperreader.document.cells import cell_width, chop, wrap
from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.feed import Archived
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.papers.picture import Picture, picture_url
from paperreader.domain.ports import Clock
from paperreader.domain.query.highlight import highlight_spans
from paperreader.ui.browse import detail_text
from paperreader.ui.browse.detail_text import Link, Paragraph
from paperreader.ui.browse.half_blocks import half_blocks
from paperreader.ui.kit import requests
from paperreader.ui.kit.link_hints import LinkHints, VisibleLink
from paperreader.ui.kit.scrolling import moving, set_lines
from paperreader.ui.terminal.kitty_graphics import placeholders

_MEASURE = 80
"""Columns of running text at most, however wide the pane."""
_BAR = "▎ "
_PICTURE = 12
"""Lines of a picture at most."""
HALF_BLOCKS, CELL = Size(1, 2), Size(10, 20)
"""Pixels of a picture in a cell: of two blocks, and of a terminal that has pictures, about."""
_LEAST_ROOM = Size(30, 14)
"""Columns and lines of a pane below which there are no pictures."""
_LEAST_SEEN = 3
"""Lines of a picture that must be seen below the text, unless the reader has scrolled to its end."""


class DetailLine(Struct, frozen=True):
    """A line as it stands on the page."""

    text: str
    kind: str = "plain"
    label: str = ""
    """What stands before it, at the left edge."""
    links: tuple[Link, ...] = ()
    """Parts of the text that lead somewhere."""
    picture_row: int | None = None
    """Which line of the picture it is."""


class PaperDetail(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a paper; a refreshed one does not move under the reader's eyes."""

    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual's own form
        "detail--title",
        "detail--heading",
        "detail--plain",
        "detail--muted",
        "detail--label",
        "detail--wanted",
        "detail--hint",
    }
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        *moving("scroll"),
        Binding("F", "hints", "links", id="detail.links", tooltip="Link hints: follow a link by its letter"),
        Binding(
            "enter", "authors", "authors", id="detail.authors", tooltip="Show all authors, or only the first"
        ),
    ]

    paper: reactive[Paper | None] = reactive(None, repaint=False)
    is_kept: reactive[bool] = reactive(default=False, repaint=False)
    is_unsaved: reactive[bool] = reactive(default=False, repaint=False)
    """What was changed of its bookmark is not on disk yet."""
    bookmark: reactive[Bookmark | None] = reactive(None, repaint=False)
    """What the reader said of the paper."""
    all_authors: reactive[bool] = reactive(default=False, repaint=False)
    momentum: reactive[str] = reactive("", repaint=False)
    """How its votes move, in words and bars."""
    words: reactive[tuple[str, ...]] = reactive(())
    """Folded words and phrases to highlight."""
    is_source: reactive[bool] = reactive(default=False, repaint=False)
    """Texts are shown as they were written, TeX and all."""

    picture: reactive[Picture | None] = reactive(None)
    """The picture of the paper, once it is there."""

    @dataclass
    class PictureMissed(Message):
        """The place of the paper's picture came into sight; it may take so many cells."""

        key: PaperKey
        columns: int
        rows: int

    def __init__(self, clock: Clock, *, id: str, has_pictures: bool = False) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._clock = clock
        self.pixels = HALF_BLOCKS
        """Pixels of a picture in a cell."""
        self.picture_number = 0
        """Under which number the terminal has the picture; 0 where it is drawn in half blocks."""
        self._has_pictures = has_pictures
        self._lines: list[DetailLine] = []
        self._text_lines = 0
        self._hints: LinkHints | None = None
        self._missed: tuple[PaperKey, str] | None = None

    def on_mount(self) -> None:
        """Have the picture fetched anew when the reader had to give the terminal away, which then has lost it."""
        self.app.app_resume_signal.subscribe(self, self._lose_picture)

    def watch_paper(self, former: Paper | None, paper: Paper | None) -> None:
        """Show another paper from its beginning; a refreshed one keeps its place."""
        if former is None or paper is None or former.key != paper.key:
            self.set_reactive(PaperDetail.all_authors, False)  # noqa: FBT003 - Textual's own form
            self._take_picture_away()
            self.scroll_to(y=0, animate=False, immediate=True, force=True)
        self._set()
        self.refresh_bindings()

    def watch_all_authors(self) -> None:
        """Show all authors or the first ones."""
        self._set()

    def watch_is_kept(self) -> None:
        """Show whether the paper is kept."""
        self._set()

    def watch_is_unsaved(self) -> None:
        """Show whether that is on disk."""
        self._set()

    def watch_momentum(self) -> None:
        """Show how its votes move."""
        self._set()

    def watch_bookmark(self) -> None:
        """Show status, tags and note."""
        self._set()

    def watch_is_source(self) -> None:
        """Show texts as they were written, or as they are meant."""
        self._set()

    def watch_picture(self) -> None:
        """Show the picture below the text, where nothing moves for it."""
        self._set()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """See whether the place of the picture came into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._hide_hints()
        self._miss_picture()

    def on_resize(self) -> None:
        """Set the text to the new width; the picture is made anew for it."""
        self._take_picture_away()
        self._set()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer all authors only where some are left out, and links only where there is a paper."""
        del parameters
        if action == "hints":
            return self.paper is not None
        return action != "authors" or (self.paper is not None and detail_text.has_more_authors(self.paper))

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=lines, animate=False)

    def action_edge(self, side: int) -> None:
        """Scroll to the beginning or the end."""
        self.scroll_to(y=0 if side < 0 else self.max_scroll_y, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by a page, less the line that is read on from."""
        self.scroll_relative(y=pages * max(1, self.size.height - 1), animate=False)

    def action_authors(self) -> None:
        """Switch between all authors and the first ones."""
        self.all_authors = not self.all_authors

    # Links --------------------------------------------------------------------------------------------------

    def action_hints(self) -> None:
        """Show letters over the links in sight."""
        top = self.scroll_offset.y
        seen = enumerate(self._lines[top : top + self.size.height], top)
        self._hints = LinkHints.of(
            [VisibleLink(place, link.start, link.target) for place, line in seen for link in line.links]
        )
        self.refresh()

    def _hide_hints(self) -> None:
        if self._hints is not None:
            self._hints = None
            self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Select a link by its letters; a key that is none of them hides them."""
        if self._hints is not None:
            event.stop()
            # Nor is it one of the keys of the detail.
            event.prevent_default()
            self._hints, target = self._hints.typed(event.character or "")
            self.refresh()
            if target is not None:
                self._follow(target)

    def on_click(self, event: events.Click) -> None:
        """Follow the link that was clicked."""
        if (offset := event.get_content_offset(self)) is None:
            return
        place = offset.y + self.scroll_offset.y
        line = self._lines[place] if 0 <= place < len(self._lines) else DetailLine("")
        for link in line.links:
            start = cell_width(line.label + line.text[: link.start])
            if start <= offset.x < start + cell_width(line.text[link.start : link.end]):
                event.stop()
                self._follow(link.target)

    def _follow(self, target: str) -> None:
        """Open an address, or show the papers that a query finds in the archive."""
        if target.startswith(("http://", "https://")):
            self.post_message(requests.OpenLink(target))
        else:
            self.post_message(requests.ShowFeed(Archived(target)))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text selected with the mouse."""
        return selection.extract("\n".join(line.label + line.text for line in self._lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected."""
        del selection
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width, place = self.size.width, y + self.scroll_offset.y
        if place >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[place]
        # Both are appended: Rich draws a text without any appended style in no style at all.
        text = Text(end="").append(line.label, self.get_component_rich_style("detail--label"))
        text.append(line.text, self.get_component_rich_style(f"detail--{line.kind}"))
        for start, end in highlight_spans(line.text, self.words):
            wanted = self.get_component_rich_style("detail--wanted")
            text.stylize(wanted, len(line.label) + start, len(line.label) + end)
        if line.picture_row is not None and self.picture is not None:
            return Strip(self._cells(self.picture, line.picture_row)).adjust_cell_length(
                width, self.rich_style
            )
        self._mark_hints(text, len(line.label), place)
        span = None if self.text_selection is None else self.text_selection.get_span(place)
        if span is not None:
            end = len(text) if span[1] == -1 else span[1]
            text.stylize(self.screen.get_component_rich_style("screen--selection"), span[0], end)
        return (
            Strip(text.render(self.app.console))
            .adjust_cell_length(width, self.rich_style)
            .apply_offsets(0, place)
        )

    def _mark_hints(self, text: Text, margin: int, line: int) -> None:
        for start, letters in () if self._hints is None else self._hints.on_line(line):
            shown, at = text.plain, margin + start
            # Over the link, as nothing may move.
            text.plain = (shown[:at] + letters + shown[at + len(letters) :])[
                : max(len(shown), at + len(letters))
            ]
            text.stylize(self.get_component_rich_style("detail--hint"), at, at + len(letters))

    def _cells(self, picture: Picture, row: int) -> Iterable[Segment]:
        if not self.picture_number:
            return half_blocks(picture, row)
        return (placeholders(self.picture_number, cells_of(picture, self.pixels).width, row),)

    def _set(self) -> None:
        paper = self.paper
        # One column stays free before the scroll bar.
        width = min(_MEASURE, self.scrollable_content_region.width - 1)
        bookmark = self.bookmark
        if paper is None or (bookmark is not None and bookmark.paper.key != paper.key):
            bookmark = None
        paragraphs = (
            detail_text.detail(
                paper,
                bookmark,
                all_authors=self.all_authors,
                is_kept=self.is_kept,
                is_unsaved=self.is_unsaved,
                momentum=self.momentum,
                is_source=self.is_source,
                year=self._clock().year,
            )
            if paper
            else ()
        )
        lines = (
            [line for paragraph in paragraphs for line in _lines_of(paragraph, width)] if width > 0 else []
        )
        self._text_lines = len(lines)
        if lines and self.picture is not None:
            lines += [
                DetailLine(""),
                *(
                    DetailLine("", picture_row=row)
                    for row in range(cells_of(self.picture, self.pixels).height)
                ),
            ]
        if lines != self._lines:
            self._hide_hints()
            former, self._lines = self._lines, lines
            top = self.scroll_offset.y
            set_lines(self, len(lines))
            if len(lines) == len(former) and top == self.scroll_offset.y:
                self._refresh_changed(former)
            else:
                self.refresh()
        self._miss_picture()

    def _refresh_changed(self, former: Sequence[DetailLine]) -> None:
        """Draw the lines in sight anew that are others than formerly."""
        top = self.scroll_offset.y
        for y, (line, other) in enumerate(zip(self._lines[top:], former[top:], strict=True)):
            if y < self.size.height and line != other:
                self.refresh(Region(0, y, self.size.width, 1))

    def _lose_picture(self, _: App[object]) -> None:
        self._take_picture_away()
        self._set()

    def _take_picture_away(self) -> None:
        self.set_reactive(PaperDetail.picture, None)
        self._missed = None

    def _miss_picture(self) -> None:
        """Say once that the picture's place is in sight, where there is room for one."""
        room, paper = self.scrollable_content_region, self.paper
        if not self._has_pictures or paper is None or self.picture is not None:
            return
        if room.width < _LEAST_ROOM.width or room.height < _LEAST_ROOM.height:
            return
        url = picture_url(paper)
        top = self.scroll_offset.y
        is_seen = self._text_lines + (0 if top else _LEAST_SEEN) <= top + room.height
        if url is not None and is_seen and self._missed != (paper.key, url):
            self._missed = paper.key, url
            self.post_message(
                self.PictureMissed(
                    paper.key,
                    min(_MEASURE, room.width),
                    min(_PICTURE, room.height // 2),
                )
            )


def cells_of(picture: Picture, pixels: Size) -> Size:
    """Return how many cells a picture takes, with so many of its pixels in each."""
    return Size(-(-picture.width // pixels.width), -(-picture.height // pixels.height))


def _lines_of(paragraph: Paragraph, width: int) -> Iterator[DetailLine]:
    """Yield a paragraph's lines; words longer than a line are broken, since nothing scrolls sideways."""
    label = _BAR if paragraph.is_machine_made else paragraph.label
    room = max(1, width - len(label))
    links, end = list(paragraph.links), 0
    for number, text in enumerate(wrap(paragraph.text, room)):
        for part, piece in enumerate(chop(text, room)):
            is_first = number == part == 0
            shown = label if is_first or paragraph.is_machine_made else " " * len(label)
            on_line: tuple[Link, ...] = ()
            if links and (start := paragraph.text.find(piece, end)) >= 0:
                end = start + len(piece)
                on_line = tuple(_part_of(link, start, end) for link in links if link.start < end)
                links = [link for link in links if link.end > end]
            yield DetailLine(piece, paragraph.kind, shown, on_line)


def _part_of(link: Link, start: int, end: int) -> Link:
    """Return the part of a link that stands between two places of its text, counted from the first."""
    return Link(max(link.start - start, 0), min(link.end, end) - start, link.target)
