"""The host of a link, where it is worth showing."""

from urllib.parse import urlsplit

_USUAL = ("huggingface.co", "hf.co", "arxiv.org", "github.com")
"""Where nearly all links of papers lead."""


def unfamiliar_host(url: str) -> str | None:
    """Return the host of an address, as browsers ask for it; None for the Hub, arXiv and GitHub, and where there is none.

    Letters beyond ASCII are shown as they are sent, so that none can pass for another.

    >>> unfamiliar_host("https://arxiv.org@аrxiv.org/abs/1706.03762")
    'xn--rxiv-43d.org'
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    if not host or any(host == usual or host.endswith(f".{usual}") for usual in _USUAL):
        return None
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
