"""A digest as text, Markdown, HTML, JSON, Atom and RSS: by name, each imported when it is used."""

from collections.abc import Callable, Mapping
from importlib import import_module

from paperreader.domain.digests.digest import Digest


def _writer(module: str, function: str) -> Callable[[Digest], str]:
    def write(digest: Digest) -> str:
        text: str = getattr(import_module(f"paperreader.formats.digests.{module}"), function)(digest)
        return text

    return write


DIGESTS: Mapping[str, Callable[[Digest], str]] = {
    "text": _writer("text", "to_text"),
    "markdown": _writer("markdown", "to_markdown"),
    "html": _writer("html", "to_html"),
    "json": _writer("json_object", "to_json"),
    "atom": _writer("feeds", "to_atom"),
    "rss": _writer("feeds", "to_rss"),
}
"""Every form of a digest by name; each ends with a line break."""
