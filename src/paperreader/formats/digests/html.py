"""A digest as a page of HTML: for a browser, and for a mail on a phone, in dark mode and with pictures off.

Nothing is loaded and nothing runs. What a layout needs stands beside each element, because many mail programs leave out
style sheets; the sheet adds colours for the dark, which those that leave it out choose themselves.
"""

from collections.abc import Iterator
from html import escape

from paperreader.domain.digests.digest import Digest
from paperreader.formats.digests.content import MADE_BY_MACHINE, Item, parts, remarks

_PREVIEW = 140
"""Characters that mail programs show beside the subject."""
_STYLES = """
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a { color: #0b57a4; }
.dim { color: #595959; }
.why { color: #0b6b3a; }
@media (prefers-color-scheme: dark) {
  body, .page { background: #16181c !important; color: #e6e6e6 !important; }
  a { color: #8ab8ff !important; }
  .dim { color: #a8a8a8 !important; }
  .why { color: #7fd6a2 !important; }
  .paper { border-color: #3a3d42 !important; }
}
""".strip()
_FONT = "font-family: -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def to_html(digest: Digest) -> str:
    """Return a whole document, in one column of at most 640 pixels."""
    title = escape(digest.title)
    body = "\n".join(_body(digest))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{title}</title>
<style>
{_STYLES}
</style>
</head>
<body style="margin: 0; padding: 0; background: #ffffff; color: #1a1a1a">
<div style="display: none; max-height: 0; overflow: hidden">{escape(_preview(digest))}</div>
<div class="page" style="max-width: 640px; margin: 0 auto; padding: 24px 16px; {_FONT}; font-size: 16px; line-height: 1.5">
<h1 style="margin: 0; font-size: 24px; line-height: 1.25">{title}</h1>
{body}
</div>
</body>
</html>
"""


def _preview(digest: Digest) -> str:
    text = "; ".join(item.title for _, items in parts(digest) for item in items) or " ".join(remarks(digest))
    return text if len(text) <= _PREVIEW else f"{text[:_PREVIEW].rsplit(' ', 1)[0]} …"


def _body(digest: Digest) -> Iterator[str]:
    yield f'<p class="dim" style="margin: 4px 0 0">{digest.counts}</p>'
    for heading, items in parts(digest):
        if heading:
            yield f'<h2 style="margin: 32px 0 0; font-size: 18px">{escape(heading)}</h2>'
        for item in items:
            yield from _paper(item, "h3" if heading else "h2")
    for sentence in remarks(digest):
        yield f'<p style="margin: 24px 0 0">{escape(sentence)}</p>'


def _paper(item: Item, heading: str) -> Iterator[str]:
    title = escape(item.title)
    if item.link:
        title = f'<a href="{escape(item.link)}" style="text-decoration: none">{title}</a>'
    yield '<div class="paper" style="margin: 20px 0 0; padding: 20px 0 0; border-top: 1px solid #d9d9d9">'
    yield f'<{heading} style="margin: 0; font-size: 18px; line-height: 1.3">{title}</{heading}>'
    for kind, text in (
        ("dim", item.people),
        ("dim", item.figures),
        ("why", item.why and f"Here because: {item.why}"),
    ):
        if text:
            yield f'<p class="{kind}" style="margin: 4px 0 0; font-size: 14px">{escape(text)}</p>'
    if item.summary:
        by = f' <span class="dim">({MADE_BY_MACHINE})</span>' if item.is_machine_made else ""
        yield f'<p style="margin: 8px 0 0">{escape(item.summary)}{by}</p>'
    if item.links:
        links = " &nbsp; ".join(f'<a href="{escape(address)}">{name}</a>' for name, address in item.links)
        yield f'<p style="margin: 8px 0 0; font-size: 14px; line-height: 2">{links}</p>'
    yield "</div>"
