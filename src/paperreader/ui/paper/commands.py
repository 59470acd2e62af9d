"""What can be done with the paper on a screen, or with the papers selected there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from paperreader.domain.bookmarks.bookmark import Annotations, Status, counted_tags
from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.feed import Submissions
from paperreader.domain.papers.paper import Paper
from paperreader.ui.kit import present, requests
from paperreader.ui.paper.screen import Command, PaperScreen

if TYPE_CHECKING:
    from paperreader.formats import Format

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
    """Ask for tags; papers without a bookmark get one with the first."""
    screen.post_message(requests.AfterChanges(partial(_ask_for_tags, screen)))


async def _ask_for_tags(screen: PaperScreen) -> None:
    papers = screen.papers
    if not papers:
        return
    from paperreader.ui.dialogs.tags import TagsDialog  # noqa: PLC0415 - the start does not wait for it

    known = [tag for tag, _ in counted_tags(screen.snapshot.bookmarks)]
    if len(papers) == 1:
        bookmark = screen.bookmark_of(papers[0])
        title = f"Tags of {present.shown(papers[0].title)}"
        dialog = TagsDialog(title, known, answer="" if bookmark is None else " ".join(bookmark.tags))
    else:
        number = present.number_of_papers(len(papers))
        dialog = TagsDialog(f"Tags for {number}: tag adds, -tag removes", known)
    await screen.app.push_screen(dialog, partial(_tag, screen, papers))


def _tag(screen: PaperScreen, papers: Sequence[Paper], answer: str | None) -> None:
    if answer is None:
        return
    if len(papers) == 1:
        _annotate(screen, papers, Annotations(tags=(answer,)), is_worth_a_bookmark=bool(answer))
        return
    typed = answer.replace(",", " ").split()
    added = tuple(tag for tag in typed if not tag.startswith("-"))
    removed = tuple(tag[1:] for tag in typed if tag.startswith("-"))
    _annotate(
        screen, papers, Annotations(add_tags=added, remove_tags=removed), is_worth_a_bookmark=bool(added)
    )


async def note(screen: PaperScreen) -> None:
    """Open the note on the paper; without a bookmark it gets one with the first words."""
    screen.post_message(requests.AfterChanges(partial(_write_note, screen)))


async def _write_note(screen: PaperScreen) -> None:
    if screen.paper is not None:
        bookmark = screen.bookmark_of(screen.paper)
        note = "" if bookmark is None else bookmark.note
        screen.post_message(requests.WriteNote(screen.paper, note, screen.found_in))


async def status(screen: PaperScreen) -> None:
    """Give all papers the status after that of the first; without a bookmark they get one with it."""
    screen.post_message(requests.AfterChanges(partial(_go_to_next_status, screen)))


async def _go_to_next_status(screen: PaperScreen) -> None:
    if papers := screen.papers:
        statuses = list(Status)
        first = screen.bookmark_of(papers[0])
        former = Status.TO_READ if first is None else first.status
        following = statuses[(statuses.index(former) + 1) % len(statuses)]
        _annotate(screen, papers, Annotations(status=following))


def _annotate(
    screen: PaperScreen,
    papers: Sequence[Paper],
    annotations: Annotations,
    *,
    is_worth_a_bookmark: bool = True,
) -> None:
    missing = papers if is_worth_a_bookmark else ()
    keys = [paper.key for paper in papers]
    screen.post_message(requests.ChangeAnnotations(keys, annotations, missing, screen.found_in))
    screen.deselect(papers)


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
    from paperreader.formats.copies import COPIES  # noqa: PLC0415 - the start does not wait for it
    from paperreader.ui.dialogs.menu import Menu  # noqa: PLC0415 - likewise

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
    from paperreader.ui.dialogs.menu import Menu  # noqa: PLC0415 - the start does not wait for it

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
    from paperreader.formats import FORMATS  # noqa: PLC0415 - the start does not wait for it
    from paperreader.ui.dialogs.menu import Menu  # noqa: PLC0415 - likewise

    formats = {each.key: each for each in FORMATS.values()}

    def take(answer: str | None) -> None:
        if answer is not None:
            _ask_for_file(screen, entries, formats[answer], are_selected=are_selected)

    menu = Menu("Export as", [(key, each.label) for key, each in formats.items()])
    screen.app.push_screen(menu, take)


def _ask_for_file(
    screen: PaperScreen, entries: Sequence[Entry], format_: Format, *, are_selected: bool
) -> None:
    from paperreader.ui.dialogs.question import Question  # noqa: PLC0415 - the start does not wait for it

    def write(path: str | None) -> None:
        if path is not None:
            screen.post_message(requests.ExportEntries(entries, format_.name, path))
            if are_selected:
                screen.deselect(entry.paper for entry in entries)

    question = f"File name, such as papers{format_.suffix}; empty: the clipboard"
    screen.app.push_screen(Question(question, can_be_empty=True, does="exports"), write)


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
        from paperreader.ui.dialogs.menu import Menu  # noqa: PLC0415 - the start does not wait for it

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


def show_submitter(screen: PaperScreen) -> None:
    """Go to what the submitter of the paper put on Daily Papers."""
    paper = screen.paper
    if paper is None or paper.submitted_by is None:
        screen.notify("The submitter of this paper is not known", markup=False)
    else:
        screen.post_message(requests.ShowFeed(Submissions(paper.submitted_by.username)))


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
