"""Responses of arXiv at `/html/{id}`: full texts, and how other things are recognised."""

import re

from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import PaperNotFound, SourceChanged, SourceError
from paperreader.sources.arxiv.client import BROWSER
from paperreader.sources.http.response import Response
from paperreader.sources.http.status_errors import LOG_IN

_PDF = "download the PDF, or open it in the browser"
_OPEN = "open it in the browser"
# The words of arXiv where there is no HTML, should it say so with the status 200.
_NONE = re.compile(rb"No HTML for |HTML is not available for")
# A page to log in at has a form, or hardly anything.
_FORM = re.compile(rb"<(?:form|input)\b", re.IGNORECASE)
_HEADING = re.compile(rb"<h[1-6]\b", re.IGNORECASE)
_PARAGRAPH = re.compile(rb"<(?:p|pre|li|td)\b", re.IGNORECASE)
_WORD = re.compile(rb"[A-Za-z]{2,}")
_MANY_WORDS = 300


def markdown_of(key: PaperKey, response: Response) -> str:
    """Return the page in a response as Markdown.

    Raises:
        PaperNotFound: It says that there is none, or nothing came of it.
        SourceChanged: It is no page, or none of a paper.
        SourceError: There is more in it than in any paper, or its authors wrote it as HTML.
    """
    # Compiling their patterns takes a while, which nobody has to wait for who reads no such text.
    from paperreader.sources.arxiv.html.element_tree import HtmlTooLarge  # noqa: PLC0415
    from paperreader.sources.arxiv.html.latexml import markdown_of as markdown_of_page  # noqa: PLC0415

    if not response.is_web_page:
        kind = response.content_type or "something else"
        raise SourceChanged(f"arXiv sent {kind[:60]}, not the HTML of {key}", LOG_IN)
    try:
        markdown = markdown_of_page(response.body, response.url, key)
    except HtmlTooLarge:
        raise SourceError(f"The HTML of {key} is larger than any paper", BROWSER) from None
    if markdown:
        return markdown
    if markdown is not None:
        raise PaperNotFound(f"arXiv could not make HTML of {key}", _PDF)
    if _NONE.search(response.body):
        raise no_page(key)
    if _is_written(key, response):
        raise SourceError(f"arXiv's HTML of {key} was not made by LaTeXML and can't be read here", _OPEN)
    raise SourceChanged("arXiv sent a web page that is not a paper", LOG_IN)


def _is_written(key: PaperKey, response: Response) -> bool:
    """Tell whether a page is what the authors of a paper wrote as HTML: arXiv gives it as it is."""
    return (
        f"/html/{key}" in response.url
        and _FORM.search(response.body) is None
        and _PARAGRAPH.search(response.body) is not None
        and (_HEADING.search(response.body) is not None or len(_WORD.findall(response.body)) > _MANY_WORDS)
    )


def no_page(key: PaperKey) -> PaperNotFound:
    """Return the error for a paper that arXiv has no HTML of."""
    return PaperNotFound(
        f"arXiv has no HTML of {key}", f"about one paper in fifteen could not be converted; {_PDF}"
    )
