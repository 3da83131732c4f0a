"""Files for people to fill in, made from the record types and the closed lists, each with its declaration."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from pipelines.templates.asked import asked
from pipelines.templates.declared import Layout, declaration
from pipelines.templates.separated import MARK, as_separated
from pipelines.templates.texts import text
from schemas.community import Area
from schemas.fields import RecordType
from schemas.labels import LANGUAGES, Language
from schemas.mapping import Question
from schemas.problems import DeclarationMistake, problem

__all__ = ["FORMS", "Form", "template"]

Form = Literal["xlsx", "csv", "xlsform"]
FORMS: tuple[Form, ...] = get_args(Form)
# How the two programs that show XLSForms export what was filled in: XML values, several answers parted by a blank.
EXPORTS = {
    "kobo": Layout({"delimiter": ";"}, has_labels=False, split=" ", id_column="_uuid"),
    "odk": Layout({"delimiter": ","}, has_labels=False, split=" ", id_column="KEY"),
}


def template(
    record: RecordType,
    language: Language,
    form: Form,
    areas: Sequence[Area],
    questions: Mapping[str, Question],
    starter: Path,
) -> dict[str, bytes]:
    """Name to content: the template, and a declaration for each way in which it comes back.

    DeclarationMistake for a survey without questions: those are a source's own.
    """
    if any(field.kind == "answers" for field in record.fields) and not questions:
        raise DeclarationMistake(problem("TIP-E820", record=record.name))
    columns = {each: asked(record, each, areas, questions) for each in LANGUAGES}
    stem = f"{record.name}_{language}"

    def declared(layout: Layout) -> bytes:
        return declaration(record, columns[language], questions, layout, language, starter).encode()

    if form == "xlsform":
        from pipelines.templates.xlsform import as_form, questions_of  # noqa: PLC0415  # a CSV needs no openpyxl

        columns = {each: tuple(questions_of(columns[each])) for each in LANGUAGES}
        files = {f"{stem}_form.xlsx": as_form(record, columns, language)}
        return files | {f"{stem}_form_{name}.source.toml": declared(layout) for name, layout in EXPORTS.items()}
    file = f"{stem}.{form}"
    if form == "csv":
        content = as_separated(record, columns[language], language, file)
        layout = Layout({"encoding": "utf-8", "delimiter": ",", "comment": MARK}, has_labels=True, split=";")
    else:
        from pipelines.templates.sheet import as_sheet  # noqa: PLC0415  # a CSV needs no openpyxl

        content = as_sheet(record, columns[language], language, file)
        layout = Layout({"sheet": text("data", language)}, has_labels=True, split=";")
    return {file: content, f"{file}.source.toml": declared(layout)}
