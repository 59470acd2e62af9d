"""A digest as a feed that news readers follow: Atom (RFC 4287) and RSS 2.0.

A paper has the same id in every feed and at any time: its page, or a name made of its key where it has none. So it is new once.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from html import escape
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from paperreader.domain.digests.digest import Digest, DigestPaper
from paperreader.domain.papers.paper import Paper
from paperreader.formats.digests.content import MADE_BY_MACHINE, Item, item_of, remarks

_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_HOME = "https://huggingface.co/papers"
_GENERATOR = "paperreader"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no document of XML may hold."""


def to_atom(digest: Digest) -> str:
    """Return a feed with an entry for each paper; its subtitle says of which day it is."""
    feed = ET.Element("feed", xmlns=_ATOM)
    _add(feed, "id", _name(digest.key))
    _add(feed, "title", digest.name)
    _add(feed, "subtitle", " ".join([f"{digest.title}, {digest.counts}.", *remarks(digest)]))
    _add(feed, "updated", digest.made_at.isoformat(timespec="seconds"))
    # Of entries whose authors are unknown.
    _add(ET.SubElement(feed, "author"), "name", "Hugging Face Papers")
    _add(feed, "generator", _GENERATOR)
    ET.SubElement(feed, "link", rel="alternate", href=_HOME)
    for each in digest.papers:
        _entry(feed, each, item_of(each), digest.made_at)
    return _document(feed)


def _entry(feed: ET.Element, each: DigestPaper, item: Item, made_at: datetime) -> None:
    paper = each.paper
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", item.link or _name(paper.key))
    _add(entry, "title", item.title)
    # One that is updated at each writing would be new again each time.
    _add(entry, "updated", (_since(paper) or made_at).isoformat(timespec="seconds"))
    if paper.submitted_at is not None:
        _add(entry, "published", paper.submitted_at.isoformat(timespec="seconds"))
    for author in paper.authors:
        _add(ET.SubElement(entry, "author"), "name", author.name)
    for place, (name, address) in enumerate(item.links):
        ET.SubElement(entry, "link", rel="related" if place else "alternate", href=address, title=name)
    if paper.category:
        ET.SubElement(entry, "category", term=_xml(paper.category))
    for keyword in paper.ai_keywords:
        ET.SubElement(entry, "category", term=_xml(keyword))
    content = _add(entry, "content", _html(item))
    content.set("type", "html")


def to_rss(digest: Digest) -> str:
    """Return a channel with an item for each paper; its description says of which day it is."""
    rss = ET.Element("rss", {"version": "2.0", "xmlns:dc": _DC})
    channel = ET.SubElement(rss, "channel")
    _add(channel, "title", digest.name)
    _add(channel, "link", _HOME)
    _add(channel, "description", " ".join([f"{digest.title}, {digest.counts}.", *remarks(digest)]))
    _add(channel, "lastBuildDate", format_datetime(digest.made_at))
    _add(channel, "generator", _GENERATOR)
    for each in digest.papers:
        _rss_item(channel, each.paper, item_of(each))
    return _document(rss)


def _rss_item(channel: ET.Element, paper: Paper, item: Item) -> None:
    element = ET.SubElement(channel, "item")
    _add(element, "title", item.title)
    if item.link:
        _add(element, "link", item.link)
    _add(element, "guid", item.link or _name(paper.key)).set("isPermaLink", "true" if item.link else "false")
    if (since := _since(paper)) is not None:
        _add(element, "pubDate", format_datetime(since))
    for author in paper.authors:
        _add(element, "dc:creator", author.name)
    _add(element, "description", _html(item))


def _html(item: Item) -> str:
    """Return what a news reader shows below the title."""
    return "".join(f"<p>{paragraph}</p>" for paragraph in _paragraphs(item))


def _paragraphs(item: Item) -> Iterator[str]:
    facts = [escape(text) for text in (item.people, item.figures) if text]
    if facts:
        yield "<br>".join(facts)
    if item.why:
        yield f"<em>Here because: {escape(item.why)}</em>"
    if item.summary:
        yield escape(item.summary) + (f" <em>({MADE_BY_MACHINE})</em>" if item.is_machine_made else "")
    if item.links:
        yield " · ".join(f'<a href="{escape(address)}">{name}</a>' for name, address in item.links)


def _since(paper: Paper) -> datetime | None:
    """Return when a paper came, which does not change."""
    return paper.submitted_at or paper.published_at


def _name(key: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'paperreader:{key}')}"


def _add(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = _xml(text)
    return element


def _xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _document(root: ET.Element) -> str:
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
