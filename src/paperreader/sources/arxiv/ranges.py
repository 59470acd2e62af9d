"""Asking for the rest of a file (RFC 9110, section 14), and whether an answer is the rest of it."""

import re

from paperreader.domain.papers.download import DownloadStart, ResumeState
from paperreader.sources.http.response import Response

_RANGE = re.compile(r"bytes (\d{1,15})-\d{1,15}/(\d{1,15}|\*)")


class Anew(Exception):
    """What is here is not the beginning of what is there now."""


def asking(here: ResumeState) -> dict[str, str]:
    """Return the headers that ask for the rest of what is here, if that can be gone on with, and for all if not."""
    # Not packed: what is kept must be the bytes that a range counts.
    headers = {"Accept-Encoding": "identity"}
    if here.can_go_on:
        headers |= {"Range": f"bytes={here.size}-", "If-Range": here.validator}
    return headers


def going_on(answer: Response, here: ResumeState) -> DownloadStart:
    """Return where the bytes of a partial answer (206) belong.

    Raises:
        Anew: They are not the rest of what is here.
    """
    found = _RANGE.fullmatch(answer.headers.get("content-range", "").strip())
    if found is None or int(found[1]) != here.size or validator(answer) not in {"", here.validator}:
        raise Anew
    total = None if found[2] == "*" else int(found[2])
    if None not in {total, here.total} and total != here.total:
        raise Anew
    return DownloadStart(here.size, here.validator, here.total if total is None else total)


def validator(answer: Response) -> str:
    """Return what names the content to the byte; a weak ETag does not."""
    etag = answer.headers.get("etag", "")
    return etag if etag.startswith('"') else answer.headers.get("last-modified", "")
