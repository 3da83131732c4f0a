"""`tipstats release`: a period becomes a release that stays, once people have approved it."""

from datetime import date, datetime

import click

from pipelines.project import Project


@click.command("release")
@click.argument("period")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day that counts as today.")
@click.option("--rebase", is_flag=True, help="Count what was released before anew, with everything that came late.")
@click.option("--accept-jump", multiple=True, metavar="TABLE", help="A table whose totals may have jumped.")
@click.pass_obj
def command(project: Project, period: str, on: datetime | None, rebase: bool, accept_jump: tuple[str, ...]) -> None:  # noqa: FBT001  # click gives its options so
    """Release PERIOD: a year, a quarter or a month, such as 2024, 2024-Q3 or 2024-03.

    The first time it makes a candidate and an approval form. Once the form is filled in, it makes the release.
    """
    _ = project.community  # a folder that is no community says so first
    from pipelines.releases import Request, open_ledger, read_period  # noqa: PLC0415  # --help need not wait for them

    today = on.date() if on else date.today()
    request = Request(read_period(period), "rebase" if rebase else "release", today)
    with project.lock():
        open_ledger(project.releases)
        from pipelines.desk import Desk  # noqa: PLC0415
        from pipelines.releasing import advance  # noqa: PLC0415

        desk = Desk(project, accepted_jumps=accept_jump)
        try:
            said = advance(desk, request)
        finally:
            desk.close()
    for line in said:
        click.echo(line)
