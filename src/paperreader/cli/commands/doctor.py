"""`paperreader doctor`: everything looked over."""

import asyncio
import json
import os
from collections.abc import Sequence

import click
from msgspec.structs import asdict

from paperreader import bootstrap
from paperreader.domain.text import clean
from paperreader.errors import SettingsError
from paperreader.services.health import HealthCheck


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a list of findings as JSON.")
@click.option("--offline", is_flag=True, help="Do not contact Hugging Face.")
def doctor(*, as_json: bool, offline: bool) -> None:
    """Check the installation: where everything is and whether it works. Exits 1 if something needs attention."""
    found = asyncio.run(bootstrap.examine(os.environ, offline=offline))
    findings = [
        each for finding in found for each in (finding, *(_keys() if finding.topic == "settings" else ()))
    ]
    if as_json:
        click.echo(json.dumps([asdict(each) for each in findings], indent=2))
    else:
        click.echo(_as_text(findings), nl=False)
    if any(each.problem for each in findings):
        raise click.exceptions.Exit(1)


def _keys() -> list[HealthCheck]:
    """Return what is wrong with the keys of the settings, which the reader alone knows; nothing where none are set."""
    try:
        settings = bootstrap.settings_of(os.environ)
    except SettingsError:
        return []  # that is told of the file
    if not settings.keys:
        return []
    from paperreader.ui.kit.keys import is_key, problems  # noqa: PLC0415
    from paperreader.ui.kit.sent_keys import why_not_sent  # noqa: PLC0415
    from paperreader.ui.scopes import SCOPES  # noqa: PLC0415 - Textual takes 0.3 s

    wrong = [(each.message, each.hint) for each in problems(settings.keys, settings.where, SCOPES)]
    for id_, keys in settings.keys.items():
        names = [name for key in keys.split(",") if is_key(name := key.strip())]
        wrong += [
            (f"{settings.where[id_]}: {name} can't be used for {id_}: {why}", "use another key")
            for name in names
            if (why := why_not_sent(name))
        ]
    count = f"{len(settings.keys)} changed"
    return [
        HealthCheck(
            topic="settings", name="keys", value=count if place == 0 else "", problem=problem, hint=advice
        )
        for place, (problem, advice) in enumerate(wrong or [("", "")])
    ]


def _as_text(findings: Sequence[HealthCheck]) -> str:
    lines: list[str] = []
    topic = ""
    for each in findings:
        if each.topic != topic:
            topic = each.topic
            lines.append(topic)
        lines.append(f"  {each.name:16}  {clean(each.value)}".rstrip())
        lines += [
            f"    {'! ' if text is each.problem else ''}{clean(text)}"
            for text in (each.problem, each.hint)
            if text
        ]
    return "".join(f"{line}\n" for line in lines)
