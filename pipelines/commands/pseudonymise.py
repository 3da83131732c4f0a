"""`tipstats pseudonymise`: keyed tokens in the place of names and birth dates."""

from pathlib import Path

import click

from pipelines.project import CHECKOUT, Project
from schemas.problems import DeclarationMistake, problem
from schemas.source import FileFormat


@click.command("pseudonymise")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@click.option("--key", type=click.Path(path_type=Path, dir_okay=False), help="The file with the shared key.")
@click.option("--new-key", type=click.Path(path_type=Path), help="Make a new key in this file, and nothing else.")
@click.option("--source", help="Whose file it is, where a declaration says how their files are written.")
@click.option("--family", help="The header of the family name, where it is not found by itself.")
@click.option("--given", help="The header of the given name.")
@click.option("--born", help="The header of the birth date.")
@click.option("--sex", help="The header of the sex or gender.")
@click.option("--dates", type=click.Choice(["iso", "dmy", "mdy"]), help="How their dates are written.")
@click.option("--age-at", help="The header of a date; the age on that day is kept in a column of its own.")
@click.option("--drop", multiple=True, help="The header of one more column to leave out; may be given again.")
@click.pass_obj
def command(
    project: Project,
    /,
    file: Path | None,
    key: Path | None,
    new_key: Path | None,
    source: str | None,
    dates: str | None,
    age_at: str | None,
    drop: tuple[str, ...],
    **named: str | None,
) -> None:
    """Write a copy of FILE with keyed tokens in the place of names and birth date, on this machine.

    The key belongs to the organisations' agreement and is never in a project folder.
    """
    from pipelines.pseudonymise import find_identifying, make_key, pseudonymise, read_key  # noqa: PLC0415  # slow
    from pipelines.receive import read_rows  # noqa: PLC0415

    folders = (project.root, CHECKOUT)
    if new_key:
        make_key(new_key, folders)
        click.echo(f"A new key is in {new_key}. Hand it to the other organisations in person, and to nobody else.")
        return
    if file is None or key is None:
        raise DeclarationMistake(problem("TIP-E727"))
    if source and source not in project.sources:
        known = ", ".join(project.sources)
        raise DeclarationMistake(problem("TIP-E002", what=f"source {source}", do=f"Name one with --source: {known}."))
    declared = project.sources[source] if source else None
    reader = read_rows(file, declared.file if declared else FileFormat())
    identifying = find_identifying(file.name, reader.headers, named)
    order = dates or (declared.date_order if declared else "iso")
    target = file.with_name(f"{file.stem}.pseudonymised.csv")
    secret = read_key(key, folders)
    found = pseudonymise(reader, identifying, secret, target, order=order, age_at=age_at, drop=drop)
    click.echo(f"{found.rows} rows written to {target}; left out: {', '.join(found.dropped)}.")
    if found.without:
        click.echo(f"{found.without} rows have no token, for want of a whole birth date or of a name in Latin letters.")
    click.echo("Look at the copy before you hand it in: other columns may tell who somebody is.")
