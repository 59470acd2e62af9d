"""Range requests (RFC 9110, section 14): asking for the rest of a file, and whether a response is that rest."""

import re

from paperreader.domain.papers.download import DownloadStart, ResumeState
from paperreader.errors import SourceChanged
from paperreader.sources.arxiv.client import BROWSER
from paperreader.sources.http.response import Response
from paperreader.sources.http.retry import TransientError

_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-\d{1,15}/(\d{1,15}|\*)")


class RangeMismatch(TransientError):
    """What is here is not the beginning of what is there now; the whole file has to be asked for, at once."""

    def __init__(self) -> None:
        super().__init__(SourceChanged("arXiv's answers do not fit together", BROWSER), wait=0)


def range_headers(here: ResumeState) -> dict[str, str]:
    """Return the headers that ask for the rest of what is here, if that can be resumed, and for all if not."""
    # Not compressed: what is kept must be the bytes that a range counts.
    headers = {"Accept-Encoding": "identity"}
    if here.can_go_on:
        headers |= {"Range": f"bytes={here.size}-", "If-Range": here.validator}
    return headers


def resumed(response: Response, here: ResumeState) -> DownloadStart:
    """Return where the bytes of a partial response (206) belong.

    Raises:
        RangeMismatch: They are not the rest of what is here.
    """
    found = _CONTENT_RANGE.fullmatch(response.headers.get("content-range", "").strip())
    if found is None or int(found[1]) != here.size or validator(response) not in {"", here.validator}:
        raise RangeMismatch
    total = None if found[2] == "*" else int(found[2])
    if None not in {total, here.total} and total != here.total:
        raise RangeMismatch
    return DownloadStart(here.size, here.validator, here.total if total is None else total)


def validator(response: Response) -> str:
    """Return what names the content to the byte, for `If-Range`; a weak ETag does not."""
    etag = response.headers.get("etag", "")
    return etag if etag.startswith('"') else response.headers.get("last-modified", "")
