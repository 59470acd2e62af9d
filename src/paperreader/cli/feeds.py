"""Which feed the flags `--date`, `--week`, `--month`, `--trending` … ask for."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

import click

from paperreader import bootstrap
from paperreader.domain.papers.calendar import current_day
from paperreader.domain.papers.feed import Edition, Feed, Inbox, Period, Sample, Search, Submissions, Trending
from paperreader.domain.papers.invalid_dates import invalid_date_reason

_F = TypeVar("_F", bound=Callable[..., None])

_FORMS = {
    Period.DAY: "YYYY-MM-DD or 'today'",
    Period.WEEK: "YYYY-Www, such as 2026-W34",
    Period.MONTH: "YYYY-MM",
}


def edition_options(command: _F) -> _F:
    """Add the flags that name an edition or Trending to a command."""
    for option in (
        click.option("--trending", is_flag=True, help="The Hub's own ranking of what is read now."),
        click.option("--month", metavar="YYYY-MM", help="A month of Daily Papers."),
        click.option("--week", metavar="YYYY-Www", help="An ISO week of Daily Papers."),
        click.option("--date", metavar="YYYY-MM-DD", help="A day of Daily Papers, or 'today'."),
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
        raise click.UsageError("ask for one listing at a time: a day, a week, a month or another")
    return feeds[0] if feeds else None


def edition_named(period: Period, name: str, now: datetime, flag: str) -> Edition:
    """Return the edition that a flag names.

    Raises:
        click.UsageError: It is not the name of one.
    """
    if period is Period.DAY and name.lower() == "today":
        return Edition(period, current_day(now))
    try:
        return Edition.from_name(period, name)
    except ValueError:
        if why := invalid_date_reason(period, name):
            raise click.UsageError(f"{flag} {name}: there is no such {period}, {why}") from None
        raise click.UsageError(f"{flag} {name!r} is not of the form {_FORMS[period]}") from None


def day_of_flag(flag: str, name: str) -> date:
    """Return the day that a flag names.

    Raises:
        click.UsageError: It is not one.
    """
    return edition_named(Period.DAY, name, bootstrap.now(), flag).first_day
