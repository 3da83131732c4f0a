"""`tipstats check`: what would become of a file, without handing it in."""

from pathlib import Path

import click

from pipelines.project import Project
from schemas.problems import DeclarationMistake, FileStopped, Problem, problem


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("--source", help="Whose file it is; by default the source in whose folder it lies.")
@click.pass_obj
def command(project: Project, file: Path, source: str | None) -> None:
    """Check FILE against the declaration of its source. Nothing is stored and nothing leaves this machine."""
    from pipelines.conform import Context, conform, report_lines  # noqa: PLC0415  # --help need not wait for them
    from pipelines.conform.edge import with_read  # noqa: PLC0415
    from pipelines.receive import read_joined, read_rows  # noqa: PLC0415

    name = source or _source_of(project, file)
    if name not in project.sources:
        known = ", ".join(project.sources)
        raise DeclarationMistake(problem("TIP-E002", what=f"source {name}", do=f"Name one with --source: {known}."))
    declared = project.sources[name]
    if file.is_dir() != any(record.table for record in declared.record.values()):
        raise FileStopped(problem("TIP-E131" if file.is_dir() else "TIP-E130", file=file.name))
    context = Context(project.community.country, project.areas)
    waiting, stops = 0, list[Problem]()
    for record in sorted(declared.record):
        kind = declared.record[record]
        reader = read_joined(file, kind, declared.file) if kind.table else read_rows(file, declared.file)
        try:
            outcome, _ = conform(declared, record, reader.headers, reader.chunks(), context, lambda _: None)
        except FileStopped as stopped:
            stops += stopped.problems
            continue
        outcome = with_read(outcome, reader.counts, [found for _, found in reader.rejected], reader.notes)
        waiting += outcome.counts.rejected
        for line in report_lines(f"{file.name}, {record}", outcome):
            click.echo(line)
    if stops:
        raise FileStopped(*dict.fromkeys(stops))
    if waiting:
        raise FileStopped(problem("TIP-E011", file=file.name, count=waiting))
    click.echo("Everything can be handed in as it is.")


def _source_of(project: Project, file: Path) -> str:
    """The source in whose folder the file lies; the only source where there is one."""
    folders = {project.source_folder(name).resolve(): name for name in project.sources}
    found = [folders[parent] for parent in file.resolve().parents if parent in folders]
    if found:
        return found[0]
    return next(iter(project.sources)) if len(project.sources) == 1 else "(not named)"
