"""Remembering what is to outlive the run, for whichever screen says so."""

from collections.abc import Callable

from textual.app import App

from paperreader.domain.view_state import ViewState
from paperreader.services.view_states import ViewStates
from paperreader.ui.kit import requests

_MOMENT = 1.0
"""Seconds within which all that is to be remembered is written at once."""


class Remembering:
    """Shows at once what is to be remembered, and writes it a moment later, with what comes meanwhile.

    Args:
        view_states: What writes it.
        app: Runs that.
        state: What was remembered so far.
        show: Shows what is remembered now.
    """

    def __init__(
        self, view_states: ViewStates, app: App[None], state: ViewState, show: Callable[[ViewState], None]
    ) -> None:
        self._view_states = view_states
        self._app = app
        self._state = state
        self._show = show
        self.is_saving_due = False
        """There is something to write yet."""

    def remember(self, request: requests.Remember) -> None:
        """Remember fields of the view state, if there are any."""
        if not request.changes:
            return
        self._state = self._state.with_changes(request.changes)
        self._show(self._state)
        self._view_states.note(request.changes)
        if not self.is_saving_due:
            self.is_saving_due = True
            self._app.set_timer(_MOMENT, self._begin_to_save)

    def _begin_to_save(self) -> None:
        self.is_saving_due = False
        self._app.run_worker(self._view_states.save(), group="view state")
