"""What is personal is found in headers and cells, look-alikes are not, and a file that holds any of it stays out."""

from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.personal import Door, header_kind
from pipelines.receive import Receipt, read_rows, receive
from pipelines.receive.doors import door_of
from schemas.problems import FileStopped
from schemas.source import Agreement, FileFormat, Record, Source
from tests.bench.personal import measure
from tests.personal_corpus import STRUCTURED, corpus

NAME, MAIL, CALL = "Zyxwina Quellthorpe", "zyxwina.q@mail.example", "(312) 555-0143"
VALUES = (NAME, MAIL, CALL)


def source(identity: str = "id", **file: object) -> Source:
    columns = {"gender": "Sex", "person_token": "Key", "identified_on": "Day"}
    record = Record.model_validate({"id": "No" if identity == "id" else (), "columns": columns})
    return Source(
        holder="us",
        kind="ngo",
        identity=identity,  # type: ignore[arg-type]  # pydantic checks the two words
        agreement=Agreement(legal_basis="made up"),
        file=FileFormat.model_validate(file),
        record={"identification": record},
    )


def run(home: Path, of: Source, *lines: str, name: str = "a.csv") -> Receipt:
    inbox = home / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox / name).write_text("\n".join(lines) + "\n", encoding=of.file.encoding)
    return receive(of, inbox, home / "store")


def every_byte(home: Path, but: str = "inbox") -> bytes:
    paths = [path for path in sorted(home.rglob("*")) if path.is_file() and path.parent.name != but]
    return b"".join(path.read_bytes() for path in paths)


@pytest.mark.parametrize("seed", [1, 2])
def test_structured_kinds_are_found_and_look_alikes_are_not(seed: int) -> None:
    columns = corpus(seed)
    assert sum(len(column.cells) for column in columns) >= 1500
    planted, found, false = measure(columns)
    assert set(STRUCTURED) <= set(planted)
    assert {kind: found[kind] / planted[kind] >= 0.99 for kind in planted} == dict.fromkeys(planted, True)
    assert +false == {}


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Name", "name"),
        ("prs_FirstName", "name"),
        ("Apellido paterno", "name"),
        ("Nombre de la víctima", "name"),
        ("What is your full name?", "name"),
        ("DOB", "birth"),
        ("Fecha de Nacimiento (dd/mm/aaaa)", "birth"),
        ("intake/client/phone_number", "phone"),
        ("Teléfono celular", "phone"),
        ("RecipientEmail", "email"),
        ("Correo electrónico", "email"),
        ("Domicilio", "address"),
        ("prs_MailingStreet", "address"),
        ("Social Security #", "identity"),
        ("Número de pasaporte", "identity"),
        ("_submitted_by", "identity"),
        ("IPAddress", "ip"),
        ("_gps_latitude", "coordinates"),
        ("Observaciones", "prose"),
        ("Case notes", "prose"),
    ],
)
def test_forbidden_headers(header: str, kind: str) -> None:
    assert header_kind(header) == kind


@pytest.mark.parametrize(
    "header",
    [
        "PUB_AGENCY_NAME",
        "Nombre de la organización",
        "prs_MailingCity",
        "Passport taken",
        "phone_type",
        "Country of birth",
        "vic_LocationOfExploitation",
        "Case ID",
        "IncidentNum",
        "Year of birth",
        "Duration (in seconds)",
        "Person token",
    ],
)
def test_headers_that_only_hold_such_a_word(header: str) -> None:
    assert header_kind(header) == ""


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("DOB", "1999-01-02", "TIP-E700"),
        ("Client name", NAME, "TIP-E700"),
        ("Colour", MAIL, "TIP-E701"),
        ("Colour", CALL, "TIP-E701"),
        ("", MAIL, "TIP-E701"),
    ],
)
def test_a_refused_file_stays_and_nothing_of_it_is_stored(tmp_path: Path, header: str, cell: str, code: str) -> None:
    (outcome,) = run(tmp_path, source(), f"No,Sex,{header},Key,Day", f'1,f,"{cell}",,2024-01-01').outcomes
    assert outcome.state == "stopped"
    assert [found.code for found in outcome.problems] == [code]
    assert " C " in str(outcome.problems[0])
    assert "tipstats scrub" in (tmp_path / "reports" / "a.csv.report.txt").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.glob("inbox/*")] == ["a.csv"]
    assert list((tmp_path / "store").iterdir()) == []
    assert cell.encode() not in every_byte(tmp_path)
    assert cell not in f"{outcome!r}"


def test_a_personal_cell_far_down_lets_nothing_through_and_is_counted(tmp_path: Path) -> None:
    rows = [f"{at},f,red,,2024-01-01" for at in range(5000)]
    rows[4990] = rows[4998] = f"7,f,{MAIL},,2024-01-01"
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["No,Sex,Colour,Key,Day", *rows]), encoding="utf-8")
    reader = read_rows(path, FileFormat(), door=door_of(source(), path.name))
    with pytest.raises(FileStopped) as caught:
        list(reader.chunks())
    (found,) = caught.value.problems
    assert found.count == 2
    assert "4992, 5000" in found.says
    assert MAIL not in f"{caught.value!r} {caught.value} {found}"


def test_declared_ids_dates_and_tokens_give_no_false_alarm(tmp_path: Path) -> None:
    rows = [f"31255501{at:02d},f,2024-01-{at:02d},{'ab' * 32}" for at in range(10, 28)]
    (outcome,) = run(tmp_path, source(), "No,Sex,Day,Key", *rows).outcomes
    assert outcome.state == "received"
    (outcome,) = run(tmp_path, source(), "No,Sex,Day,Key", f"{MAIL},f,2024-01-10,", name="b.csv").outcomes
    assert [found.code for found in outcome.problems] == ["TIP-E701"]


@pytest.mark.parametrize("place", [0, 3])
def test_linkage_keys_that_nobody_has_keyed_are_refused(tmp_path: Path, place: int) -> None:
    cells = ["1", "f", "2024-01-10", ""]
    cells[place] = "UELYX010119992"
    (outcome,) = run(tmp_path, source(), "No,Sex,Day,Key", ",".join(cells)).outcomes
    assert [found.code for found in outcome.problems] == ["TIP-E720"]


def test_an_empty_forbidden_column_holds_nothing_and_ticks_are_no_numbers(tmp_path: Path) -> None:
    lines = ("No,Sex,Day,Key,Notes,how_found/phone", "1,f,2024-01-10,,,1", "2,m,2024-01-11,,,0")
    assert run(tmp_path, source(), *lines).outcomes[0].state == "received"


def test_free_text_is_refused_and_long_labels_are_not(tmp_path: Path) -> None:
    labels = (
        "Human Trafficking - Commercial Sex Acts",
        "Cities from 100,000 thru 249,999 people",
        "All other offences",
    )
    coded = [f"{at},f,2024-01-10,,{labels[at % 3]}" for at in range(9)]
    assert run(tmp_path, source(), "No,Sex,Day,Key,Category", *coded).outcomes[0].state == "received"
    told = [f"{at},f,2024-01-10,,she said at the door that number {at} was where it had begun" for at in range(9)]
    (outcome,) = run(tmp_path, source(), "No,Sex,Day,Key,Category", *told, name="b.csv").outcomes
    assert [found.code for found in outcome.problems] == ["TIP-E703"]


def test_data_in_the_row_of_headers_is_told_by_letter_alone(tmp_path: Path) -> None:
    (outcome,) = run(tmp_path, source("none"), f"Sex,Key,Day,{NAME},{MAIL}", f"f,,2024-01-01,{NAME},{MAIL}").outcomes
    assert {found.code for found in outcome.problems} == {"TIP-E701", "TIP-E702"}
    assert not any(value in f"{outcome!r}" for value in VALUES)


def test_what_a_source_drops_is_cut_off_before_anything_is_stored(tmp_path: Path) -> None:
    of = source(drop=["Client Name", "Tel"], encoding="utf-16")
    lines = (
        "No,client_name,Sex,Day,grp/Tel,Key",
        f'1,"{NAME}",f,2024-01-01,{CALL},',
        "",
        f"2,{NAME}",
        f"3,{NAME},f,,,,,x",
    )
    (outcome,) = run(tmp_path, of, *lines).outcomes
    assert outcome.state == "received"
    assert "TIP-E704" in [found.code for found in outcome.problems]
    ((_, stored),) = outcome.stored
    assert (stored.read, stored.delivered, stored.blank, stored.rejected) == (4, 1, 1, 2)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.parent.name for path in kept} <= {"received", f"0001-{outcome.sha256[:12]}", "rejected"}
    everything = every_byte(tmp_path).decode("utf-8", "replace") + every_byte(tmp_path).decode("utf-16", "replace")
    assert not any(value in everything for value in VALUES)
    assert [again.state for again in run(tmp_path, of, *lines).outcomes] == ["known"]
    assert list((tmp_path / "inbox").iterdir()) == []


def test_a_door_that_only_looks_lets_all_rows_pass() -> None:
    class Run:
        columns = [pa.array([MAIL, ""])]

        def __len__(self) -> int:
            return 2

    door = Door("a.csv", {}, holds=False)
    door.open([("Colour",)])
    assert len(list(door.through(iter([Run()]), 2))) == 1
    assert [found.code for found in door.problems()] == ["TIP-E701"]
