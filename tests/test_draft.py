"""A declaration drafted from a file: it maps what the hand-written one maps, waits for a person, tells of nobody."""

import re
from pathlib import Path

import openpyxl
import pytest

from pipelines.draft import Drafted, draft
from pipelines.project import CHECKOUT, PRESETS, Project
from schemas.declaration import undecided
from schemas.mapping import Record
from schemas.problems import DeclarationMistake, FileStopped
from schemas.source import Source, read_source
from tests.command_line import Said, contents, make_project

PROJECT = Project(CHECKOUT)
AREAS = {text for area in PROJECT.areas for text in area.texts}
DECIDED = re.compile(r'"DECIDE: (?:\\.|[^"\\])*"')


def drafted(path: Path) -> Drafted:
    return draft("made_up", path, PRESETS, AREAS)


def decided(folder: Path, made: Drafted, **said: str) -> Source:
    """The declaration once a person has filled in every line that waits for one."""
    text = made.text
    for key, value in {"kind": "ngo", "date_order": "dmy", "identity": "none", **said}.items():
        text = re.sub(rf"(?m)^{key} = {DECIDED.pattern}", f'{key} = "{value}"', text)
    (folder / "source.toml").write_text(DECIDED.sub('"Said."', text), encoding="utf-8")
    return read_source(folder, PRESETS)


def file(folder: Path, text: str, name: str = "sample.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def mapping(record: Record) -> dict[str, object]:
    """What a record reads from where."""
    columns = {name: (column.header, column.flags, column.split or (";",)) for name, column in record.columns.items()}
    questions = {name: (question.header, question.flags) for name, question in record.questions.items()}
    return {"id": record.id, **columns, **questions}


@pytest.mark.parametrize("name", sorted(PROJECT.sources))
def test_a_sample_gives_the_mapping_that_a_person_wrote(name: str, tmp_path: Path) -> None:
    by_hand = PROJECT.sources[name]
    [sample] = (CHECKOUT / "sources" / name / "sample").iterdir()
    made = drafted(sample)
    with pytest.raises(DeclarationMistake, match="TIP-E001"):
        decided_nothing(tmp_path, made)
    source = decided(tmp_path, made, kind=by_hand.kind, date_order=by_hand.date_order)
    assert {kind: mapping(record) for kind, record in source.record.items()} == {
        kind: mapping(record) for kind, record in by_hand.record.items()
    }
    assert (source.extends, source.identity, source.kind) == (by_hand.extends, by_hand.identity, by_hand.kind)
    written = ("encoding", "delimiter", "sheet", "skip_rows", "header_rows", "header", "footer")
    assert {key: getattr(source.file, key) for key in written} == {key: getattr(by_hand.file, key) for key in written}


def decided_nothing(folder: Path, made: Drafted) -> Source:
    (folder / "source.toml").write_text(made.text, encoding="utf-8")
    return read_source(folder, PRESETS)


def test_every_open_decision_is_named_with_its_line(tmp_path: Path) -> None:
    path = file(tmp_path, 'a = 1\nholder = "DECIDE: who"\n[agreement]\nconsent = "DECIDE: how"\n', "source.toml")
    found = undecided(path, {"a": 1, "holder": "DECIDE: who", "agreement": {"consent": "DECIDE: how"}})
    assert ["line 2: holder: still to be decided: who" in str(each) for each in found] == [True, False]
    assert "line 4: agreement.consent" in str(found[1])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac-roman"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_told_by_the_file(encoding: str, mark: str, tmp_path: Path) -> None:
    text = "Género,Edad,Explotación\n" + "mujer,30,explotación\nniña,12,«otro» año\n" * 3
    source = decided(tmp_path, drafted(file(tmp_path, text.replace(",", mark), encoding=encoding)))
    assert (source.file.encoding, source.file.delimiter) == (encoding.removesuffix("-sig"), mark)
    assert source.record["identification"].columns["gender"].header == ("Género",)


def test_the_sheet_and_the_rows_above_the_header_are_told_by_the_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Read me"])  # type: ignore[union-attr]  # a new workbook has an active sheet
    sheet = book.create_sheet("People")
    for row in (["Our list"], [], ["Intake date", "Gender", "Age"], ["2024-01-02", "F", 30], ["2024-01-03", "M", 31]):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    source = decided(tmp_path, drafted(tmp_path / "list.xlsx"))
    assert (source.file.sheet, source.file.skip_rows) == ("People", 2)
    assert set(source.record["identification"].columns) == {"identified_on", "gender", "age"}


@pytest.mark.parametrize(
    ("days", "evidence"),
    [
        (["13/01/2024", "02/03/2024"], "1 only as day/month/year, 1 as either of the two"),
        (["01/13/2024", "13/01/2024"], "1 only as day/month/year, 1 only as month/day/year"),
        (["01/02/2024", "2024-01-02"], "1 year-month-day, 1 as either of the two"),
    ],
)
def test_the_order_of_dates_is_shown_and_never_guessed(days: list[str], evidence: str, tmp_path: Path) -> None:
    made = drafted(file(tmp_path, "Intake date,Age\n" + "".join(f"{day},30\n" for day in days)))
    assert 'date_order = "DECIDE' in made.text
    [told] = [decision for decision in made.decisions if decision.startswith("date_order")]
    assert f'"Intake date": {evidence}' in told


def test_dates_that_leave_no_doubt_need_no_decision(tmp_path: Path) -> None:
    made = drafted(file(tmp_path, "Intake date,Age\n2024-01-02,30\n03-Feb-2024,31\n"))
    assert "date_order" not in made.text


def test_two_columns_that_could_be_a_field_are_left_to_a_person(tmp_path: Path) -> None:
    made = drafted(file(tmp_path, "Sex,Gender,Case number,Client ID,Age\nF,F,1,2,30\nM,M,3,4,31\n"))
    assert 'gender may be any of these columns: "Sex", "Gender"' in made.decisions
    assert any(decision.startswith("identity: ") for decision in made.decisions)
    assert set(decided(tmp_path, made).record["identification"].columns) == {"age"}


def test_a_column_of_areas_is_told_by_what_is_in_it(tmp_path: Path) -> None:
    names = [area.name for area in PROJECT.areas][:4]
    rows = "".join(f"{name},F,{at}\n" for at, name in enumerate(names * 2))
    source = decided(tmp_path, drafted(file(tmp_path, f"Stayed where,Gender,Age\n{rows}")))
    assert source.record["identification"].columns["area"].header == ("Stayed where",)


def test_a_column_that_the_format_has_and_the_file_has_not_may_be_missing(tmp_path: Path) -> None:
    header = "cas_IncomingReferralDate,con_Consent,prs_Gender,vic_TypeOfExploitation,vic_MethodsOfControl"
    text = f"{header}\n{header}\n2024-01-02,Yes,Feminine,Other,Other\n"
    source = decided(tmp_path, drafted(file(tmp_path, text)))
    columns = source.record["identification"].columns
    assert source.extends == "htcds"
    assert {name for name, column in columns.items() if column.optional} >= {"recruitment", "citizenship_group"}


def test_words_are_told_where_several_rows_hold_them_and_no_rare_one_is(tmp_path: Path) -> None:
    rows = ["sexual", "kitchen work", "Ana Real Name"]
    text = "Exploitation,Age\n" + f"{rows[0]},30\n" * 5 + f"{rows[1]},30\n" * 4 + f"{rows[2]},30\n"
    made = drafted(file(tmp_path, text))
    assert "# exploitation: known as they are: sexual" in made.text
    assert '# "kitchen work" = "" (4 rows)' in made.text
    assert "exploitation: 1 further texts have no match" in "\n".join(made.decisions)
    assert "Real" not in made.text + "".join(made.decisions)


@pytest.mark.parametrize("header", ["Exploitation", "Gender", "Notes on the way", "Disposition"])
def test_no_text_of_a_column_of_names_is_told(header: str, tmp_path: Path) -> None:
    people = [f"Person{at} Madeup{at}" for at in range(30)]
    made = drafted(file(tmp_path, f"{header},Age\n" + "".join(f"{name},30\n" for name in people * 2)))
    shown = made.text + "".join(made.decisions) + made.recognised
    assert not any(name in shown for name in people)


def test_columns_that_may_be_personal_are_cut_off_and_not_read(tmp_path: Path) -> None:
    made = drafted(file(tmp_path, "Full name,Phone,Gender,Age\nAna Madeup,555-0100,F,30\nEva Madeup,555-0101,F,31\n"))
    source = decided(tmp_path, made)
    assert set(source.file.drop) == {"Full name", "Phone"}
    assert "Madeup" not in made.text + "".join(made.decisions)
    assert "Phone" not in made.headers


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileStopped, match="TIP-E744"):
        drafted(file(tmp_path, "x", "list.pdf"))
    with pytest.raises(FileStopped, match="TIP-E105"):
        drafted(file(tmp_path, ""))


def test_the_command_writes_a_source_and_says_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said, project = Said(capsys), make_project(tmp_path)
    sample = CHECKOUT / "sources" / "legal_aid" / "sample" / "casos 2022-2024.csv"
    code, text = said("--project", project.root, "new", "source", "night_clinic", "--from", sample)
    folder = project.source_folder("night_clinic")
    assert code == 0
    assert "  - date_order: " in text
    assert {path.name for path in folder.iterdir()} == {"source.toml", "README.md", "inbox", "reports"}
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert readme.count("`Expediente`, `Clave`, `Fecha de ingreso`") == 2
    assert "Intake date" not in readme
    code, text = said("--project", project.root, "check", sample, "--source", "night_clinic")
    assert (code, "line 2: holder: still to be decided" in text) == (3, True)


@pytest.mark.parametrize(
    ("what", "name", "code"), [("chart", "mine", 2), ("source", "clinic", 3), ("source", "1st", 3)]
)
def test_a_name_that_cannot_be_leaves_nothing_behind(
    what: str, name: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project(tmp_path)
    sample = file(tmp_path, "Gender,Age\nF,30\n")
    before = contents(tmp_path)
    assert Said(capsys)("--project", project.root, "new", what, name, "--from", sample)[0] == code
    assert contents(tmp_path) == before
