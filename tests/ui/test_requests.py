"""What any screen may ask of the app."""

import pytest

from paperreader.domain.papers.feed import Sample
from paperreader.ui.kit.requests import Request
from tests.ui.reader import reader


def test_every_request_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    assert app._answers.keys() == set(Request.__subclasses__())
