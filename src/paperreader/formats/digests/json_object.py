"""A digest as one object of JSON."""

import json

from paperreader.domain.digests.digest import Digest, DigestPaper
from paperreader.formats.hub_json import known, paper_to_json, time_to_json


def to_json(digest: Digest) -> str:
    """Return an object with `title`, `name`, `key`, `made_at`, `count` and `papers`.

    Papers are as `paperreader ls --json` has them, with `rise`, `reasons` and `part` where there are any.
    """
    whole = known(
        {
            "title": digest.title,
            "name": digest.name,
            "key": digest.key,
            "made_at": time_to_json(digest.made_at),
            "count": digest.count,
            "why_empty": digest.why_empty or None,
            "remark": digest.remark or None,
        }
    )
    return (
        json.dumps(whole | {"papers": list(map(_paper, digest.papers))}, ensure_ascii=False, indent=2) + "\n"
    )


def _paper(each: DigestPaper) -> dict[str, object]:
    added: dict[str, object] = {
        "rise": each.rise,
        "reasons": list(each.reasons) or None,
        "part": each.part or None,
    }
    return paper_to_json(each.paper) | known(added)
