"""Draws docs/screen.svg: the reader itself, on the invented papers of the test hub.

Run: make picture
"""

import asyncio
import json
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from paperreader import bootstrap
from paperreader.document.cells import cell_width
from paperreader.domain.papers.feed import Edition, Period
from paperreader.ui.app import PaperReaderApp
from tests.hub import Entry, Hub, written_days

TARGET = Path(__file__).with_name("screen.svg")
DAY = "2026-08-20"


def clock() -> datetime:
    """Return the afternoon of the day that is shown."""
    return datetime(2026, 8, 21, 15, tzinfo=UTC)


def is_narrow(entry: Entry) -> bool:
    """Tell whether all characters of an entry are one column wide: not every viewer of pictures draws others so."""
    text = json.dumps(entry, ensure_ascii=False)
    return cell_width(text) == len(text)


def papers() -> list[Entry]:
    """Return the papers of the day and of the day before, as the Hub orders them: one day alone leaves half a screen empty."""
    days = written_days()
    entries = [each for day in ("2026-08-19", DAY) for each in days[day] if is_narrow(each)]
    return sorted(entries, key=votes, reverse=True)


def votes(entry: Entry) -> int:
    """Return the upvotes of an entry, 0 where there are none."""
    match entry:
        case {"paper": {"upvotes": int(upvotes)}}:
            return upvotes
    return 0


async def draw() -> str:
    """Return the screen after two papers were kept."""
    bootstrap.now = clock
    with (
        Hub({DAY: papers()}) as hub,
        tempfile.TemporaryDirectory() as home,
    ):
        services = bootstrap.build({"PAPERREADER_HOME": home, "HF_ENDPOINT": hub.url})
        app = PaperReaderApp(services, clock, feed=Edition.from_name(Period.DAY, DAY))
        async with app.run_test(size=(118, 32)) as pilot:
            await pilot.pause(2)
            await pilot.press("b", "space", "b", "j", "j", "x", "g", "j")
            await pilot.pause(1)
            return app.export_screenshot()


def main() -> None:
    """Write the picture, without the fonts it would fetch from elsewhere."""
    svg = re.sub(r"@font-face \{.*?\}", "", asyncio.run(draw()), flags=re.DOTALL)
    svg = svg.replace("Fira Code", "ui-monospace, Menlo, DejaVu Sans Mono")
    TARGET.write_text("\n".join(line.rstrip() for line in svg.splitlines()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
