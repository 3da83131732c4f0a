"""Every template, filled in as people would, is taken by `check` with the declaration that came with it."""

import io
import shutil
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from pipelines.commands.template import STARTER
from pipelines.project import CHECKOUT, Project
from pipelines.receive import read_rows
from pipelines.templates import FORMS, Form, template
from pipelines.templates.asked import Asked, asked
from pipelines.templates.texts import lines
from pipelines.templates.workbook import WRITTEN_AT
from schemas.fields import RecordType
from schemas.labels import LANGUAGES, Language
from schemas.mapping import Question
from schemas.records import record_types
from schemas.source import FileFormat
from tests.command_line import Said, contents
from tests.filled_templates import Row, exported, fill_csv, fill_xlsx, made_up_rows, sample_rows

SAMPLE = Project(CHECKOUT)
RECORDS = tuple(record_types())
EXPORTS = {"kobo": (";", "_uuid"), "odk": (",", "KEY")}
each_record = pytest.mark.parametrize("name", RECORDS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def questions(record: RecordType) -> dict[str, Question]:
    is_survey = any(field.kind == "answers" for field in record.fields)
    return SAMPLE.sources["household_survey"].record["response"].questions if is_survey else {}


@cache
def made(name: str, language: Language, form: Form) -> dict[str, bytes]:
    return made_anew(name, language, form)


def made_anew(name: str, language: Language, form: Form) -> dict[str, bytes]:
    record = record_types()[name]
    return template(record, language, form, SAMPLE.areas, questions(record), STARTER)


def columns_of(name: str, language: Language) -> tuple[Asked, ...]:
    return asked(record_types()[name], language, SAMPLE.areas, questions(record_types()[name]))


def all_rows(name: str) -> tuple[Row, ...]:
    """The samples' rows, and one for every answer that there is."""
    return (*sample_rows(name), *made_up_rows(columns_of(name, "en")))


def community(root: Path, declaration: bytes) -> Path:
    """A community whose only source has that declaration."""
    folder = root / "sources" / "filled"
    folder.mkdir(parents=True)
    for file in ("community.toml", "areas.csv", "areas.geojson"):
        shutil.copyfile(CHECKOUT / file, root / file)
    (folder / "source.toml").write_bytes(declaration)
    return folder


def check(said: Said, root: Path, declaration: bytes, file: str, content: bytes) -> tuple[int, str]:
    folder = community(root, declaration)
    (folder / file).write_bytes(content)
    return said("check", folder / file, "--source", "filled", "--project", root)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


def test_the_samples_fill_most_templates() -> None:
    """Nobody of the sample community hands in counts alone; other records are made up from their fields."""
    sizes = {name: len(sample_rows(name)) for name in ("identification", "incident", "suspect", "response")}
    assert all(size >= 8 for size in sizes.values()), sizes


@each_language
@each_record
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_filled_template_passes_check(name: str, language: Language, form: Form, said: Said, tmp_path: Path) -> None:
    (file, content), (_, declaration) = made(name, language, form).items()
    fill = fill_csv if form == "csv" else fill_xlsx
    rows = all_rows(name)
    code, text = check(said, tmp_path, declaration, file, fill(content, columns_of(name, language), rows))
    assert code == 0, text
    assert f"{len(rows)}" in text


@each_language
@each_record
@pytest.mark.parametrize("export", EXPORTS)
def test_what_a_form_gives_back_passes_check(
    name: str, language: Language, export: str, said: Said, tmp_path: Path
) -> None:
    declaration = made(name, language, "xlsform")[f"{name}_{language}_form_{export}.source.toml"]
    content = exported(columns_of(name, language), all_rows(name), *EXPORTS[export])
    code, text = check(said, tmp_path, declaration, "export.csv", content)
    assert code == 0, text


@each_record
def test_a_word_of_nobody_waits(name: str, said: Said, tmp_path: Path) -> None:
    """The declaration is no open door: what no list holds is found, whichever column it is in."""
    (file, content), (_, declaration) = made(name, "en", "csv").items()
    columns = [column for column in columns_of(name, "en") if column.choices]
    row = made_up_rows(columns_of(name, "en"))[0]
    others = {column.name: row.get(column.name, "") for column in columns_of(name, "en") if not column.choices}
    wrong = [{**others, "consent": "Yes", column.name: "guess"} for column in columns]
    cells = [[line.get(column.name, "") for column in columns_of(name, "en")] for line in wrong]
    text = content + "".join(f"{','.join(line)}\r\n" for line in cells).encode()
    code, told = check(said, tmp_path, declaration, file, text)
    assert code == 4
    for column in columns:
        assert column.label in told, column.name


@each_record
@pytest.mark.parametrize("form", FORMS)
def test_a_template_is_the_same_to_the_byte(name: str, form: Form) -> None:
    once = made_anew(name, "en", form)
    assert made(name, "en", form) == once
    for file, content in once.items():
        if file.endswith(".xlsx"):
            assert openpyxl.load_workbook(io.BytesIO(content)).properties.modified.isoformat() == WRITTEN_AT[:-1]


@each_language
@each_record
def test_a_sheet_keeps_codes_as_text_and_offers_every_answer(name: str, language: Language) -> None:
    book = openpyxl.load_workbook(io.BytesIO(next(iter(made(name, language, "xlsx").values()))))
    data, told, definitions, lists = book.worksheets
    columns = columns_of(name, language)
    assert [cell.value for cell in data[1]] == [column.label for column in columns]
    assert len({column.label for column in columns}) == len(columns)
    assert data.max_row == 1  # formatted rows would come back as blank ones
    rules = {
        str(rule.sqref).rstrip("0123456789").partition("2:")[0]: rule for rule in data.data_validations.dataValidation
    }
    for at, column in enumerate(columns, 1):
        letter = get_column_letter(at)
        is_number = column.kind in ("integer", "number")
        assert (data.column_dimensions[letter].number_format == "@") == (not is_number), column.name
        assert rules[letter].prompt
        offered = [cell.value for cell in lists[letter][1:] if cell.value]
        assert offered == [choice.text for choice in column.choices]
        if column.choices:
            assert rules[letter].formula1 == f"'{lists.title}'!${letter}$2:${letter}${len(offered) + 1}"
            assert bool(rules[letter].showErrorMessage) == (not column.is_several)
    assert told.max_row == 1 + len(lines("steps", language))
    assert definitions.max_row == 1 + len(columns) + sum(len(column.choices) for column in columns)
    texts = [str(cell.value) for sheet in book.worksheets for row in sheet for cell in row if cell.value]
    assert [text for text in texts if text[0] in "=+-@\t"] == []


def test_columns_that_nobody_filled_in_need_no_word(said: Said, tmp_path: Path) -> None:
    (file, content), (_, declaration) = made("identification", "es", "csv").items()
    row = {"record_id": "A-1", "identified_on": "2024", "consent": "yes", "gender": "refused"}
    filled = fill_csv(content, columns_of("identification", "es"), [row])
    code, text = check(said, tmp_path, declaration, file, filled)
    assert (code, "TIP-E" in text) == (0, False), text


def test_a_consent_column_can_never_be_left_out() -> None:
    for name in RECORDS:
        for form in FORMS:
            for file, content in made(name, "en", form).items():
                for line in content.decode().splitlines() if file.endswith(".toml") else ():
                    assert not (line.startswith("consent = {") and "optional" in line)


def test_comments_may_stand_above_the_header_or_be_gone(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text('# one; two\n"# three, four"\n\nA,B\n1,# not a comment\n', encoding="utf-8")
    how = FileFormat(comment="#")
    reader = read_rows(path, how)
    assert reader.table().to_pydict() == {"row": [5], "A": ["1"], "B": ["# not a comment"]}
    path.write_text("A,B\n1,2\n", encoding="utf-8")
    assert read_rows(path, how).table().to_pydict() == {"row": [2], "A": ["1"], "B": ["2"]}
    path.write_text("# A,B\n1,2\n", encoding="utf-8")
    assert read_rows(path, FileFormat()).headers == ("# A", "B")


def test_nothing_that_is_there_is_overwritten(said: Said, tmp_path: Path) -> None:
    assert said("template", "tally", "--format", "csv", "--out", tmp_path)[0] == 0
    before = contents(tmp_path)
    code, text = said("template", "tally", "--format", "csv", "--out", tmp_path)
    assert code == 3
    assert "TIP-E005" in text
    assert contents(tmp_path) == before
    assert set(before) == {"tally_en.csv", "tally_en.csv.source.toml"}


def test_a_survey_asks_the_questions_of_a_source(said: Said, tmp_path: Path) -> None:
    assert said("template", "response", "--out", tmp_path)[0] == 0
    root = tmp_path / "other"
    (file, _), (_, declaration) = made("tally", "en", "csv").items()
    community(root, declaration)
    code, text = said("template", "response", "--out", root, "--project", root)
    assert (code, "TIP-E820" in text) == (3, True)
    code, text = said("template", "response", "--out", root, "--source", "nobody")
    assert (code, "household_survey" in text) == (3, True)
    code, text = said("template", "nothing")
    assert (code, "identification" in text) == (3, True)
    assert file == "tally_en.csv"
