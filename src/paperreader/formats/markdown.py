"""A paper as a Markdown link."""

import re

from paperreader.domain.paper import Paper

# What has a meaning in CommonMark or in a common dialect of it, wherever in a line it stands. An ampersand has one
# only where it begins a character reference.
_SPECIAL = re.compile(r"[\\`*_\[\]<>{}~^|$]|&(?=#?\w+;)")


def to_markdown_link(paper: Paper) -> str | None:
    """Return the title as a link to the paper's page on the Hub, None for a paper without arXiv id.

    The address is built from the id alone, so nothing in it needs escaping.
    """
    if paper.key.hub_url is None:
        return None
    return f"[{_SPECIAL.sub(_escaped, paper.title)}]({paper.key.hub_url})"


def _escaped(special: re.Match[str]) -> str:
    return f"\\{special[0]}"
