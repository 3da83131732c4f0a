"""`tipstats history`: what was handed in, and what became of it later."""

from typing import TYPE_CHECKING

import click

from pipelines.project import Project
from schemas.problems import DeclarationMistake, problem

if TYPE_CHECKING:
    from pipelines.submissions import Act


@click.command("history")
@click.argument("source", required=False)
@click.pass_obj
def command(project: Project, source: str | None) -> None:
    """Print every act of the ledger, or those of SOURCE. A line that was changed by hand stops it."""
    if source is not None and source not in project.sources:
        do = f"There are {', '.join(project.sources)}."
        raise DeclarationMistake(problem("TIP-E002", what=f"source {source}", do=do))
    _ = project.community  # a folder that is no community says so first
    from pipelines.submissions import read_acts  # noqa: PLC0415  # --help need not wait for it

    acts = [act for act in read_acts(project.submissions) if source in (None, act.source)]
    for act in acts:
        click.echo(_line(act))
    if not acts:
        click.echo("Nothing was handed in yet.")


def _line(act: "Act") -> str:
    """One act in one line: numbers, hashes and counts, as the ledger has them."""
    from pipelines.submissions import REASONS  # noqa: PLC0415

    parts = [
        f"{act.number:>5}",
        str(act.on or "no day    "),
        f"{act.act:<9}",
        act.source,
        f"delivery {act.delivery}" if act.delivery else "",
        f"file {act.sha256[:12]}" if act.sha256 else "",
        ", ".join(f"{count:,} {name}" for name, count in act.counts.items()),
        f"out of {', '.join(map(str, act.touched))}" if act.touched else "",
        " ".join(act.codes),
        REASONS.get(act.reason, act.reason),
    ]
    return "  ".join(part for part in parts if part)
