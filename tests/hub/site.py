"""The documented API over a set of days: request in, answer out, no sockets."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import unquote, urlencode

from tests.hub.answers import Answer, Request, error_answer, html_answer, json_answer, no_such_page
from tests.hub.papers import Entry, by_upvotes, count, paper_id, paper_of
from tests.hub.texts import hub_page, no_html, written_text


class Refused(Exception):
    """The request is wrong in itself: answered with 400 and these words."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the hub knows at the moment of one request; days after `today` have not begun."""

    days: Mapping[str, Sequence[Entry]]
    today: str
    url: str
    comments: Mapping[str, Sequence[object]]
    texts: Mapping[str, Answer]

    def answer(self, request: Request) -> Answer:
        """The answer the documentation promises."""
        if request.method != "GET":
            return no_such_page()
        try:
            return self._route(request)
        except Refused as refused:
            return error_answer(400, str(refused))

    def _route(self, request: Request) -> Answer:
        match request.path.split("/"):
            case ["", "api", "daily_papers"]:
                return self._daily(request)
            case ["", "api", "papers", "search"]:
                return self._search(request.query)
            case ["", "api", "papers", known_as]:
                return self._paper(unquote(known_as), request.query)
            case ["", "papers" | "html", known_as]:
                return self._document(request.path, unquote(known_as))
            case _:
                return no_such_page()

    def _daily(self, request: Request) -> Answer:
        query = request.query
        page, limit = _whole(query, "p", 0, 0), _whole(query, "limit", 50, 1, 100)
        entries = self._period(query)
        if "submitter" in query:
            entries = [entry for entry in entries if _submitter(entry) == query["submitter"]]
        match query.get("sort", "publishedAt"):
            case "trending":
                entries = _once(sorted(entries, key=_trend, reverse=True))
            case "publishedAt":
                pass
            case other:
                raise Refused(f'"sort" must be one of [publishedAt, trending], got {other!r}')
        answer = json_answer(entries[page * limit : (page + 1) * limit])
        if len(entries) <= (page + 1) * limit:
            return answer
        following = urlencode({**query, "p": str(page + 1)})
        return answer.with_headers({"Link": f'<{self.url}{request.path}?{following}>; rel="next"'})

    def _period(self, query: Mapping[str, str]) -> list[Entry]:
        if sum(key in query for key in ("date", "week", "month")) > 1:
            raise Refused('"date", "week" and "month" exclude each other')
        if "date" in query:
            first = _day(query["date"])
            return by_upvotes(self._between(first, first))
        if "week" in query:
            first = _week(query["week"])
            return by_upvotes(_once(self._between(first, first + timedelta(days=6))))
        if "month" in query:
            first = _day(f"{query['month']}-01")
            after = (first + timedelta(days=31)).replace(day=1)
            return by_upvotes(_once(self._between(first, after - timedelta(days=1))))
        return self._between(date.min, date.fromisoformat(self.today))

    def _between(self, first: date, last: date) -> list[Entry]:
        """The entries of these days, newest day first, each day by upvotes."""
        if first.isoformat() > self.today:
            raise Refused(f'"date" must be less than or equal to {self.today}')
        until = min(last.isoformat(), self.today)
        days = sorted((day for day in self.days if first.isoformat() <= day <= until), reverse=True)
        return [entry for day in days for entry in by_upvotes(self.days[day])]

    def _known(self) -> list[Entry]:
        return _once(self._between(date.min, date.fromisoformat(self.today)))

    def _search(self, query: Mapping[str, str]) -> Answer:
        text = query.get("q", "")
        if not text or len(text) > 250:
            raise Refused('"q" must be 1 to 250 characters long')
        words, limit = _words(text), _whole(query, "limit", 20, 1, 120)
        found = [entry for entry in self._known() if words and words <= _words(_text(entry))]
        found.sort(key=lambda entry: len(words & _words(_title(entry))), reverse=True)
        return json_answer([_search_result(entry, words) for entry in found[:limit]])

    def _paper(self, known_as: str, query: Mapping[str, str]) -> Answer:
        for entry in self._known():
            if paper_id(entry) == _without_version(known_as):
                said = self.comments.get(paper_id(entry)) if query.get("field") == "comments" else None
                # Without comments there is no key.
                talk = {} if said is None else {"comments": said}
                return json_answer({**_NO_LINKS, **paper_of(entry), **talk})
        return error_answer(404, "Paper not found")

    def _document(self, path: str, known_as: str) -> Answer:
        text = self.texts.get(path) or written_text(path)
        if text is not None:
            return text
        return no_html(known_as) if path.startswith("/html/") else self._page(known_as)

    def _page(self, known_as: str) -> Answer:
        for entry in self._known():
            if paper_id(entry) == _without_version(known_as.removesuffix(".md")):
                title, abstract = _title(entry), str(paper_of(entry).get("summary", ""))
                if known_as.endswith(".md"):
                    return hub_page(title, abstract)
                title, abstract = html.escape(title), html.escape(abstract)
                return html_answer(
                    f"<!doctype html><title>Paper page - {title}</title><h1>{title}</h1><p>{abstract}</p>"
                )
        return no_such_page()


_NO_LINKS: Mapping[str, object] = {
    "linkedModels": [],
    "numTotalModels": 0,
    "linkedDatasets": [],
    "numTotalDatasets": 0,
    "linkedSpaces": [],
    "numTotalSpaces": 0,
}


def _whole(query: Mapping[str, str], key: str, default: int, least: int, most: int | None = None) -> int:
    text = query.get(key, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < least or (most is not None and int(text) > most):
        raise Refused(f'"{key}" must be a whole number from {least}' + (f" to {most}" if most else ""))
    return int(text)


def _day(text: str) -> date:
    try:
        # fromisoformat() takes more forms than the API does.
        return date.fromisoformat(text if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else "")
    except ValueError:
        raise Refused(f'"{text}" is not a valid day') from None


def _week(text: str) -> date:
    """The Monday of an ISO week such as `2025-W09`."""
    found = re.fullmatch(r"(\d{4})-W(\d{2})", text)
    try:
        year, week = (int(found[1]), int(found[2])) if found else (0, 0)
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        raise Refused(f'"{text}" is not a valid week') from None


def _once(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, each paper where it comes first."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        seen.setdefault(paper_id(entry), entry)
    return list(seen.values())


def _trend(entry: Entry) -> int:
    """A ranking that, like the real one, follows neither upvotes nor days."""
    paper = paper_of(entry)
    return (
        5 * count(entry.get("numComments"))
        + count(paper.get("githubStars")) // 10
        + count(paper.get("upvotes")) // 4
    )


def _submitter(entry: Entry) -> str:
    who = entry.get("submittedBy")
    return str(who.get("name", "")) if isinstance(who, dict) else ""


def _title(entry: Entry) -> str:
    return str(paper_of(entry).get("title", ""))


def _text(entry: Entry) -> str:
    return f"{paper_id(entry)} {_title(entry)} {paper_of(entry).get('summary', '')}"


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _without_version(known_as: str) -> str:
    return re.sub(r"(?<=\d)v\d+$", "", known_as)


def _search_result(entry: Entry, words: set[str]) -> Entry:
    unsaid = ("submittedOnDailyAt", "submittedOnDailyBy")
    paper = {key: value for key, value in paper_of(entry).items() if key not in unsaid}
    around = {key: value for key, value in entry.items() if key != "submittedBy"}
    return {
        **around,
        "paper": paper,
        "upvoted": False,
        "highlightedTitle": _pieces(_title(entry), words),
        "highlightedSummary": _pieces(str(paper.get("summary", "")), words),
    }


def _pieces(text: str, words: set[str]) -> list[dict[str, str]]:
    """The text cut at the words found, which lie at the odd places."""
    parts = re.split(rf"\b({'|'.join(map(re.escape, sorted(words)))})\b", text, flags=re.IGNORECASE)
    kinds = ("text", "highlight")
    return [{"type": kinds[place % 2], "text": part} for place, part in enumerate(parts) if part]
