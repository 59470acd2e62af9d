"""Which screen a request opens; each is imported when it is opened first."""

from textual.screen import Screen

from paperreader.domain.ports import Clock
from paperreader.services import Services
from paperreader.ui.kit import requests


def screen_for(request: requests.Request, services: Services, clock: Clock) -> Screen[None]:
    """Return the screen that is asked for, with nothing bound to it yet."""
    match request:
        case requests.ShowTrends(queries):
            from paperreader.ui.dialogs.trends import TrendsScreen  # noqa: PLC0415 - the start does not wait for it

            return TrendsScreen(services.trends, clock, queries)
        case requests.ShowDiscussion(paper):
            from paperreader.ui.discussion.screen import DiscussionScreen  # noqa: PLC0415 - likewise

            return DiscussionScreen(services.discussions, services.library, clock, paper)
        case requests.ShowArtefacts(paper):
            from paperreader.ui.artefacts.screen import ArtefactsScreen  # noqa: PLC0415 - likewise

            is_offline = services.library.is_offline
            return ArtefactsScreen(services.artefacts, clock, paper, is_offline=is_offline)
        case requests.ShowFullText(paper):
            from paperreader.ui.reading.screen import ReadingScreen  # noqa: PLC0415 - likewise

            return ReadingScreen(services.full_texts, services.library, paper)
    raise AssertionError(f"there is no screen for {type(request).__name__}")
