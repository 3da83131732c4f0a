"""A name in every column of a file: it is in no problem, exception, report, or file beside the rows."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.conform import Outcome, conform_received, stopped
from pipelines.receive import read_rows
from pipelines.receive.store import write_rows
from schemas.problems import FileStopped
from schemas.source import Source
from tests.small_tables import CONTEXT, declared

CANARY = "Zilpha Quarrington"
FIELDS = {
    "person_token": "Key",
    "identified_on": "Day",
    "consent": "OK",
    "age": "Age",
    "age_group": "Group",
    "gender": "Sex",
    "citizenship_group": "Country",
    "exploitation": {"header": "Kind", "split": ["; ", " & "], "flags": {"k/sex": "sexual_exploitation"}},
    "services_asked": "Asked",
    "area": "Where",
}
HEADERS = ["No", "Key", "Day", "OK", "Age", "Group", "Sex", "Country", "Kind", "k/sex", "Asked", "Where", "Notes"]
GOOD = ["7", "ab" * 32, "2024-01-01", "yes", "17", "child", "f", "NA", "sexual", "1", "legal", "N1", CANARY]


def received(tmp_path: Path, rows: list[list[str]]) -> tuple[Source, Path]:
    """A small file as receive stores it."""
    drop = tmp_path / "drop.csv"
    drop.write_text("\n".join(",".join(row) for row in [HEADERS, *rows]), encoding="utf-8")
    source = declared({"id": "No", "columns": FIELDS})
    write_rows(read_rows(drop, source.file), tmp_path / "rows.parquet", "0" * 64, 1, drop.name)
    return source, tmp_path / "rows.parquet"


def written(folder: Path) -> str:
    """Everything that was written beside the accepted rows."""
    rejected = folder / "identification.rejected.parquet"
    told = pq.read_table(rejected).to_pandas().to_csv() if rejected.exists() else ""
    return told + (folder / "identification.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("column", range(len(HEADERS)), ids=HEADERS)
def test_a_name_in_one_column_is_told_by_row_and_column_alone(tmp_path: Path, column: int) -> None:
    rows = [GOOD, [*GOOD[:column], CANARY, *GOOD[column + 1 :]], [*GOOD, CANARY], [CANARY]]
    source, stored = received(tmp_path, rows)
    outcome = conform_received(source, "identification", stored, 1, CONTEXT, tmp_path)
    assert outcome.counts.balances
    assert outcome.counts.rejected == (HEADERS[column] not in ("No", "Notes")) + 1 + 1
    said = written(tmp_path) + "\n".join(map(str, outcome.problems)) + str(outcome.problems)
    assert "Zilpha" not in said
    assert Outcome.from_json(outcome.to_json()) == outcome


def test_what_is_rejected_keeps_file_row_column_and_reason(tmp_path: Path) -> None:
    source, stored = received(tmp_path, [GOOD, [*GOOD[:6], CANARY, *GOOD[7:]], [CANARY]])
    conform_received(source, "identification", stored, 1, CONTEXT, tmp_path)
    kept = pq.read_table(tmp_path / "identification.rejected.parquet").to_pylist()
    assert [(row["file"], row["row"], row["column"], row["code"]) for row in kept] == [
        ("drop.csv", 3, "Sex", "TIP-E155"),
        ("drop.csv", 4, "", "TIP-E111"),
    ]
    assert "this word is not known" in kept[0]["reason"]


def test_a_file_that_holds_names_where_words_should_be_stops_without_a_name(tmp_path: Path) -> None:
    source, stored = received(tmp_path, [[*GOOD[:6], f"{CANARY} {at}", *GOOD[7:]] for at in range(12)])
    with pytest.raises(FileStopped) as caught:
        conform_received(source, "identification", stored, 1, CONTEXT, tmp_path)
    outcome = stopped("identification", caught.value, stored, tmp_path)
    assert "Zilpha" not in f"{caught.value!r} {caught.value} {outcome} {written(tmp_path)}"
    assert outcome.counts.balances
    assert (outcome.counts.read, outcome.counts.rejected, outcome.counts.accepted) == (12, 12, 0)
    assert pq.read_table(tmp_path / "identification.parquet").num_rows == 0


def test_private_columns_that_no_field_asks_for_go_no_further(tmp_path: Path) -> None:
    source, stored = received(tmp_path, [GOOD])
    conform_received(source, "identification", stored, 1, CONTEXT, tmp_path)
    (row,) = pq.read_table(tmp_path / "identification.parquet").to_pylist()
    assert CANARY not in row.values()
    assert not {"age", "consent", "Notes"} & set(row)
    assert (row["age_group"], row["citizenship_group"], row["area"]) == ("child", "africa", "N1")
