"""`tipstats purge`: what is past the time for which the agreement lets it be kept is removed."""

from datetime import date, datetime

import click

from pipelines.project import Project


@click.command("purge")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day that counts as today.")
@click.pass_obj
def command(project: Project, on: datetime | None) -> None:
    """Remove every file that is older than the `keep_months` of its source, with its rows, and say so in the ledger.

    What was released stays as it was; months that no release holds yet are counted without those rows.
    """
    _ = project.community, project.sources  # a folder that is no community says so first
    from pipelines.submissions import Room, finish, purge  # noqa: PLC0415  # --help need not wait for them

    today = on.date() if on else date.today()
    with project.lock():
        finish(project)
        for name, source in project.sources.items():
            count, notes = purge(Room(project, name), today)
            kept = source.agreement.keep_months
            said = f"kept for {kept} months, {count} removed" if kept else "kept without an end"
            click.echo(f"{name}: {said}.")
            for found in notes:
                click.echo(str(found))
