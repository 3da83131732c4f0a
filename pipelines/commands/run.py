"""`tipstats run`: everything that has changed, from the inboxes to the pages."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from pipelines.freshness import clear_leftovers, restore
from pipelines.gates import Gates
from pipelines.project import Project
from pipelines.releases import open_ledger
from pipelines.stages import STAGES, stale_stages
from schemas.problems import Mistake, Problem

if TYPE_CHECKING:
    from pipelines.desk import Desk

WIDTH = 110  # characters that the summary needs; a narrower window wraps it
SETTLED = 2.1  # seconds; receive leaves younger files alone


@click.command("run")
@click.option("--until", type=click.Choice(STAGES), default="site", help="Stop after this verb's result.")
@click.option("--accept-jump", multiple=True, metavar="TABLE", help="A table whose totals may have jumped.")
@click.pass_obj
def command(project: Project, until: str, accept_jump: tuple[str, ...]) -> None:
    """Receive, conform, link, count, publish and show whatever has changed."""
    started = time.monotonic()
    _ = project.community  # a folder that is no community says so first
    console = Console(soft_wrap=True)
    console.width = max(console.width, WIDTH)
    with project.lock():
        for folder in (project.published, project.site):
            restore(folder)
        clear_leftovers(project.data("conformed").parent)
        open_ledger(project.releases)  # what was released and is not as it was stops everything
        # The process of the gates needs seconds to load: it begins before everything else that has to be loaded.
        opened = Gates.open(project.gates) if _let_copies_settle(project) else None
        from pipelines.desk import Desk  # noqa: PLC0415  # this is what has to be loaded

        desk = Desk(project, accepted_jumps=accept_jump, opened=opened)
        try:
            _mend(desk)
            changed = _bring_up_to_date(console, desk, until)
        finally:
            desk.close()
        _summary(console, desk, changed=changed, seconds=time.monotonic() - started)
    if desk.mistakes:
        raise _together(desk.mistakes)


def _mend(desk: "Desk") -> None:
    """What a kill may have left: readers see the last release, whatever becomes of the draft."""
    if desk.steps.ledger:
        desk.steps.show_last()
        desk.steps.show()


def _bring_up_to_date(console: Console, desk: "Desk", until: str) -> bool:
    """Make every stale stage up to the last one wanted; whether there was any."""
    stages = [stage for stage in stale_stages(desk) if STAGES.index(stage) <= STAGES.index(until)]
    if stages:
        with console.status("starting") as status:
            desk.say = status.update
            if {"conformed", "published"} & set(stages):
                _ = desk.gates  # opened now at the latest
            from pipelines.assets.in_process import materialize  # noqa: PLC0415  # nothing new: no wait for Dagster

            materialize(desk, stages)
    return bool(stages)


def _let_copies_settle(project: Project) -> bool:
    """Wait until the youngest file of the inboxes is too old to be one still being copied; whether there is any."""
    files = [path for path in project.root.glob("sources/*/inbox/**/*") if not path.name.startswith(".")]
    times = [path.lstat().st_mtime for path in files]
    youngest = time.time() - max(times, default=0)
    if 0 <= youngest < SETTLED:
        time.sleep(SETTLED - youngest)
    return bool(files)


def _summary(console: Console, desk: "Desk", *, changed: bool, seconds: float) -> None:
    """What came in, what was held back, and where the pages are."""
    table = Table(title="What came in", title_justify="left", box=None, pad_edge=False)
    for name in ("source", "record"):
        table.add_column(name)
    for name in ("deliveries", "read", "accepted", "waiting", "repeated", "blank", "of them in scope"):
        table.add_column(name, justify="right")
    for source, declared in desk.project.sources.items():
        for at, record in enumerate(sorted(declared.record)):
            outcomes = [desk.steps.outcomes(source, folder.name)[at] for folder in desk.steps.conformed_folders(source)]
            counts = [outcome.counts for outcome in outcomes]
            sums = [
                sum(getattr(one, key) for one in counts)
                for key in ("read", "accepted", "rejected", "duplicate", "blank", "in_scope")
            ]
            table.add_row(source, record, str(len(counts)), *(f"{number:,}" for number in sums))
    console.print(table)
    for found in desk.problems:
        console.print(str(found), markup=False, highlight=False)
    for said in desk.arrivals:
        console.print(f"Arrival: {said}", markup=False, highlight=False)
    for line in _what_readers_see(desk):
        console.print(line, markup=False, highlight=False)
    console.print(f"{'Done' if changed else 'Nothing new'} after {seconds:.1f} s.", highlight=False)


def _what_readers_see(desk: "Desk") -> Iterator[str]:
    """The draft as long as nothing is released; from then on the last release, while the draft waits."""
    told, steps = desk.steps.protection(), desk.steps
    if told and not steps.ledger:
        yield "Draft: nobody has approved these numbers yet. `tipstats release PERIOD` makes a release of them."
    elif told:
        last = steps.ledger[-1]
        yield f"Release {last.id} of {last.released_on} is what readers see. What is newer waits for the next release."
        if desk.project.data("draft").exists():
            yield f"Draft, for nobody else: {desk.project.data('draft')}"
    if told:
        yield f"Published: {told['cells']:,} cells, {told['cells'] - told['shown']:,} of them hidden to protect people."
        yield f"Tables: {desk.project.published}"
    if steps.is_shown():
        yield f"Pages: {desk.project.site / 'index.html'}"


def _together(mistakes: list[Mistake]) -> Mistake:
    """All mistakes of a run as one, with the exit code of the first."""
    problems: list[Problem] = [found for mistake in mistakes for found in mistake.problems]
    return type(mistakes[0])(*problems)
