"""Responses of the Hub at `/papers/{id}.md`: full texts, and how other things are recognised."""

import re

from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.text import clean_lines
from paperreader.errors import PaperNotFound, SourceChanged
from paperreader.sources.http.response import Response
from paperreader.sources.http.status_errors import NEWER

MARKDOWN = "text/markdown"
_ARXIV = "arXiv may have it"
_TEXTS = frozenset({MARKDOWN, "text/x-markdown", "text/plain", "application/octet-stream", ""})
"""Media types that a response with a text may have."""

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
_MIN_ENDINGS = 2
"""One such line may be a quotation."""

# Some texts came to the Hub through a reading service, which puts lines before them: what the page is called and where it
# is. Only the two lines that no paper begins with, in this order, are taken for its frame.
_FRAME = re.compile(
    r"\s*(?=Title:|URL Source:)(?P<said>(?:[A-Z][A-Za-z ]{0,40}:[^\n]{0,5000}\n\s*){1,12}?)Markdown Content:[ \t]*(?:\n|$)"
)
_TITLE = re.compile(r"^Title:(.*)$", re.MULTILINE)
_ADDRESS = re.compile(r"^URL Source: *(\S+) *$", re.MULTILINE)
_PAPER_PAGE = re.compile(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/papers/[^?#]*?(?<!\.md)(?:[?#].*)?$", re.IGNORECASE
)
_NO_TITLE = re.compile(
    r"^(?:\[(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Za-z-]+)?/\d{7})(?:v\d+)?\] *|[\w.-]*\d{4,7}(?:v\d+)?\.pdf$)"
)
"""What is the name of a page or of a file: an id before the title, or all there is."""
_HEADING_MARKS = re.compile(r"^[ #*_]+|[ #*_]+$")


def markdown_of(key: PaperKey, response: Response) -> str:
    """Return the full text of a paper from a response, cleaned.

    Raises:
        PaperNotFound: It is a web page, the Hub's own page, or empty.
        SourceChanged: It is said to be what can't be a text.
    """
    if response.content_type not in {*_TEXTS, "text/html", "application/xhtml+xml"}:
        raise SourceChanged(f"Hugging Face sent {response.content_type[:60]}, not the text of {key}", NEWER)
    raw = response.body.decode("utf-8-sig", errors="replace")
    if response.content_type not in _TEXTS or _HTML.match(raw):
        raise PaperNotFound(f"Hugging Face sent a web page instead of the text of {key}", _ARXIV)
    markdown = clean_lines(raw)
    if not markdown:
        raise PaperNotFound(f"Hugging Face's text of {key} is empty", _ARXIV)
    text = unframed(markdown)
    if text is None or is_hub_page(text):
        raise PaperNotFound(f"Hugging Face sent its own page instead of the text of {key}", _ARXIV)
    if not text:
        raise PaperNotFound(f"Hugging Face's text of {key} is empty", _ARXIV)
    return text


def unframed(markdown: str) -> str | None:
    """Return a text without the frame of a reading service, its title as a heading; None for the Hub's page in a frame."""
    frame = _FRAME.match(markdown)
    address = None if frame is None else _ADDRESS.search(frame["said"])
    if frame is None or address is None:
        return markdown
    titles = _TITLE.findall(frame["said"])
    title = _NO_TITLE.sub("", " ".join(titles[0].split())) if titles else ""
    text = markdown[frame.end() :].strip()
    if _PAPER_PAGE.match(address[1]) or _PAGE_TITLE.match(title) or _PAGE_TITLE.match(text):
        return None
    first = _HEADING_MARKS.sub("", text.split("\n", 1)[0])
    return text if not title or not text or first == title else f"# {title}\n\n{text}"


def is_hub_page(markdown: str) -> bool:
    """Tell whether a text is certainly a rendering of the Hub's page of a paper."""
    return bool(_PAGE_TITLE.match(markdown)) or (len(set(_PAGE_ENDING.findall(markdown))) >= _MIN_ENDINGS)
