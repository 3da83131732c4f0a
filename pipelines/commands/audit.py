"""`tipstats audit`: what anybody could work out from a site, by attacking it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.project import Project
from schemas.problems import Problem, ReleaseStopped, problem

if TYPE_CHECKING:
    from pipelines.audit import Audited

MOST_TOLD = 20


@click.command("audit")
@click.argument("site", type=click.Path(path_type=Path, exists=True), required=False)
@click.option(
    "--own",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with one provider's own counts: CSV files named like the tables, with their breakdowns "
    "and a count; a column alone says yes where nobody else has cases.",
)
@click.pass_obj
def command(project: Project, site: Path | None, own: Path | None) -> None:
    """Attack SITE: a built site, a folder of published files, or a table system in a JSON file.

    By default the site of the project. Nothing private is read, and nothing is written.
    """
    from pipelines.audit import audit  # noqa: PLC0415  # --help need not wait for it

    if site is not None and site.is_file():
        _audit_systems(site)
        return
    folder = site or (project.site if project.site.exists() else project.published)
    found = audit(folder, own)
    for line in _report(found):
        click.echo(line)
    problems = _problems(found)
    if (folder / "index.html").exists():
        from pipelines.inspect_site import inspect_site  # noqa: PLC0415

        problems += inspect_site(folder)
    if problems:
        raise ReleaseStopped(*problems)
    click.echo("Nothing is disclosed.")


def _report(found: "Audited") -> list[str]:
    return [
        f"Numbers told: {found.cells:,}",
        f"Protected quantities tried: {found.quantities:,}",
        f"Programs solved: {found.solves:,}; {found.compared} bounds compared with a second solver's",
        *(f"Note: {note}" for note in found.notes),
    ]


def _problems(found: "Audited") -> list[Problem]:
    """The first disclosures and how many there are; shares that follow from no published number."""
    told = [problem("TIP-E501", what=what, proof=proof) for what, proof in found.disclosures]
    if found.disclosed:
        told.append(problem("TIP-E500", disclosed=f"{found.disclosed:,}", told=len(found.disclosures)))
    if found.loose:
        told += [problem("TIP-E505", what=what) for what in found.loose[: MOST_TOLD - len(found.disclosures)]]
        told.append(problem("TIP-E514", loose=f"{len(found.loose):,}"))
    return told


def _audit_systems(path: Path) -> None:
    """The bounds of every hidden cell of a table system; a cell with one possible value stops."""
    from pipelines.audit import bounds_of, read_systems  # noqa: PLC0415  # --help need not wait for it

    known: list[str] = []
    for name, system in read_systems(path).items():
        for cell, (least, most) in bounds_of(system).items():
            label = f"{name}: {cell}" if name else cell
            click.echo(f"{label}: {least} to {'any number' if most is None else most}")
            known += [label] if least == most else []
    if known:
        raise ReleaseStopped(*(problem("TIP-E515", cell=cell) for cell in known[:MOST_TOLD]))
