"""`tipstats plan`: what the policy would leave of the tables, before anything is built.

It prints how many numbers there are, and never one of them.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from pipelines.project import Project
from schemas.policy import Dp, Policy
from schemas.problems import DeclarationMistake, ReleaseStopped, problem

if TYPE_CHECKING:
    from pipelines.plan import Forecast
    from pipelines.steps import Steps
    from pipelines.tables import CountedTable

WIDTH = 110  # characters that the table needs; a narrower window wraps it


@click.command("plan")
@click.option(
    "--expected", type=click.IntRange(1, 1_000_000), metavar="N", help="Plan for so many people, without data."
)
@click.option("--quick", is_flag=True, help="Go by the size of each number alone; prove nothing.")
@click.pass_obj
def command(project: Project, expected: int | None, quick: bool) -> None:  # noqa: FBT001  # click gives it by name
    """Say how much the policy would show of each table, which one is too fine, and what would show more of it.

    It goes by the counts of the last run, or by N made-up people, spread evenly.
    """
    policy = project.policy
    from pipelines.plan import forecast  # noqa: PLC0415  # --help need not wait for it
    from pipelines.steps import Steps  # noqa: PLC0415  # as above

    console = Console(soft_wrap=True)
    console.width = max(console.width, WIDTH)
    steps = Steps(project)
    with console.status("looking at every table"), project.lock():
        tables = _expected(steps, expected) if expected else _counted(steps)
        areas = [{"code": area.code, "level": area.level} for area in project.areas]
        found = forecast(tables, policy, areas, prove=not quick)
    if expected:
        years = f"{project.community.calendar.from_year} to {project.community.calendar.to_year}"
        said = f"As if {expected:,} people, and as many of everything else that is counted, were recorded in {years},"
        console.print(f"{said} spread evenly.", highlight=False)
    console.print(_table(found, policy))
    for line in (*_words(found, policy), *map(str, steps.not_allowed), *_noise(policy.dp)):
        console.print(line, markup=False, highlight=False)
    if found.problem is not None:
        raise ReleaseStopped(found.problem)


def _counted(steps: "Steps") -> "list[CountedTable]":
    from pipelines.count import read_counted  # noqa: PLC0415  # --help need not wait for it

    if not steps.is_counted():
        raise DeclarationMistake(problem("TIP-E593"))
    return read_counted(steps.handed_in(), steps.names, steps.project.data("counted"))


def _expected(steps: "Steps", people: int) -> "list[CountedTable]":
    from pipelines.plan import expected_tables  # noqa: PLC0415  # --help need not wait for it

    return expected_tables(steps.allowed(steps.specs), steps.names, people)


def _table(found: "Forecast", policy: Policy) -> Table:
    table = Table(title="Numbers of each table", title_justify="left", box=None, pad_edge=False)
    table.add_column("table")
    for name in (
        "numbers",
        "shown",
        f"below {policy.smallest_shown}",
        "rounded more",
        "withheld",
        "no report",
        "shown %",
    ):
        table.add_column(name, justify="right")
    for one in found.tables:
        numbers = (one.cells, one.shown, one.below, one.coarsened, one.withheld, one.silent)
        table.add_row(one.table, *(f"{number:,}" for number in numbers), f"{one.share:.0%}")
    return table


def _words(found: "Forecast", policy: Policy) -> Iterator[str]:
    from pipelines.plan.forecast import ENOUGH  # noqa: PLC0415  # --help need not wait for it

    yield f"{found.distinct:,} different numbers in {len(found.tables)} tables."
    if found.is_proved:
        yield f"Proved together. At least {policy.least_values} numbers stay possible for each small one."
        yield f"  A draft also looks at earlier releases and at what each organisation knows, and may {_less(policy)}."
    else:
        yield f"By the size of each number alone. A proof of all tables together may {_less(policy)}."
    fine = [one for one in found.tables if one.share < ENOUGH]
    coarser = {one.table: one for one in found.proposals}
    for one in fine:
        yield f"{one.table} is too fine: {one.shown:,} of {one.told:,} numbers would be shown ({one.share:.0%})."
        better = coarser.get(one.table)
        if better is None:
            yield "  No coarser form of it would show a larger share."
        else:
            share = f"{better.shown:,} of {better.told:,} ({better.shown / better.told:.0%})"
            yield f"  {better.words[0].upper()}{better.words[1:]}, it would be {share}: {better.how}."


def _less(policy: Policy) -> str:
    return "leave out more" if policy.profile == "exact" else "round more, or withhold some"


def _noise(dp: Dp | None) -> Iterator[str]:
    """What the noise of the block [dp] would do."""
    if dp is None:
        return
    from pipelines.publish.dp import expected_error  # noqa: PLC0415  # only where it is wanted

    try:
        error = expected_error(dp)
    except ReleaseStopped as stopped:
        yield str(stopped.problems[0])
        return
    half, most, fit = (f"{error[name]:,.0f}" for name in ("error_50", "error_95", "releases"))
    yield f"Noise on purpose ([dp]): half of the numbers would be at most {half} people off, 95 of 100 at most {most}."
    yield f"  The whole budget is enough for {fit} releases."
