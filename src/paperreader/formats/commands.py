"""Commands to paste into a shell. Names from outside get into one only after they were looked at."""

import re
import shlex
from urllib.parse import urlsplit

from paperreader.domain.papers.artefacts import Artefact, ArtefactKind

_GITHUB = ("github.com", "www.github.com")
_OWNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_REPOSITORY = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9_.-]+")
# First words of GitHub addresses that lead to no repository.
_NOT_OWNERS = frozenset(
    {"apps", "collections", "marketplace", "orgs", "search", "sponsors", "topics", "users"}
)


def clone_command(address: str | None) -> str | None:
    """Return the command that clones a repository on GitHub, None where the address is that of none.

    The address is made anew from owner and repository: the one on the Hub may lead to a folder or carry a query.
    """
    path = _github_path(address or "")
    if len(path) < 2:
        return None
    owner, repository = path[0], path[1].removesuffix(".git")
    if owner in _NOT_OWNERS or not _OWNER.fullmatch(owner) or not _REPOSITORY.fullmatch(repository):
        return None
    return shlex.join(["git", "clone", f"https://github.com/{owner}/{repository}"])


def download_command(artefact: Artefact) -> str | None:
    """Return the command that brings an artefact onto this machine; None where there is none, or none that is safe."""
    if artefact.kind is ArtefactKind.CODE:
        return clone_command(artefact.address)
    name, url = artefact.plain_id, artefact.url
    if name is None or url is None:
        return None
    words = {
        ArtefactKind.MODEL: ["hf", "download", name],
        ArtefactKind.DATASET: ["hf", "download", "--repo-type", "dataset", name],
        ArtefactKind.SPACE: ["git", "clone", url],
    }
    return shlex.join(words[artefact.kind])


def _github_path(address: str) -> list[str]:
    """Return the parts of the path of a GitHub address, none for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return []
    if parts.scheme not in ("http", "https") or parts.netloc.lower() not in _GITHUB:
        return []
    return [part for part in parts.path.split("/") if part]
