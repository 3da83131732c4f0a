"""`tipstats check`: what would become of a file, without handing it in."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.project import PRESETS, Project
from schemas.community import read_areas
from schemas.problems import LANGUAGES, FileStopped, Mistake, problem

if TYPE_CHECKING:
    from pipelines.conform import Context
    from pipelines.feedback import Report
    from schemas.labels import Language


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("--source", help="Whose file it is; by default told by the folder in which it lies, or by its headers.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="The language of what is said.")
@click.option("--effect", is_flag=True, help="Say which published figures would change; it takes some seconds.")
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), help="Where to write the report.")
@click.pass_obj
def command(
    project: Project,
    file: Path,
    source: str | None,
    lang: "Language",
    effect: bool,  # noqa: FBT001  # click gives it by name
    to: Path | None,
) -> None:
    """Check FILE against the declaration of its source. Nothing is stored and nothing leaves this machine.

    The report is written beside the file, or among the reports of the source in whose folder it lies.
    """
    from pipelines.light import without_pandas  # noqa: PLC0415

    without_pandas()
    from pipelines.feedback import lines_of, report_name, write_report  # noqa: PLC0415  # --help need not wait for it
    from pipelines.feedback.wording import wording  # noqa: PLC0415

    try:
        report = _report(project, file, source, lang)
        report = _with_effect(project, file, report, lang) if effect else report
        for line in lines_of(report, lang):
            click.echo(line)
        folder = to or _folder(project, file)
        try:
            page = write_report(report, folder, report_name(file.name), (lang,))
            click.echo(f"\n{wording(lang)['written'].format(path=page)}")
        except OSError:  # a folder that cannot be written to, such as a disc
            click.echo(f"\n{problem('TIP-E769', file=str(folder)).told_in(lang)}")
        _stop_where_something_waits(report)
    except Mistake as mistake:
        mistake.problems = tuple(found.told_in(lang) for found in mistake.problems)
        raise
    click.echo(wording(lang)["good"])


def _report(project: Project, file: Path, named: str | None, lang: str) -> "Report":
    from dataclasses import replace  # noqa: PLC0415

    from pipelines.conform import Context  # noqa: PLC0415
    from pipelines.feedback import look  # noqa: PLC0415
    from pipelines.feedback.whose import whose  # noqa: PLC0415
    from pipelines.feedback.wording import wording  # noqa: PLC0415
    from pipelines.receive.names import is_corrections  # noqa: PLC0415

    folders = {project.source_folder(name).resolve(): name for name in project.sources}
    owner = whose(file, named, project.sources, folders, PRESETS)
    # Outlines are of no use here, and the library that looks at them takes long to load.
    context = Context(project.community.country, read_areas(project.root, project.community), date.today())
    declared, folder = project.sources[owner.name], project.source_folder(owner.name)
    if is_corrections(file.name):
        report = _corrections(project, file, owner.name, context)
    else:
        report = look(declared, file, folder, context)
    return replace(report, why=wording(lang)[owner.why].format(found=owner.found, of=owner.of))


def _corrections(project: Project, file: Path, source: str, context: "Context") -> "Report":
    """The same of corrections, which stand on the records that were handed in."""
    import tempfile  # noqa: PLC0415  # few files are corrections

    from pipelines.feedback.corrections import look_at_corrections  # noqa: PLC0415  # the same
    from pipelines.submissions import Room  # noqa: PLC0415  # the same

    room = Room(project, source)
    with tempfile.TemporaryDirectory(prefix="tipstats-") as scratch:
        return look_at_corrections(room.declared, file, room.folder, room.deliveries(), context, Path(scratch))


def _with_effect(project: Project, file: Path, report: "Report", lang: "Language") -> "Report":
    """The report with what would change on the pages; made from a copy, while no run is at work."""
    from contextlib import nullcontext  # noqa: PLC0415
    from dataclasses import replace  # noqa: PLC0415

    from pipelines.effect import effect_of  # noqa: PLC0415  # a plain check need not wait for every room

    has_run = (project.root / "warehouse" / "_lock").exists()  # before that there is nothing to wait for
    with project.lock() if has_run else nullcontext():
        return replace(report, effect=effect_of(project, report.source, file, lang, date.today()))


def _folder(project: Project, file: Path) -> Path:
    """Beside the file; never into an inbox, from where a run would take the report for a delivery."""
    sources = project.root / "sources"
    place = file.resolve()
    if place.is_relative_to(sources) and len(place.relative_to(sources).parts) > 1:
        return sources / place.relative_to(sources).parts[0] / "reports"
    return place.parent


def _stop_where_something_waits(report: "Report") -> None:
    if report.is_stopped:
        raise FileStopped(problem("TIP-E760", file=report.file))
    if waiting := sum(part.counts.rejected for part in report.parts):
        raise FileStopped(problem("TIP-E011", file=report.file, count=waiting))
