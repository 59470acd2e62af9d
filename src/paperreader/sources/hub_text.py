"""What the Hub answers at `/papers/{id}.md`: a full text, or something else that is told from it here."""

import re

from paperreader.domain.paper import PaperKey
from paperreader.domain.text import clean_lines
from paperreader.errors import PaperNotFound, SourceChanged
from paperreader.sources.answer import Answer
from paperreader.sources.refusals import NEWER

MARKDOWN = "text/markdown"
_ARXIV = "arXiv may have it"
_TEXTS = frozenset({MARKDOWN, "text/x-markdown", "text/plain", "application/octet-stream", ""})
"""What an answer that is a text may be said to be."""

# Markdown may begin with a tag, such as that of a picture; it does not begin with these.
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)

# Where arXiv has no HTML version of a paper, the Hub answers with a rendering of its own page. Nobody has said what that
# looks like, so only this is taken for certain: the page's title, which is that of the HTML page, as the first heading; or
# the headings that page ends with, whatever comes of their marks. A rendering without any of these is taken for a
# text: a page too many is seen by its reader at once, while a text that is refused is not seen at all.
_PAGE_TITLE = re.compile(r"\s*#* *Paper page - ")
_PAGE_ENDING = re.compile(
    r"^#* *\**((?:Models|Datasets|Spaces) citing|Collections including) this paper\b", re.MULTILINE
)
_LEAST_ENDINGS = 2
"""One such line may be a quotation."""


def markdown_of(key: PaperKey, answer: Answer) -> str:
    """Return the full text of a paper that an answer is, cleaned.

    Raises:
        PaperNotFound: It is a web page, the Hub's own page, or empty.
        SourceChanged: It is said to be what can't be a text.
    """
    if answer.content_type not in {*_TEXTS, "text/html", "application/xhtml+xml"}:
        raise SourceChanged(
            f"The Hub answered with {answer.content_type[:60]}, not with the text of {key}", NEWER
        )
    raw = answer.body.decode("utf-8-sig", errors="replace")
    if answer.content_type not in _TEXTS or _HTML.match(raw):
        raise PaperNotFound(f"The Hub has a web page in place of the text of {key}", _ARXIV)
    markdown = clean_lines(raw)
    if not markdown:
        raise PaperNotFound(f"The Hub's text of {key} is empty", _ARXIV)
    if is_hub_page(markdown):
        raise PaperNotFound(f"The Hub has its own page in place of the text of {key}", _ARXIV)
    return markdown


def is_hub_page(markdown: str) -> bool:
    """Tell whether a text is certainly a rendering of the Hub's page of a paper."""
    return bool(_PAGE_TITLE.match(markdown)) or (len(set(_PAGE_ENDING.findall(markdown))) >= _LEAST_ENDINGS)
