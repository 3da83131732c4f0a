"""`tipstats template`: a file for an organisation to fill in, and the declaration that fits it."""

from pathlib import Path

import click

from pipelines.project import Project
from pipelines.templates import FORMS, Form, template
from schemas.fields import RecordType
from schemas.labels import LANGUAGES, Language
from schemas.mapping import Question
from schemas.problems import DeclarationMistake, problem
from schemas.records import record_types

STARTER = Path(__file__).with_name("starters") / "source.toml"


@click.command("template")
@click.argument("record")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--format", "form", type=click.Choice(FORMS), default="xlsx", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Folder; by default this one."
)
@click.option("--source", help="The survey whose questions are asked; by default the only one.")
@click.pass_obj
def command(project: Project, record: str, language: Language, form: Form, out: Path, source: str | None) -> None:
    """Make a template for records of the type RECORD, such as identification. Nothing that exists is overwritten."""
    if record not in record_types():
        do = f"Name one of these: {', '.join(record_types())}."
        raise DeclarationMistake(problem("TIP-E002", what=f"record type {record}", do=do))
    kind = record_types()[record]
    made = template(kind, language, form, project.areas, _questions(project, kind, source), STARTER)
    there = sorted(name for name in made if (out / name).exists())
    if there:
        raise DeclarationMistake(*(problem("TIP-E005", what=f"file {name}") for name in there))
    out.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (out / name).write_bytes(content)
        click.echo(f"Made {out / name}")
    click.echo("Next: fill in who holds the records in the declaration, and save it as sources/<name>/source.toml.")


def _questions(project: Project, record: RecordType, source: str | None) -> dict[str, Question]:
    """The questions of the survey that is named, or of the only one."""
    if not any(field.kind == "answers" for field in record.fields):
        return {}
    asking = {
        name: kind.questions
        for name, declared in project.sources.items()
        for said, kind in declared.record.items()
        if said == record.name
    }
    if source is not None and source not in asking:
        do = f"Name a survey with --source: {', '.join(asking) or 'there is none yet'}."
        raise DeclarationMistake(problem("TIP-E002", what=f"survey {source}", do=do))
    chosen = source or (next(iter(asking)) if len(asking) == 1 else "")
    return asking.get(chosen, {})
