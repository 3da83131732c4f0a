"""`tipstats scrub`: a copy of a file without the columns that may not be handed in."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.project import PRESETS, Project
from schemas.problems import DeclarationMistake, FileStopped, problem

if TYPE_CHECKING:
    from schemas.source import Source


@click.command("scrub")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--source", help="Whose file it is; by default told by its folder, or by its headers.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="The copy; by default beside FILE.")
@click.pass_obj
def command(project: Project, file: Path, source: str | None, target: Path | None) -> None:
    """Write a copy of FILE without names, birth dates, addresses, free text and the like. FILE stays as it is."""
    from pipelines.receive.scrub import scrub  # noqa: PLC0415  # --help need not wait for it

    owner = _owner(project, file, source)
    copy = target or file.with_name(f"{file.stem}-scrubbed{file.suffix}")
    if copy.exists():
        raise DeclarationMistake(problem("TIP-E005", what=copy.name))
    told = scrub(file, owner, copy)
    for letter, column, what in told.removed:
        click.echo(f"Removed column {letter}{f' ({column})' if column else ''}: {what}.")
    if not told.removed:
        click.echo("There is no column to remove; no copy was written.")
    else:
        click.echo(f"The copy is {copy.name}. {file.name} is as it was.")
    if told.left:
        raise FileStopped(*told.left, problem("TIP-E706", file=copy.name if told.removed else file.name))


def _owner(project: Project, file: Path, named: str | None) -> "Source | None":
    """Whose file it is, told as a check tells it; None where nobody can tell, for then every column is looked at."""
    from pipelines.feedback.whose import whose  # noqa: PLC0415  # as above

    folders = {project.source_folder(name).resolve(): name for name in project.sources}
    try:
        return project.sources[whose(file, named, project.sources, folders, PRESETS).name]
    except DeclarationMistake:
        if named:
            raise
        return None
