"""Commands of the user's own: their keys, and running them for papers."""

from collections.abc import Mapping, Sequence

from textual.app import App, SuspendNotSupported
from textual.binding import Binding

from paperreader.domain.custom_command import CommandError, CustomCommand
from paperreader.domain.papers.paper import Paper
from paperreader.domain.tex.unicode import to_unicode
from paperreader.errors import CommandFailed
from paperreader.services.desktop import Desktop
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.kit import keys, present, requests, toasts
from paperreader.ui.paper.screen import OWN_COMMAND, PaperScreen

_MANY = 10
"""Papers above which it is asked whether a command is to be run for each of them."""


def owner_of(commands: Mapping[str, CustomCommand]) -> type:
    """Return a class that declares the commands' bindings, as screens declare theirs."""
    bindings = [
        Binding(
            command.key or f"{keys.OFF} {place}",
            f"screen.paper({OWN_COMMAND + name!r})",
            name,
            show=False,
            id=f"{OWN_COMMAND}{name}",
            tooltip=name,
        )
        for place, (name, command) in enumerate(commands.items())
    ]
    return type("CustomCommandKeys", (), {"BINDINGS": bindings})


def keys_of(commands: Mapping[str, CustomCommand]) -> Mapping[str, str]:
    """Return the keys the commands have, by the id of their binding."""
    return {f"{OWN_COMMAND}{name}": command.key for name, command in commands.items() if command.key}


def scopes_with(
    commands: Mapping[str, CustomCommand], scopes: Sequence[Sequence[type]]
) -> Sequence[Sequence[type]]:
    """Return which keys are in force at the same time, the commands' wherever there is a paper."""
    own = owner_of(commands)
    return [(*owners, own) if PaperScreen in owners else owners for owners in scopes]


class CustomCommands:
    """Runs commands, one paper after the other, and says what came of it.

    Args:
        commands: By name.
        desktop: Runs programs.
        app: Whose terminal it is.
    """

    def __init__(self, commands: Mapping[str, CustomCommand], desktop: Desktop, app: App[None]) -> None:
        self._commands = commands
        self._desktop = desktop
        self._app = app

    def run(self, request: requests.RunCommand) -> None:
        """Run a command for papers."""
        command = self._commands[request.name]
        self._app.run_worker(self._run(command, request.papers), group="custom command")

    async def _run(self, command: CustomCommand, papers: Sequence[Paper]) -> None:
        if not papers:
            toasts.warn(self._app, f"{command.name}: no paper is highlighted")
            return
        if len(papers) > _MANY and not await self._is_meant(command, len(papers)):
            return
        run = self._run_in_terminal if command.has_terminal else self._run_beside
        failures = []
        for paper in papers:
            try:
                await run(command.argv_for(values_of(paper)))
            except (CommandError, CommandFailed) as error:
                message = error.message if isinstance(error, CommandFailed) else f"it {error}"
                failures.append(message)
        self._tell(command, len(papers), failures)

    async def _is_meant(self, command: CustomCommand, number: int) -> bool:
        choices = [("r", f"Run it {number:,} times"), ("c", "Cancel")]
        heading = f"Run {command.name} for each of {number:,} papers?"
        return await self._app.push_screen_wait(Menu(heading, choices)) == "r"

    async def _run_beside(self, argv: Sequence[str]) -> None:
        await self._desktop.run(argv)

    async def _run_in_terminal(self, argv: Sequence[str]) -> None:
        failure: CommandFailed | None = None
        try:
            # As with the editor: what the reader drew meanwhile would be drawn over the program.
            with self._app.suspend():
                try:
                    self._desktop.run_in_terminal(argv)
                except CommandFailed as error:
                    failure = error
        except SuspendNotSupported:
            failure = CommandFailed("it needs a terminal")
        if failure is not None:
            raise failure

    def _tell(self, command: CustomCommand, number: int, failures: Sequence[str]) -> None:
        if not failures:
            what = "done" if number == 1 else f"done for {present.number_of_papers(number)}"
            toasts.tell(self._app, f"{command.name}: {what}")
            return
        those = "" if number == 1 else f"failed for {len(failures):,} of {present.number_of_papers(number)}: "
        toasts.warn(self._app, f"{command.name}: {those}{failures[0]}")


def values_of(paper: Paper) -> Mapping[str, str | None]:
    """Return what can be filled in for a paper."""
    from paperreader.formats.bibtex import to_bibtex  # noqa: PLC0415 - only who runs commands needs it

    key = paper.key
    return {
        "id": key.arxiv_id,
        "url": key.hub_url,
        "pdf": key.pdf_url,
        "title": to_unicode(paper.title),
        "bibtex": to_bibtex(paper),
    }
