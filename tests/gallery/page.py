"""The page of the gallery: a part for each section, a row for each state, a picture for each size."""

from collections.abc import Iterable, Mapping
from html import escape

from tests.gallery.frame import Frame
from tests.gallery.svg import picture

Row = tuple[str, str, Mapping[str, Frame]]
"""The name of a state, what it shows, and its frames by what differs in them."""

_HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>paperreader: every screen</title>
<meta name="viewport" content="width=device-width"><style>
body { background: #777; color: #fff; font: 15px/1.4 sans-serif; margin: 1rem }
nav { position: sticky; top: 0; background: #555; padding: .4rem .6rem; z-index: 2 } nav a { color: #fff; margin-right: 1rem }
h3 { margin: 1.2rem 0 .3rem; font-size: 15px; scroll-margin-top: 3rem } h3 small { color: #ddd; font-weight: normal }
.row { display: flex; gap: 8px; align-items: flex-start; flex-wrap: wrap }
figure { margin: 0; cursor: zoom-in } figcaption { font-size: 11px; color: #ddd }
svg { display: block; height: 190px; font: 13.3px "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre }
figure.large { cursor: zoom-out; flex-basis: 100% } figure.large svg { height: auto; width: 100%; max-width: 1600px }
</style><script>
addEventListener("click", event => event.target.closest("figure")?.classList.toggle("large"))
</script>"""


def page(sections: Mapping[str, Iterable[Row]]) -> str:
    """Return the page; a click on a picture makes it large."""
    links = "".join(f'<a href="#{_anchor(heading)}">{escape(heading)}</a>' for heading in sections)
    parts = [_HEAD, f"<nav>{links}</nav>"]
    for heading, rows in sections.items():
        parts.append(f'<h2 id="{_anchor(heading)}">{escape(heading)}</h2>')
        parts += map(_row, rows)
    return "\n".join(parts) + "\n"


def _row(row: Row) -> str:
    name, caption, frames = row
    figures = "".join(
        f"<figure><figcaption>{escape(what)}</figcaption>{picture(frame)}</figure>"
        for what, frame in frames.items()
    )
    return f'<h3 id="{name}">{escape(caption)} <small>{name}</small></h3><div class="row">{figures}</div>'


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-").replace(",", "")
