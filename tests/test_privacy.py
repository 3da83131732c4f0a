"""No value of a private row leaves the private files: canaries in every column of every source stay where they are."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import Finished
from tests.small_community import CANARIES, TRACES

# What a provider handed in, and the rows that were made of it; everything else is read by people or by programs.
MAY_HOLD_ROWS = ("_data/received/", "_data/conformed/", "_data/linked/")
PLACES = ("warehouse/_published", "warehouse/_dagster", "warehouse/_gates", "warehouse/_data", "dashboards", "sources")


def holds_rows(path: str) -> bool:
    is_rows = path.endswith(".parquet") and any(place in path for place in MAY_HOLD_ROWS)
    return is_rows or (path.startswith("sources/") and "/received/" in path)


def texts(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and what is packed inside of it."""
    yield path.read_bytes()
    if path.suffix == ".parquet":
        yield pd.read_parquet(path).to_csv().encode()
    if path.suffix == ".db":
        with closing(sqlite3.connect(path)) as database:
            for (table,) in database.execute("select name from sqlite_master where type = 'table'").fetchall():
                for row in database.execute(f'select * from "{table}"'):  # noqa: S608  # a name the database gave
                    yield repr(row).encode()
                    yield from unpacked(row)


def unpacked(row: tuple[object, ...]) -> Iterator[bytes]:
    for cell in row:
        if isinstance(cell, bytes):
            with suppress(zlib.error):
                yield zlib.decompress(cell)


def traces(content: bytes) -> list[bytes]:
    small = content.lower()
    wide = [trace.decode().encode("utf-16-le") for trace in TRACES]
    return [trace for trace in (*TRACES, *wide) if trace in small]


@pytest.mark.parametrize("place", PLACES)
def test_no_canary_leaves_the_private_rows(place: str, finished: Finished) -> None:
    files = [path for path in sorted((finished.root / place).rglob("*")) if path.is_file()]
    assert files
    found = {
        name: leaked
        for path in files
        if not holds_rows(name := path.relative_to(finished.root).as_posix())
        for text in texts(path)
        if (leaked := traces(text))
    }
    assert list(found) == []


def test_no_canary_is_printed(finished: Finished) -> None:
    assert traces(finished.said.encode()) == []


def test_no_canary_is_the_name_of_a_file(finished: Finished) -> None:
    assert traces(" ".join(path.name for path in finished.root.rglob("*")).encode()) == []


@pytest.mark.parametrize("source", ["city_police", "household_survey", "legal_aid", "shelter", "sheriff"])
def test_the_canaries_were_there_to_be_found(source: str, finished: Finished) -> None:
    """A search that finds nothing proves something only where there is something to find."""
    received = finished.root / "warehouse" / "_data" / "received" / source
    held = "".join(pd.read_parquet(path).to_csv() for path in sorted(received.rglob("*.parquet")))
    assert all(held.count(canary) >= 5 for canary in CANARIES)


def test_reports_tell_rows_and_columns(finished: Finished) -> None:
    """A report without values is still one that a provider can work with."""
    reports = [path.read_text(encoding="utf-8") for path in finished.root.glob("sources/*/reports/*.txt")]
    told = "\n".join(reports)
    assert 'column "' in told
    assert "row " in told


def test_a_search_finds_what_is_packed(tmp_path: Path) -> None:
    """The searcher itself, on a planted leak of each kind."""
    pd.DataFrame({"word": [CANARIES[0]] * 3}).to_parquet(tmp_path / "a.parquet", compression="zstd")
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("create table events (body blob)")
        database.execute("insert into events values (?)", (zlib.compress(CANARIES[1].encode()),))
        database.commit()
    (tmp_path / "a.txt").write_text(CANARIES[0].upper(), encoding="utf-16-le")
    for path in sorted(tmp_path.iterdir()):
        assert any(traces(text) for text in texts(path)), path.name
