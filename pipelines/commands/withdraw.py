"""`tipstats withdraw`: a record, a file, or everything of an organisation is taken back."""

import sys
from datetime import date, datetime

import click

from pipelines.project import Project
from schemas.problems import DeclarationMistake, Problem, problem

# Those of pipelines.submissions.ledger.REASONS; --help need not wait for it.
WORDS = ("survivor", "consent", "provider", "mistake", "agreement", "law")


@click.command("withdraw")
@click.argument("source")
@click.option("--record", metavar="ID", help="The number of one record; - reads it from the standard input.")
@click.option("--file", metavar="HASH-OR-NUMBER", help="One delivery, as `tipstats history` names it.")
@click.option("--all", "everything", is_flag=True, help="Everything that SOURCE has handed in.")
@click.option("--reason", type=click.Choice(WORDS), required=True, help="Why, in one of these words.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day that counts as today.")
@click.pass_obj
def command(
    project: Project,
    source: str,
    record: str | None,
    file: str | None,
    everything: bool,  # noqa: FBT001  # click gives its options so
    reason: str,
    on: datetime | None,
) -> None:
    """Take back a record, a file or everything of SOURCE: the rows leave every place under the project folder.

    What was released stays as it was; the next run, and the next re-base, count without them.
    """
    if source not in project.sources:
        do = f"There are {', '.join(project.sources)}."
        raise DeclarationMistake(problem("TIP-E002", what=f"source {source}", do=do))
    if sum((record is not None, file is not None, everything)) != 1:
        raise DeclarationMistake(problem("TIP-E786"))
    today = on.date() if on else date.today()
    with project.lock():
        notes = _withdraw(project, source, record, file, reason, today)
    for found in notes:
        click.echo(str(found))
    click.echo("Taken back. Its rows are in no table and no file of this project any more.")
    click.echo("Next: `tipstats run` counts without them. What was released stays until `tipstats release --rebase`.")


def _withdraw(
    project: Project, source: str, record: str | None, file: str | None, reason: str, today: date
) -> list[Problem]:
    from pipelines.submissions import Room, finish, withdraw_all, withdraw_file, withdraw_record  # noqa: PLC0415

    finish(project)
    room = Room(project, source)
    if record is not None:
        given = sys.stdin.readline() if record == "-" else record
        return withdraw_record(room, given.strip(), reason, today)
    if file is not None:
        return withdraw_file(room, file, reason, today)
    return withdraw_all(room, reason, today)
