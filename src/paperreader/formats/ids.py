"""Papers as ids, to be fed to other programs."""

from collections.abc import Sequence

from paperreader.domain.papers.paper import Paper


def to_ids(papers: Sequence[Paper]) -> str:
    """Return one id a line: the arXiv id, or the paper's key where there is none."""
    return "".join(f"{paper.key}\n" for paper in papers)
