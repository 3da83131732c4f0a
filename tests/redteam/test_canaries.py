"""Numbers planted in private rows are found in every form that a file can hold them in."""

import base64
import gzip
import json
import struct
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.redteam.planned import built, cells, made_up, tables_of
from tests.redteam.planted import Site

CANARY = 94_817_263
FORMS = {
    "plain": "94817263",
    "with commas": "94,817,263",
    "with points": "94.817.263",
    "with spaces": "94 817 263",
    "with narrow spaces": "94\u202f817\u202f263",
    "with unbroken spaces": "94\u00a0817\u00a0263",
    "with a decimal": "94817263.0",
    "below zero": "-94817263",
    "in a word": "n94817263x",
    "in base64": base64.b64encode(b"94817263").decode(),
    "in base64 of a number": base64.b64encode(struct.pack("<d", CANARY)).decode(),
    "in base64 of a small number": base64.b64encode(struct.pack("<i", CANARY)).decode(),
    "in base64 of a long number": base64.b64encode(struct.pack("<q", CANARY)).decode(),
    "in base64 among others": base64.b64encode(struct.pack("<3i", 1, CANARY, 2)).decode(),
    "in base64 for addresses": base64.urlsafe_b64encode(struct.pack(">q", CANARY)).decode(),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_canary_in_a_page_is_found(form: str, site: Site) -> None:
    site.replace("who.html", "</main>", f"<!-- {form} --></main>")
    assert "TIP-E535" in site.codes([CANARY])


@pytest.mark.parametrize("name", ["data/release.json", "data/words.csv", "assets/site.css", "assets/loader.js", "new"])
def test_a_canary_in_any_file_is_found(name: str, site: Site) -> None:
    before = site.text(name) if (site.root / name).exists() else ""
    site.write(name, f"{before}\n94,817,263\n")
    assert [found.file for found in site.problems([CANARY]) if found.code == "TIP-E535"] == [name]


@pytest.mark.parametrize("dtype", ["int32", "int64", "float64", "str"])
@pytest.mark.parametrize("compression", ["none", "zstd"])
def test_a_canary_in_the_rows_of_a_parquet_file_is_found(dtype: str, compression: str, site: Site) -> None:
    values = [str(n) if dtype == "str" else n for n in (1, 2, CANARY)]
    table = pa.table({"count": pa.array(values, pa.string() if dtype == "str" else pa.from_numpy_dtype(dtype))})
    pq.write_table(table, site.root / "data" / "tallies.parquet", compression=compression)
    assert "TIP-E535" in site.codes([CANARY])


def test_a_canary_in_raw_bytes_is_found(site: Site) -> None:
    site.write("data/rows.bin", b"\x01\x02" + np.array([5, CANARY, 6]).tobytes())
    assert "TIP-E535" in site.codes([CANARY])


def test_the_message_does_not_repeat_it(site: Site) -> None:
    site.replace("who.html", "</main>", f"<p>{CANARY}</p></main>")
    assert str(CANARY) not in "\n".join(map(str, site.problems([CANARY])))


def test_numbers_that_only_hold_it_are_none(site: Site) -> None:
    told = json.dumps([1948172630, 948172635])
    site.replace("who.html", "</main>", f"<!-- {told} --></main>")
    assert "TIP-E535" not in site.codes([CANARY])


def test_a_clean_site_has_none(clean: Site) -> None:
    assert clean.codes([CANARY, 10**12 + 39]) == set()


def test_true_numbers_do_not_occur_in_any_byte(tmp_path: Path) -> None:
    """Every cell of the base table is a large number of its own; what is published of each is rounded."""
    people = {leaf: 1_000 + 791 * at + 3 for at, leaf in enumerate(sorted(made_up(1)))}
    counts = {int(count) for count in cells(people)}
    site = built(tables_of(people), tmp_path)
    # Ends of intervals are published, and may be the number itself.
    exact = {count for count in counts | {*people.values()} if count > 100_000 and count % 10 in {1, 2, 3, 6, 7, 8}}
    assert len(exact) > 10
    # A witness is made of published intervals alone, and may meet the truth in one of its numbers by chance.
    assert {found.file for found in site.problems(exact)} <= {"data/proof/witnesses.parquet"}
    site.replace("index.html", "</main>", f"<!-- {max(exact):,} --></main>")
    assert "index.html" in {found.file for found in site.problems(exact) if found.code == "TIP-E535"}


def test_packed_files_are_refused_unread(site: Site) -> None:
    site.write("data/tallies.csv", gzip.compress(b"94817263", mtime=0))
    assert "TIP-E537" in site.codes([CANARY])
