"""The test hub started by hand: `python -m tests.hub`, for a look at the reader without the real site."""

import argparse
import contextlib
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from paperreader.domain.papers.calendar import current_day
from tests import ROOT
from tests.hub import Entry, Fault, Hub, Limit, recorded_days, written_days
from tests.hub.papers import moved

BESIDE: Final = ROOT.parent / "shared" / "data" / "hf-daily"
"""Where recorded days may lie beside the checkout."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C; 1 if the port is taken."""
    chosen = _parser().parse_args(arguments)
    # A shell without job control makes what it starts in the background deaf to Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    days, origin = _days(chosen.recorded)
    today = chosen.today or max(days)
    if chosen.live:
        today = current_day(datetime.now(UTC)).isoformat()
        days.update(moved(written_days(), date.fromisoformat(today)))
    hub = Hub(days, today=today, port=chosen.port)
    hub.now = lambda: datetime.now(UTC)
    if chosen.fault:
        hub.fail(Fault[chosen.fault])
    if chosen.limit:
        hub.limit_by(Limit(*chosen.limit))
    try:
        with contextlib.suppress(KeyboardInterrupt), hub:
            sys.stdout.write(f"HF_ENDPOINT={hub.url}\n")
            sys.stdout.flush()
            sys.stderr.write(f"{len(days)} days, {min(days)} to {max(days)}: {origin}\n")
            threading.Event().wait()
    except OSError as error:
        sys.stderr.write(f"Port {chosen.port} cannot be used: {error.strerror}\n")
        return 1
    return 0


def _days(recorded: Path | None) -> tuple[dict[str, list[Entry]], str]:
    """The days to serve, and in words where they come from."""
    if recorded is not None:
        return recorded_days(recorded), f"those recorded in {recorded}"
    days = written_days()
    if not BESIDE.is_dir():
        return days, f"the written ones; no recorded days at {BESIDE}"
    for day, entries in recorded_days(BESIDE).items():
        days.setdefault(day, []).extend(entries)
    return days, f"the written ones and those recorded in {BESIDE}"


def _parser() -> argparse.ArgumentParser:
    faults = "\n".join(f"  {fault.name:20}{fault.value}" for fault in Fault)
    parser = argparse.ArgumentParser(
        prog="python -m tests.hub",
        description="Serve Hugging Face Papers on this machine, with invented and recorded days.",
        epilog=f"faults:\n{faults}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=8765, help="0 takes any free one (default: 8765)")
    parser.add_argument(
        "--recorded", type=_folder, metavar="DIR", help="serve only the YYYY-MM-DD.json of DIR"
    )
    parser.add_argument(
        "--fault", choices=[fault.name for fault in Fault], metavar="NAME", help="fail every API request"
    )
    parser.add_argument(
        "--limit", type=_limit, metavar="N/SECONDS", help="answer so many API requests in so many seconds"
    )
    parser.add_argument(
        "--today", type=_day, metavar="YYYY-MM-DD", help="the current day (default: the newest one served)"
    )
    parser.add_argument(
        "--live", action="store_true", help="serve the written days once more, as the newest days of now"
    )
    return parser


def _folder(text: str) -> Path:
    folder = Path(text)
    if not any(folder.glob("????-??-??.json")):
        raise argparse.ArgumentTypeError(f"no YYYY-MM-DD.json in {text}")
    return folder


def _limit(text: str) -> tuple[int, float]:
    requests, _, seconds = text.partition("/")
    try:
        limit = int(requests), float(seconds)
    except ValueError:
        limit = 0, 0.0
    if min(limit) <= 0:
        raise argparse.ArgumentTypeError(f"{text} is not a limit such as 50/10")
    return limit


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day such as 2026-08-21") from None


if __name__ == "__main__":
    sys.exit(main())
