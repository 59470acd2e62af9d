"""`paperreader doctor`: everything looked over."""

import asyncio
import dataclasses
import json
import os
from collections.abc import Sequence

import click

from paperreader import bootstrap
from paperreader.domain.text import clean
from paperreader.services.health import Finding


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a list of findings as JSON.")
@click.option("--offline", is_flag=True, help="Do not ask the Hub.")
def doctor(*, as_json: bool, offline: bool) -> None:
    """Show where everything is and how it is; exit 1 if something needs attention."""
    findings = asyncio.run(bootstrap.examine(os.environ, offline=offline))
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(each) for each in findings], indent=2))
    else:
        click.echo(_as_text(findings), nl=False)
    if any(each.problem for each in findings):
        raise click.exceptions.Exit(1)


def _as_text(findings: Sequence[Finding]) -> str:
    lines: list[str] = []
    topic = ""
    for each in findings:
        if each.topic != topic:
            topic = each.topic
            lines.append(topic)
        lines.append(f"  {each.name:18}{clean(each.value)}".rstrip())
        lines += [
            f"    {'! ' if text is each.problem else ''}{clean(text)}"
            for text in (each.problem, each.hint)
            if text
        ]
    return "".join(f"{line}\n" for line in lines)
