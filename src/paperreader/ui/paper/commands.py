"""What can be done with the paper on a screen, or with the papers selected there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from textual.message import Message

from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark, Status, counted_tags
from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.paper import Paper
from paperreader.formats import FORMATS, Format
from paperreader.formats.copies import COPIES
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.dialogs.question import Question
from paperreader.ui.kit import present, requests
from paperreader.ui.paper.screen import Command, PaperScreen

SELECTED = "c"
"""The letter of the selected papers among what can be exported."""
_MANY = 10
"""Pages that are asked about before they are opened at once."""
AddressOf = Callable[[Paper], str | None]


# Bookmarks ------------------------------------------------------------------------------------------------------


async def keep(screen: PaperScreen) -> None:
    """Bookmark the papers, or remove their bookmarks if all have one."""
    if papers := screen.papers:
        screen.post_message(requests.ToggleBookmarks(papers, screen.found_in))
        screen.deselect(papers)


async def tags(screen: PaperScreen) -> None:
    """Ask for the tags of the bookmarked papers."""
    screen.post_message(requests.AfterChanges(partial(_ask_for_tags, screen)))


async def _ask_for_tags(screen: PaperScreen) -> None:
    bookmarks = bookmarks_of(screen)
    if not bookmarks:
        return
    from paperreader.ui.dialogs.tags import TagsDialog  # noqa: PLC0415 - the start does not wait for it

    known = [tag for tag, _ in counted_tags(screen.snapshot.bookmarks)]
    if len(bookmarks) == 1:
        title = f"Tags of {present.shown(bookmarks[0].paper.title)}"
        dialog = TagsDialog(title, known, answer=" ".join(bookmarks[0].tags))
    else:
        number = present.number_of_papers(len(bookmarks))
        dialog = TagsDialog(f"Tags for {number}: tag adds, -tag removes", known)
    await screen.app.push_screen(dialog, partial(_tag, screen, bookmarks))


def _tag(screen: PaperScreen, bookmarks: Sequence[Bookmark], answer: str | None) -> None:
    if answer is None:
        return
    if len(bookmarks) == 1:
        _annotate(screen, bookmarks, Annotations(tags=(answer,)))
        return
    typed = answer.replace(",", " ").split()
    added = tuple(tag for tag in typed if not tag.startswith("-"))
    removed = tuple(tag[1:] for tag in typed if tag.startswith("-"))
    _annotate(screen, bookmarks, Annotations(add_tags=added, remove_tags=removed))


async def note(screen: PaperScreen) -> None:
    """Open the note on the bookmarked paper."""
    screen.post_message(requests.AfterChanges(partial(_write_note, screen)))


async def _write_note(screen: PaperScreen) -> None:
    bookmark = screen.bookmark_of(screen.paper)
    if bookmark is None:
        _say_how_to_keep(screen)
    else:
        screen.post_message(requests.WriteNote(bookmark))


async def status(screen: PaperScreen) -> None:
    """Give all bookmarked papers the status after that of the first."""
    screen.post_message(requests.AfterChanges(partial(_go_to_next_status, screen)))


async def _go_to_next_status(screen: PaperScreen) -> None:
    if bookmarks := bookmarks_of(screen):
        statuses = list(Status)
        following = statuses[(statuses.index(bookmarks[0].status) + 1) % len(statuses)]
        _annotate(screen, bookmarks, Annotations(status=following))


def bookmarks_of(screen: PaperScreen) -> Sequence[Bookmark]:
    """Return the bookmarks of the papers; where there are papers and none is bookmarked, say how to do that."""
    bookmarks = [each for paper in screen.papers if (each := screen.bookmark_of(paper)) is not None]
    if screen.papers and not bookmarks:
        _say_how_to_keep(screen)
    return bookmarks


def _say_how_to_keep(screen: PaperScreen) -> None:
    if screen.paper is not None:
        screen.notify("Tags, note and status are for bookmarked papers: b bookmarks this one", markup=False)


def _annotate(screen: PaperScreen, bookmarks: Sequence[Bookmark], annotations: Annotations) -> None:
    screen.post_message(requests.ChangeAnnotations([each.paper.key for each in bookmarks], annotations))
    screen.deselect(each.paper for each in bookmarks)


# Copying and exporting ------------------------------------------------------------------------------------------


async def copy_link(screen: PaperScreen) -> None:
    """Copy the Hub links of the papers, one a line."""
    papers, links = _with_address(screen.papers, lambda paper: paper.key.hub_url)
    if links:
        what = "Hugging Face link" if len(links) == 1 else f"{len(links):,} Hugging Face links"
        screen.post_message(requests.CopyText(what, "\n".join(links)))
        screen.deselect(papers)
    elif screen.paper is not None:
        screen.notify("This paper has no link: only its title is known. Y copies more", markup=False)


async def copy_menu(screen: PaperScreen) -> None:
    """Ask what to copy."""
    paper = screen.paper
    if paper is None:
        return
    # Only what the paper has is offered.
    texts = {copy.key: (copy.label, text) for copy in COPIES if (text := copy.text(paper))}

    def copy(answer: str | None) -> None:
        if answer is not None:
            label, text = texts[answer]
            what = label if label == "BibTeX" else f"{label[0].lower()}{label[1:]}"
            screen.post_message(requests.CopyText(what, text))

    await screen.app.push_screen(Menu("Copy", [(key, label) for key, (label, _) in texts.items()]), copy)


async def export(screen: PaperScreen) -> None:
    """Ask which papers to export, in which format, and where to."""
    exports = {key: (name, entries) for key, name, entries in screen.exports if entries}
    if not exports:
        screen.notify("Nothing to export here", markup=False)
        return

    def take(answer: str | None) -> None:
        if answer is not None:
            _ask_for_format(screen, exports[answer][1], are_selected=answer == SELECTED)

    choices = [(key, f"{name}  ({len(entries):,})") for key, (name, entries) in exports.items()]
    await screen.app.push_screen(Menu("Export", choices), take)


def _ask_for_format(screen: PaperScreen, entries: Sequence[Entry], *, are_selected: bool) -> None:
    formats = {each.key: each for each in FORMATS.values()}

    def take(answer: str | None) -> None:
        if answer is not None:
            _ask_for_file(screen, entries, formats[answer], are_selected=are_selected)

    menu = Menu("Export as", [(key, each.label) for key, each in formats.items()])
    screen.app.push_screen(menu, take)


def _ask_for_file(
    screen: PaperScreen, entries: Sequence[Entry], format_: Format, *, are_selected: bool
) -> None:
    def write(path: str | None) -> None:
        if path is not None:
            screen.post_message(requests.ExportEntries(entries, format_.name, path))
            if are_selected:
                screen.deselect(entry.paper for entry in entries)

    question = f"File name, such as papers{format_.suffix}; empty: the clipboard"
    screen.app.push_screen(Question(question, can_be_empty=True), write)


# Opening --------------------------------------------------------------------------------------------------------


async def open_hub(screen: PaperScreen) -> None:
    """Open the Hub pages of the papers."""
    _open_pages(screen, lambda paper: paper.key.hub_url)


async def open_pdf(screen: PaperScreen) -> None:
    """Open the PDFs of the papers."""
    _open_pages(screen, lambda paper: paper.key.pdf_url)


def _open_pages(screen: PaperScreen, address_of: AddressOf) -> None:
    papers, urls = _with_address(screen.papers, address_of)
    if urls:
        open_all(screen, urls, lambda: screen.deselect(papers))
    elif screen.paper is not None:
        open_address(screen, None)


def open_all(screen: PaperScreen, urls: Sequence[str], then: Callable[[], None]) -> None:
    """Open addresses and call `then`; many of them only if the user says so."""

    def take(answer: str | None) -> None:
        if answer == "o":
            screen.post_message(requests.OpenLink(urls[0]) if len(urls) == 1 else requests.OpenLinks(urls))
            then()

    if len(urls) < _MANY:
        take("o")
    else:
        choices = [("o", "Open them all"), ("l", "Cancel")]
        screen.app.push_screen(Menu(f"{len(urls):,} pages in the browser", choices), take)


def open_address(screen: PaperScreen, url: str | None) -> None:
    """Open an address; where there is none, say why."""
    if url is None:
        screen.notify("No page to open: only the title is known", markup=False)
    else:
        screen.post_message(requests.OpenLink(url))


async def download_pdf(screen: PaperScreen) -> None:
    """Download the PDFs of the papers."""
    papers = [paper for paper in screen.papers if paper.key.pdf_url is not None]
    if papers:
        screen.post_message(requests.DownloadPdfs(papers))
        screen.deselect(papers)
    elif screen.paper is not None:
        screen.notify("No PDF to download: only the title is known", markup=False)


async def full_text(screen: PaperScreen) -> None:
    """Show the full text of the paper."""
    _show(screen, requests.ShowFullText, "No full text here")


async def discussion(screen: PaperScreen) -> None:
    """Show the comments on the paper."""
    _show(screen, requests.ShowDiscussion, "No comments here")


async def artefacts(screen: PaperScreen) -> None:
    """Show the models, datasets, Spaces and code of the paper."""
    _show(screen, requests.ShowArtefacts, "No models, data and code here")


def _show(screen: PaperScreen, request: Callable[[Paper], Message], why_not: str) -> None:
    if screen.paper is not None and screen.paper.key.arxiv_id is None:
        screen.notify(f"{why_not}: only the title is known", markup=False)
    elif screen.paper is not None:
        screen.post_message(request(screen.paper))


def _with_address(papers: Iterable[Paper], address_of: AddressOf) -> tuple[Sequence[Paper], Sequence[str]]:
    """Return those of the papers that have an address, and the addresses."""
    pairs = [(paper, address) for paper in papers if (address := address_of(paper)) is not None]
    return [paper for paper, _ in pairs], [address for _, address in pairs]


COMMANDS: Mapping[str, Command] = {
    "keep": keep,
    "copy": copy_link,
    "copy_menu": copy_menu,
    "tags": tags,
    "note": note,
    "status": status,
    "export": export,
    "open": open_hub,
    "pdf": open_pdf,
    "download": download_pdf,
    "full_text": full_text,
    "discussion": discussion,
    "artefacts": artefacts,
}
