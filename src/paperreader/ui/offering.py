"""Opening the palette over the screen in front, and doing what is picked there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from inspect import isawaitable

from textual.app import App, SystemCommand
from textual.binding import ActiveBinding
from textual.screen import Screen

from paperreader.domain.papers.calendar import current_day
from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.ports import Clock
from paperreader.ui.kit import present, requests
from paperreader.ui.palette.in_force import in_force, offers_of
from paperreader.ui.palette.offer import Offer
from paperreader.ui.palette.palette import Palette
from paperreader.ui.palette.synonyms import NAMED
from paperreader.ui.paper.screen import PaperScreen


class Offering:
    """Gathers what can be done on the screen in front, once for each opening.

    Args:
        app: Runs what is picked.
        clock: Says which days have begun.
        named: Returns what can be done on a screen and has no key.
    """

    def __init__(
        self, app: App[None], clock: Clock, named: Callable[[Screen[object]], Iterable[SystemCommand]]
    ) -> None:
        self._app = app
        self._clock = clock
        self._named = named

    async def open(self, uses: Mapping[str, int]) -> None:
        """Open the palette; what is picked is counted among what was used, and done."""
        palette = Palette(list(self._offers(self._app.screen)), uses, self._typed)
        await self._app.push_screen(palette, partial(self._take, uses))

    async def _take(self, uses: Mapping[str, int], offer: Offer | None) -> None:
        if offer is None:
            return
        if offer.id:
            self._app.post_message(
                requests.Remember({"commands": {**uses, offer.id: uses.get(offer.id, 0) + 1}})
            )
        if isawaitable(doing := offer.run()):
            await doing

    # What there is ------------------------------------------------------------------------------------------

    def _offers(self, screen: Screen[object]) -> Iterator[Offer]:
        yield from offers_of(self._app, in_force(screen), partial(_told_of, screen))
        for title, about, run, _ in self._named(screen):
            yield Offer(f"command {title}", title, run, about=about, synonyms=NAMED.get(title, ""))

    def _typed(self, text: str) -> list[Offer]:
        """Return what can be done with what is typed as a whole."""
        edition = self._edition(text.strip())
        return [] if edition is None else [self._go_to(edition)]

    def _edition(self, text: str) -> Edition | None:
        for period in Period:
            try:
                edition = Edition.from_name(period, text.upper())
            except ValueError:
                continue
            return edition if edition.has_begun(self._clock()) else None
        return Edition(Period.DAY, current_day(self._clock())) if text.lower() == "today" else None

    def _go_to(self, edition: Edition) -> Offer:
        run = partial(self._app.post_message, requests.ShowFeed(edition))
        return Offer("", f"Go to {edition.label}", run, about=f"the {edition.period}")


def _told_of(screen: Screen[object], active: ActiveBinding) -> tuple[str, str]:
    """Return what a binding acts on where that is not the paper in sight, and why it can't do that now."""
    if active.node is screen and isinstance(screen, PaperScreen):
        number = len(screen.papers)
        return f"{present.number_of_papers(number)} selected" if number > 1 else "", ""
    return "", ""
