"""A small hub for tests: the documented API of Hugging Face Papers over real sockets, faults included."""

from tests.hub.answers import Request
from tests.hub.faults import Fault
from tests.hub.limit import Limit
from tests.hub.papers import OMIT, Entry, entry, recorded_days, written_days
from tests.hub.server import Hub

__all__ = ["OMIT", "Entry", "Fault", "Hub", "Limit", "Request", "entry", "recorded_days", "written_days"]
