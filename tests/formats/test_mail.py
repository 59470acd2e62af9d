"""A digest as a mail, read back by Python's own reader."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.deliveries.mail_account import Mailbox
from paperreader.domain.digests.digest import Digest, DigestPaper
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.tex.unicode import to_unicode
from paperreader.formats.mail import Envelope, to_mail
from tests.formats.builders import HOSTILE_TITLES, papers
from tests.formats.digests.test_digests import digest, known

AT = datetime(2026, 8, 18, 19, 30, tzinfo=UTC)
ENVELOPE = Envelope(
    sender=Mailbox("ada@lab.example", "Ada Ünal, PhD"),
    recipient=Mailbox("bruno@home.example"),
    id="0123abcd@lab.example",
    at=AT,
)
_LINE = 998
"""Octets of a line at most (RFC 5322, 2.1.1)."""


def read(mail: bytes) -> EmailMessage:
    message = message_from_bytes(mail, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    assert [part.defects for part in message.walk()] == [[], [], []]
    assert all(header.defects == () for header in message.values() if hasattr(header, "defects"))
    mail.decode("ascii")
    assert max(map(len, mail.split(b"\r\n"))) <= _LINE
    assert b"\n" not in mail.replace(b"\r\n", b"")
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    text: str = part.get_content()
    return text


def test_the_headers_say_from_whom_to_whom_and_what() -> None:
    message = read(to_mail(known(), ENVELOPE))
    assert message["From"] == '"Ada Ünal, PhD" <ada@lab.example>'
    assert message["To"] == "bruno@home.example"
    assert message["Subject"] == "Daily Papers, Tue 18 Aug 2026 (4 of 23 papers)"
    assert message["Date"] == "Tue, 18 Aug 2026 19:30:00 +0000"
    assert message["Message-ID"] == "<0123abcd@lab.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["In-Reply-To"] is None
    assert message["List-Unsubscribe"] is None


def test_a_subscription_says_how_it_ends_and_may_be_a_thread_a_week() -> None:
    made = read(to_mail(known(), _subscribed("lamps & more", 18)))
    # A header that is long begins on the next line.
    assert (
        made["List-Unsubscribe"].strip()
        == "<mailto:ada@lab.example?subject=unsubscribe%20lamps%20%26%20more>"
    )
    assert made["List-Id"] == "<lamps-more.paperreader.lab.example>"
    threads = [read(to_mail(_made_on(day), _subscribed("lamps", day)))["References"] for day in (17, 23, 24)]
    assert threads[0] == threads[1] != threads[2]


def _subscribed(name: str, day: int) -> Envelope:
    return Envelope(
        sender=ENVELOPE.sender,
        recipient=ENVELOPE.recipient,
        id=f"{day}@lab.example",
        at=AT.replace(day=day),
        subscription=name,
        is_threaded=True,
    )


def _made_on(day: int) -> Digest:
    made = known()
    return Digest(
        title=made.title,
        name=made.name,
        key=made.key,
        made_at=AT.replace(day=day),
        papers=made.papers,
        count=made.count,
    )


def test_text_and_page_say_the_same() -> None:
    message = read(to_mail(known(), ENVELOPE))
    text, page = body(message, "plain"), body(message, "html")
    shown = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))
    for each in known().papers:
        assert to_unicode(each.paper.title)[:30] in re.sub(r"\s+", " ", text)
    links = set(re.findall(r"https?://\S+", text))
    assert links == set(re.findall(r'href="([^"]+)"', page))
    for said in ("4 of 23 papers", "Here because: watch “lamps”", "machine-made"):
        assert said in text
        assert said in shown


@pytest.mark.parametrize("form", ["script", "img", "link rel", "@import", "url(", "<form", "onload"])
def test_nothing_is_fetched_and_nothing_runs(form: str) -> None:
    hostile = Paper(key=PaperKey("2608.00001"), title=f"<{form}> Lamps")
    page = body(read(to_mail(digest(DigestPaper(paper=hostile)), ENVELOPE)), "html")
    assert f"<{form}" not in page.replace("&lt;", "")


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_no_title_breaks_out_of_its_header(title: str) -> None:
    hostile = digest(DigestPaper(paper=Paper(key=PaperKey("2608.00001"), title=title)), title=title)
    message = read(to_mail(hostile, ENVELOPE))
    assert sorted(message.keys()) == sorted(
        ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Type", "MIME-Version"]
    )


@given(st.lists(papers(), max_size=3), st.text(max_size=400))
def test_whatever_is_in_it_it_is_read_back_without_a_defect(listed: list[Paper], title: str) -> None:
    made = digest(*(DigestPaper(paper=paper) for paper in listed), title=title)
    assert to_mail(made, ENVELOPE) == to_mail(made, ENVELOPE)
    message = read(to_mail(made, ENVELOPE))
    assert len(message["Subject"]) <= 150
    assert body(message, "html").startswith("<!doctype html>")
