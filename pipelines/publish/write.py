"""The published folder on the disk: the same bytes for the same release, and swapped in as a whole."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.problems import ReleaseStopped, problem

NAME = re.compile(r"[a-z][a-z0-9_]*")


@contextmanager
def swapped_in(target: Path) -> Iterator[Path]:
    """An empty folder that becomes `target` once the block has ended well; until then the last one stays."""
    fresh, last = (target.with_name(f".{target.name}.{word}") for word in ("new", "last"))
    target.parent.mkdir(parents=True, exist_ok=True)
    if last.exists() and not target.exists():  # killed between the two renames
        last.rename(target)
    for left_over in (fresh, last):
        shutil.rmtree(left_over, ignore_errors=True)
    fresh.mkdir()
    try:
        yield fresh
        if target.exists():
            target.rename(last)
        fresh.rename(target)
    finally:
        if last.exists() and not target.exists():
            last.rename(target)
        for left_over in (fresh, last):
            shutil.rmtree(left_over, ignore_errors=True)


def write_table(folder: Path, name: str, frame: pd.DataFrame) -> None:
    """One table as Parquet and as CSV, without statistics or other traces of how it was made."""
    folder.mkdir(exist_ok=True)
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(
        table,
        folder / f"{name}.parquet",
        compression="zstd",
        use_dictionary=False,
        write_statistics=False,
        store_schema=False,
    )
    frame.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8")


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Keys in order, text as it is, and no number that is not one."""
    text = json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def write_shapes(path: Path, shapes: Mapping[str, Any]) -> None:
    """Outlines of areas with their codes only: other properties of a map file may hold anything."""
    features = [
        {
            "type": "Feature",
            "geometry": feature["geometry"],
            "properties": {"code": feature["properties"]["code"]},
        }
        for feature in shapes["features"]
    ]
    write_json(path, {"type": "FeatureCollection", "features": features})


def check_names(tables: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Stop where the name of a table or of one of its columns is no plain word or comes twice."""
    columns = [(name, repeated) for _, names in tables for name, repeated in _repeated(names)]
    for name, repeated in (*_repeated([table for table, _ in tables]), *columns):
        if repeated or not NAME.fullmatch(name):
            raise ReleaseStopped(problem("TIP-E308", name=name))


def _repeated(names: Sequence[str]) -> list[tuple[str, bool]]:
    return [(name, name in names[:number]) for number, name in enumerate(names)]
