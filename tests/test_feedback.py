"""The report to a provider: grouped by the repair that mends it, counted without a cap, masked, in two languages."""

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from pipelines.conform.found import mask, nearest
from pipelines.conform.outcome import Counts
from pipelines.feedback.listed import safe
from pipelines.feedback.repairs import repairs_of
from pipelines.feedback.report import Part, Report
from pipelines.feedback.screen import lines_of
from pipelines.feedback.write import report_files, write_report
from pipelines.project import Project
from schemas.problems import problem
from tests.command_line import GOOD, HEADER, Said, make_project

WRONG_DATE = problem("TIP-E152", column="Day", expected="year-month-day", example="2024-03-28")
WRONG_WORD = problem("TIP-E155", column="Sex", expected="female, male", found="xxxxx")


def report(*listed: tuple[object, ...], letters: dict[str, str] | None = None) -> Report:
    counts = Counts(read=10, accepted=7, rejected=3)
    return Report("a.csv", "clinic", "The clinic", parts=(Part("identification", counts, listed, letters or {}),))  # type: ignore[arg-type]


def test_one_repair_holds_all_rows_that_it_mends_whatever_was_found_in_them() -> None:
    others = [WRONG_WORD, problem("TIP-E155", column="Sex", expected="female, male", found="99")]
    [one] = repairs_of(report((others[0], tuple(range(2, 9))), (others[1], (1, 40))))
    assert (one.count, one.places, one.more) == (7 + 2, 9, 4)
    assert [(each.row, each.found) for each in one.examples[:2]] == [(1, "99"), (2, "xxxxx")]


def test_what_stops_goes_first_then_rows_then_notes_each_the_most_frequent_first() -> None:
    note, stop = problem("TIP-E762", column="Remarks"), problem("TIP-E150", column="Sex")
    found = repairs_of(report((note, ()), (WRONG_DATE, (3,)), (WRONG_WORD, (4, 5)), (stop, ())))
    assert [repair.code for repair in found] == ["TIP-E150", "TIP-E155", "TIP-E152", "TIP-E762"]


def test_the_same_row_read_as_two_kinds_of_record_is_one_place() -> None:
    part = Part("incident", Counts(), ((WRONG_DATE, (3, 4)),))
    [one] = repairs_of(Report("a.csv", "police", parts=(part, Part("suspect", Counts(), ((WRONG_DATE, (4, 5)),)))))
    assert one.count == 3


def test_lines_say_where_what_was_found_what_is_expected_and_what_to_do() -> None:
    text = "\n".join(lines_of(report((WRONG_WORD, (4,)), letters={"Sex": "AB"})))
    for said in (
        'column AB "Sex"',
        "row 4",
        "found xxxxx",
        "Expected: female, male",
        "What to do: Use one of the words",
    ):
        assert said in text


def test_the_report_is_told_in_spanish_with_its_words() -> None:
    text = "\n".join(lines_of(report((WRONG_DATE, (4,)), letters={"Day": "A"}), "es"))
    for said in ("fila 4", 'columna A "Day"', "Se espera: año-mes-día", "por ejemplo 2024-03-28", "10 filas leídas"):
        assert said in text
    assert "What" not in text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Zelda Madeup", "Xxxxx Xxxxxx"),
        ("03/04/1999", "99/99/9999"),
        ("zelda@example.org", "xxxxx@xxxxxxx.xxx"),
        ("Muñoz\u202e", "Xxxxx?"),
        ("x" * 99, "x" * 24 + "…"),
        ("Female", "Female"),
        ("unknown", "unknown"),
        ("12", "99"),
        ("", ""),
    ],
)
def test_a_text_is_masked_unless_it_is_a_public_word(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_the_nearest_word_is_a_known_one_or_none() -> None:
    assert nearest("Restaurant kitchn", ["escort service", "restaurant kitchen"]) == "restaurant kitchen"
    assert nearest("Zelda Madeup", ["escort service", "restaurant kitchen"]) == ""


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-x", "@cmd", "\t=1", "\r=1", " =1", "\uff1d1"])
def test_no_text_runs_as_a_formula(text: str) -> None:
    assert str(safe(text)).startswith("'")


@pytest.mark.parametrize("cell", [7, -7, "-7", "+7.5", "7", "a=b", "text"])
def test_numbers_and_plain_texts_are_left_as_they_are(cell: str | int) -> None:
    assert safe(cell) == cell


def test_both_lists_hold_every_place_and_nothing_that_runs(tmp_path: Path) -> None:
    odd = problem("TIP-E155", column="=HYPERLINK(1)", expected="yes, no", found="=xxx(9)")
    whole = report((WRONG_DATE, tuple(range(2, 302))), (odd, (7,)))
    write_report(whole, tmp_path, "a.csv.report", ("en", "es"))
    with (tmp_path / "a.csv.report.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    book = openpyxl.load_workbook(tmp_path / "a.csv.report.xlsx", data_only=False)
    cells = [["" if cell is None else str(cell) for cell in row] for row in book.worksheets[0].values]
    assert lines == cells
    assert len(lines) == 1 + 300 + 1
    assert [line[3] for line in lines if line[3].startswith("'")] == ["'=HYPERLINK(1)"]
    assert all(cell.data_type in ("s", "inlineStr", "n") for row in book.worksheets[0] for cell in row)
    assert isinstance(book.worksheets[0].cell(2, 2).value, int)


def test_the_same_report_makes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_report(report((WRONG_DATE, (2, 3))), tmp_path / name, "a")
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert set(one) == {path.name for path in report_files(tmp_path / "one", "a")}


class Tags(HTMLParser):
    """Every tag, every address, and whether all are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_page_needs_nothing_else_and_runs_nothing(tmp_path: Path, language: str) -> None:
    odd = problem("TIP-E155", column="<script>alert(1)</script>", expected='"><img src=x>', found="<b>")
    page = write_report(report((odd, (7,)), (WRONG_DATE, (8,))), tmp_path, "a", (language,)).read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert ("html", {"lang": language}) in tags.seen
    assert {tag for tag, _ in tags.seen}.isdisjoint({"script", "img", "link", "iframe", "a", "object"})
    assert not re.search(r"https?:|@import|url\(", page)
    assert "width=device-width" in page


def test_a_file_without_anything_to_say_has_a_page_and_no_lists(tmp_path: Path) -> None:
    write_report(report((WRONG_DATE, (8,))), tmp_path, "a")
    write_report(report(), tmp_path, "a")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folder = tmp_path / "project"
    folder.mkdir()
    return make_project(folder)


def check(project: Project, path: Path, text: str, said: Said, *more: str) -> tuple[int, str]:
    path.write_text(text, encoding="utf-8")
    return said("--project", project.root, "check", path, "--source", "clinic", *more)


def test_notes_alone_keep_nothing_back(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header, row = HEADER.replace("Gender,", "Seen by staff,Gender,"), GOOD.replace("F,", "yes,F,")
    code, text = check(project, tmp_path / "a.csv", header + row + ",,,,\n" * 10, Said(capsys))
    assert code == 0
    assert "TIP-E762" in text
    assert "Seen by staff" in text
    assert text.count("TIP-E764") == 1
    assert "10 rows" in text
    assert "row 3" in text


def test_an_unclosed_quote_is_one_problem_at_its_first_line(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = check(project, tmp_path / "a.csv", HEADER + GOOD + '2024-01-05,"F,adult,x\n' + GOOD * 5, Said(capsys))
    assert code == 4
    assert re.findall(r"TIP-E1\d\d", text) == ["TIP-E108"]
    assert "row 3" in text


def test_check_counts_without_a_cap(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "".join(f"2024-01-03,{'ab'[at % 2]}z{at},adult,escort service\n" for at in range(3000))
    code, text = check(project, tmp_path / "a.csv", HEADER + GOOD + lines, Said(capsys))
    assert code == 4
    assert "3,000 rows" in text
    assert "2,995 more" in text
    assert (tmp_path / "a.csv.report.csv").read_text(encoding="utf-8-sig").count("TIP-E155") == 3000


def test_check_in_spanish_says_all_of_it_in_spanish(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = check(project, tmp_path / "a.csv", HEADER + GOOD + "x,F,adult,\n", Said(capsys), "--lang", "es")
    assert code == 4
    assert "Estas filas esperan" in text
    assert "algunas filas tendrían que esperar" in text
    assert '<html lang="es">' in (tmp_path / "a.csv.report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("least", "code"), [(0.4, "TIP-E011"), (0.6, "TIP-E788")])
def test_a_check_says_where_the_whole_file_would_wait(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], least: float, code: str
) -> None:
    path = project.source_folder("clinic") / "source.toml"
    text = path.read_text(encoding="utf-8").replace("[agreement]\n", f"[agreement]\naccept_from = {least}\n")
    path.write_text(text, encoding="utf-8")
    fresh = Project(project.root)
    exit_code, told = check(fresh, tmp_path / "a.csv", HEADER + GOOD + "x,F,adult,\n", Said(capsys))
    assert (exit_code, code in told) == (4, True)
    assert ("Handing the file in now is possible" in told) == (code == "TIP-E011")


def test_a_check_notes_days_that_are_yet_to_come(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = GOOD.replace("2024-", "2999-")
    code, text = check(project, tmp_path / "a.csv", HEADER + GOOD + late, Said(capsys))
    assert code == 0
    assert re.search(r"TIP-E869 once: the date lies after 20\d\d-\d\d-\d\d, the day of this check", text)


def test_a_run_writes_the_same_report_in_the_languages_of_the_community(project: Project) -> None:
    from pipelines.steps.deliveries import Deliveries  # noqa: PLC0415  # it loads everything that conform needs

    inbox = project.source_folder("clinic") / "inbox"
    (inbox / "a.csv").write_text(HEADER + GOOD + "2024-01-03,Zelda,adult,escort service\n", encoding="utf-8")
    (inbox / "b.csv").write_text("nothing,of,it\n1,2,3\n", encoding="utf-8")
    deliveries = Deliveries(project)
    deliveries.receive("clinic", None)
    deliveries.conform("clinic")
    reports = project.source_folder("clinic") / "reports"
    names = {re.sub(r"^0001-[0-9a-f]{12}", "first", path.name) for path in reports.iterdir()}
    endings = ("txt", "html", "es.html", "csv", "xlsx")
    assert {f"{name}.report.{ending}" for name in ("first", "b.csv") for ending in endings} <= names
    text = next(reports.glob("0001-*.report.txt")).read_text(encoding="utf-8")
    assert 'column B "Gender"' in text
    assert 'columna B "Gender"' in text
    assert all(b"Zelda" not in path.read_bytes() for path in reports.iterdir())
    (inbox / "b.csv").write_text(HEADER + GOOD, encoding="utf-8")
    deliveries.receive("clinic", None)
    assert not list(reports.glob("b.csv.report.*"))
