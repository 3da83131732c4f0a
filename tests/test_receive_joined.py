"""Relational deliveries: several tables at a time, and never a row of the main one too many or too few."""

from pathlib import Path

import pytest

from pipelines.receive import Receipt, read_joined, read_stored, receive
from schemas.problems import FileStopped
from schemas.source import Agreement, FileFormat, Join, Record, Source

NIBRS = Path(__file__).parents[2] / "shared" / "data" / "nibrs_mn_2018"
VICTIMS = Record(
    table="VICTIM",
    join=(
        Join(table="LINK", on="VICTIM_ID"),
        Join(table="OFFENSE", on="OFFENSE_ID", to="ID"),
        Join(table="PLACE", on="PLACE"),
    ),
)


def source(**record: Record) -> Source:
    terms = Agreement(legal_basis="made up")
    return Source.model_validate(
        {
            "holder": "us",
            "kind": "ngo",
            "identity": "none",
            "agreement": terms,
            "record": record,
        }
    )


def run(home: Path, of: Source) -> Receipt:
    return receive(of, home / "inbox", home / "store")


def drop(home: Path, name: str, content: str) -> Path:
    path = home / "inbox" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def tables(home: Path) -> Path:
    drop(home, "d/victim.csv", "VICTIM_ID,OFF\n1,x\n2,y\n\n3,\n,z\n")
    drop(home, "d/LINK.txt", "VICTIM_ID,OFFENSE_ID\n1 ,20\n1,10\n1,30\n2,10\n9,10\n,10\n")
    drop(home, "d/Offense.csv", "ID,TYPE,PLACE,0,0\n10,64A,p,1,1\n20,64A,q,1,1\n30,13B,,1,1\n")
    drop(home, "d/PLACE.csv", "PLACE,KIND\np,Road\nq,Bar\n,Nowhere\n")
    drop(home, "d/README.md", "about")
    return home / "inbox" / "d"


def test_joined_tables_never_multiply_the_rows_of_the_main_one(tmp_path: Path) -> None:
    reader = read_joined(tables(tmp_path), VICTIMS, FileFormat())
    shown = ("row", "VICTIM_ID", "OFF", "LINK.OFFENSE_ID", "OFFENSE.TYPE", "PLACE.KIND")
    assert [tuple(row.values()) for row in reader.table().select(shown).to_pylist()] == [
        (2, "1", "x", "10;20;30", "13B;64A", "Bar;Road"),
        (3, "2", "y", "10", "64A", "Road"),
        (5, "3", "", "", "", ""),
        (6, "", "z", "", "", ""),
    ]
    assert (reader.counts.read, reader.counts.blank) == (4 + 1, 1)
    assert [(note.code, note.column) for note in reader.notes] == [("TIP-E112", "D"), ("TIP-E112", "E")]


def test_a_folder_is_one_delivery_with_a_file_for_each_kind_of_record(tmp_path: Path) -> None:
    tables(tmp_path)
    of = source(identification=VICTIMS, incident=Record(table="link"))
    (outcome,) = run(tmp_path, of).outcomes
    folder = tmp_path / "store" / f"0001-{outcome.sha256[:12]}"
    assert [(name, stored.delivered) for name, stored in outcome.stored] == [("identification", 4), ("incident", 6)]
    assert read_stored(folder / "incident.parquet").file == "d"
    tables(tmp_path)
    assert [again.state for again in run(tmp_path, of).outcomes] == ["known"]
    assert not list((tmp_path / "inbox").iterdir())


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (Record(table="ABSENT"), "TIP-E132"),
        (Record(table="VICTIM", join=(Join(table="LINK", on="NO_ID"),)), "TIP-E133"),
        (Record(table="VICTIM", join=(Join(table="LINK", on="VICTIM_ID", to="NO_ID"),)), "TIP-E133"),
    ],
)
def test_tables_that_do_not_fit_the_declaration(tmp_path: Path, record: Record, code: str) -> None:
    with pytest.raises(FileStopped) as caught:
        read_joined(tables(tmp_path), record, FileFormat())
    assert caught.value.problems[0].code == code


def test_a_folder_where_files_are_declared_and_the_other_way_round(tmp_path: Path) -> None:
    tables(tmp_path)
    drop(tmp_path, "a.csv", "a\n1")
    codes = {
        outcome.name: outcome.problems[0].code
        for outcome in run(tmp_path, source(incident=VICTIMS)).outcomes
        if outcome.problems
    }
    assert codes == {"a.csv": "TIP-E130"}
    tables(tmp_path / "other")
    assert [problem.code for problem in run(tmp_path / "other", source(incident=Record())).outcomes[0].problems] == [
        "TIP-E131"
    ]


@pytest.mark.skipif(not NIBRS.is_dir(), reason="the public NIBRS files are not here")
def test_minnesota_2018_keeps_every_victim_once() -> None:
    links = (
        ("NIBRS_VICTIM_OFFENSE", "VICTIM_ID"),
        ("NIBRS_OFFENSE", "OFFENSE_ID"),
        ("NIBRS_incident", "INCIDENT_ID"),
        ("agencies", "AGENCY_ID"),
    )
    record = Record(table="NIBRS_VICTIM", join=tuple(Join(table=table, on=on) for table, on in links))
    rows = read_joined(NIBRS, record, FileFormat()).table()
    assert len(rows) == len(set(rows["VICTIM_ID"].to_pylist())) == 21_377
    trafficked = [
        row for row in rows.to_pylist() if {"59", "60"} & set(row["NIBRS_OFFENSE.OFFENSE_TYPE_ID"].split(";"))
    ]
    assert len(trafficked) == len({row["agencies.AGENCY_ID"] for row in trafficked}) == 6
