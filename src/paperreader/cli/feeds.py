"""Which feed the flags `--date`, `--week`, `--month`, `--trending` … ask for."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

import click

from paperreader import bootstrap
from paperreader.domain.papers.calendar import current_day
from paperreader.domain.papers.feed import Edition, Feed, Inbox, Period, Sample, Search, Submissions, Trending
from paperreader.domain.papers.invalid_dates import invalid_date_reason
from paperreader.errors import DateError

_F = TypeVar("_F", bound=Callable[..., None])

_CAN_BE = {
    Period.DAY: "it can be YYYY-MM-DD, yesterday, friday, 3d or '12 mar'",
    Period.WEEK: "it can be YYYY-Www, w34, 'last week' or a day in it",
    Period.MONTH: "it can be YYYY-MM, march, 'last month' or a day in it",
}


def edition_options(command: _F) -> _F:
    """Add the flags that name an edition or Trending to a command."""
    for option in (
        click.option("--trending", is_flag=True, help="Hugging Face's own ranking of what is read now."),
        click.option("--month", metavar="YYYY-MM", help="A month of Daily Papers; 'march' works too."),
        click.option(
            "--week", metavar="YYYY-Www", help="An ISO week of Daily Papers; 'last week' works too."
        ),
        click.option("--date", metavar="YYYY-MM-DD", help="A day of Daily Papers; 'yesterday' works too."),
    ):
        command = option(command)
    return command


def feed_of_flags(
    now: datetime,
    *,
    date: str | None,
    week: str | None,
    month: str | None,
    trending: bool,
    submitter: str | None = None,
    search: str | None = None,
    sample: bool = False,
    inbox: bool = False,
) -> Feed | None:
    """Return the feed that is asked for, None when none is.

    Raises:
        click.UsageError: More than one was asked for, or a date is not one.
    """
    feeds: list[Feed] = []
    for period, name in ((Period.DAY, date), (Period.WEEK, week), (Period.MONTH, month)):
        if name is not None:
            feeds.append(
                edition_named(period, name, now, "--date" if period is Period.DAY else f"--{period}")
            )
    flags: tuple[tuple[Feed, bool], ...] = ((Trending(), trending), (Sample(), sample), (Inbox(), inbox))
    feeds += [feed for feed, is_wanted in flags if is_wanted]
    if submitter is not None:
        feeds.append(Submissions(submitter))
    if search is not None:
        feeds.append(Search(search))
    if len(feeds) > 1:
        raise click.UsageError("ask for one listing at a time: a day, a week, a month, ...")
    return feeds[0] if feeds else None


def edition_named(period: Period, name: str, now: datetime, flag: str) -> Edition:
    """Return the edition that a flag names or, as people type it, the one that lies there: of a day its week, its month.

    Raises:
        click.UsageError: It is not the name of one.
    """
    try:
        # A day that has not begun has a name, too: what there is of it the Hub knows.
        return Edition.from_name(period, name)
    except ValueError:
        if why := invalid_date_reason(period, name):
            raise click.UsageError(f"{flag} {name}: there is no such {period}, {why}") from None
    return _edition_typed(period, name, now, flag)


def _edition_typed(period: Period, text: str, now: datetime, flag: str) -> Edition:
    from paperreader.domain.papers.typed_dates import CAN_BE_TYPED, edition_from_text  # noqa: PLC0415 - most are names

    try:
        edition = edition_from_text(text, current_day(now))
    except DateError as error:
        place = error.text[error.start : error.start + error.length]
        where = "" if place == text else f"“{place}” is "
        hint = _CAN_BE[period] if CAN_BE_TYPED in error.hint else error.hint
        raise click.UsageError(f"{flag} {text!r}: {where}{error.message}; {hint}") from None
    if edition.period is period:
        return edition
    if edition.period is not Period.DAY:
        raise click.UsageError(f"{flag} {text!r} is a {edition.period}, not a {period}; {_CAN_BE[period]}")
    return Edition.containing(period, edition.first_day)


def day_of_flag(flag: str, name: str) -> date:
    """Return the day that a flag names.

    Raises:
        click.UsageError: It is not one.
    """
    return edition_named(Period.DAY, name, bootstrap.now(), flag).first_day
