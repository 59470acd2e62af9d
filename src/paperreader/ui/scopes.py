"""Which keys are in force at the same time, and under which heading the help tells them."""

from collections.abc import Sequence

from paperreader.ui.app import PaperReaderApp
from paperreader.ui.artefacts.rows import ArtefactList
from paperreader.ui.artefacts.screen import ArtefactsScreen
from paperreader.ui.browse.filter_bar import FilterBar
from paperreader.ui.browse.panes import Panes
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.query_input import QueryInput
from paperreader.ui.dialogs.help import Section
from paperreader.ui.discussion.screen import DiscussionScreen
from paperreader.ui.discussion.view import DiscussionView
from paperreader.ui.kit.row_list import RowList
from paperreader.ui.paper.screen import PaperScreen
from paperreader.ui.reading.find_bar import FindBar
from paperreader.ui.reading.screen import ReadingScreen
from paperreader.ui.reading.view import ReadingView

_EVERYWHERE = (PaperReaderApp, PaperScreen, Panes)
SCOPES: Sequence[Sequence[type]] = (
    (RowList, *_EVERYWHERE),
    (PaperDetail, *_EVERYWHERE),
    (QueryInput, FilterBar),
    # `q` leads back there, as in a dialog.
    (DiscussionView, PaperScreen, DiscussionScreen),
    (RowList, ArtefactList, PaperScreen, ArtefactsScreen),
    (ReadingView, PaperScreen, ReadingScreen),
    (FindBar,),
)
"""Owners of bindings that are in force at the same time."""
SECTIONS: Sequence[Section] = (
    ("In a list", (RowList,)),
    ("The paper", (PaperScreen,)),
    ("Papers and panes", (Panes,)),
    ("The reader", (PaperReaderApp,)),
    ("In the detail", (PaperDetail,)),
    ("In the comments", (DiscussionView, DiscussionScreen)),
    ("Models, data and code", (ArtefactsScreen, ArtefactList)),
    ("In the full text", (ReadingView, ReadingScreen)),
    ("In the filter", (FilterBar, QueryInput)),
    ("In the search of a full text", (FindBar,)),
)
"""The help."""
