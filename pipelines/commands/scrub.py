"""`tipstats scrub`: a copy of a file without the columns that may not be handed in."""

from pathlib import Path

import click

from pipelines.project import Project
from schemas.problems import DeclarationMistake, FileStopped, problem


@click.command("scrub")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--source", help="Whose file it is; by default the source in whose folder it lies.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="The copy; by default beside FILE.")
@click.pass_obj
def command(project: Project, file: Path, source: str | None, target: Path | None) -> None:
    """Write a copy of FILE without names, birth dates, addresses, free text and the like. FILE stays as it is."""
    from pipelines.receive.scrub import scrub  # noqa: PLC0415  # --help need not wait for it

    name = source or next((name for name in project.sources if _lies_in(file, project.source_folder(name))), "")
    if source and source not in project.sources:
        known = ", ".join(project.sources)
        raise DeclarationMistake(problem("TIP-E002", what=f"source {source}", do=f"Name one with --source: {known}."))
    copy = target or file.with_name(f"{file.stem}-scrubbed{file.suffix}")
    if copy.exists():
        raise DeclarationMistake(problem("TIP-E005", what=copy.name))
    told = scrub(file, project.sources.get(name), copy)
    for letter, column, what in told.removed:
        click.echo(f"Removed column {letter}{f' ({column})' if column else ''}: {what}.")
    if not told.removed:
        click.echo("There is no column to remove; no copy was written.")
    else:
        click.echo(f"The copy is {copy.name}. {file.name} is as it was.")
    if told.left:
        raise FileStopped(*told.left, problem("TIP-E706", file=copy.name if told.removed else file.name))


def _lies_in(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder.resolve())
