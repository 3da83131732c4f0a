"""The tables to take away: their two files agree, their columns are declared, and their order tells nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import Any

from pipelines.inspect_site.built import Built, Unreadable
from pipelines.inspect_site.order import check_order
from pipelines.inspect_site.parquet import columns_of, extras, read_parquet
from schemas.problems import Problem, problem

# One person's value can be the mean of few, and an extreme always is one person's.
OF_ONE = "mean|avg|average|median|quantile|percentile|min|max|minimum|maximum|lowest|highest|std|sd|variance"
ONE_PERSONS = re.compile(rf"(^|_)({OF_ONE})(_|$)")
WITNESSES = "data/proof/witnesses.parquet"

Columns = dict[str, list[str]]


def check_tables(built: Built) -> Iterator[Problem]:
    """Every table of release.json, and the numbers that prove it."""
    for name, told in built.tables.items():
        yield from _check_table(built, name, told)
    if built.has(WITNESSES):
        try:
            file = read_parquet(built, WITNESSES)
        except Unreadable as unreadable:
            yield problem("TIP-E537", file=WITNESSES, what=str(unreadable))
            return
        if file.metadata.metadata:
            yield problem("TIP-E531", file=WITNESSES, what="notes of the program that wrote it")


def _check_table(built: Built, name: str, told: Mapping[str, Any]) -> Iterator[Problem]:
    files = {kind: f"data/{name}.{kind}" for kind in ("csv", "parquet")}
    read: dict[str, Columns] = {}
    for kind, path in files.items():
        if built.has(path):
            try:
                read[kind] = _csv(built, path) if kind == "csv" else _parquet(built, path)
            except Unreadable as unreadable:
                yield problem("TIP-E537", file=path, what=str(unreadable))
    if "parquet" in read:
        for what in extras(built, files["parquet"], read_parquet(built, files["parquet"])):
            yield problem("TIP-E531", file=files["parquet"], what=what)
    if len(read) == 2 and not _are_same(read["csv"], read["parquet"]):
        yield problem("TIP-E532", file=files["csv"], what="it says something else than its Parquet file")
    for kind, columns in read.items():
        yield from _check_columns(files[kind], columns, told)
        yield from check_order(files[kind], columns, told)


def _check_columns(path: str, columns: Columns, told: Mapping[str, Any]) -> Iterator[Problem]:
    listed = [str(column.get("name")) for column in told.get("columns", [])]
    if list(columns) != listed:
        yield problem("TIP-E532", file=path, what="its columns are not those of release.json")
    dimensions = {str(dimension.get("name")) for dimension in told.get("dimensions", [])}
    for column in columns:
        if column not in dimensions and ONE_PERSONS.search(column):
            yield problem("TIP-E533", file=path, column=column)
    if not _is_whole(columns, told):
        yield problem("TIP-E532", file=path, what="a row is missing, so it tells that nobody is there")
    rows = len(next(iter(columns.values()), []))
    if "rows" in told and told["rows"] != rows:
        yield problem("TIP-E536", file="data/release.json", what=f"the number of rows of {told['name']}")


def _is_whole(columns: Columns, told: Mapping[str, Any]) -> bool:
    """Whether every value that is declared meets every other one; groups of sources or questions have their own."""
    structures = told.get("structure", [])
    names = [str(one.get("name")) for one in structures]
    if (
        "count" not in columns
        or not set(names) <= set(columns)
        or any(one.get("kind") == "group" for one in structures)
    ):
        return True
    values = [set(columns[name]) for name in names]
    sums = [[*one.get("partitions", {}).items(), *one.get("covers", {}).items()] for one in structures]
    declared = [{value for whole, parts in own for value in (whole, *parts)} for own in sums]
    every = all(own <= there for own, there in zip(declared, values, strict=True))
    return every and prod(map(len, values)) == len(set(zip(*(columns[name] for name in names), strict=True)))


def _csv(built: Built, path: str) -> Columns:
    rows = built.rows(path)
    head = built.text(path).partition("\n")[0].rstrip("\r").split(",")
    return {column: [row[column] for row in rows] for column in head} if not rows else _turned(rows)


def _turned(rows: Sequence[Mapping[str, str]]) -> Columns:
    return {column: [row[column] for row in rows] for column in rows[0]}


def _parquet(built: Built, path: str) -> Columns:
    return {
        column: ["" if value is None else str(value) for value in values]
        for column, values in columns_of(read_parquet(built, path)).items()
    }


def _are_same(one: Columns, other: Columns) -> bool:
    return list(one) == list(other) and all(
        len(one[column]) == len(other[column])
        and all(_is_same(a, b) for a, b in zip(one[column], other[column], strict=True))
        for column in one
    )


def _is_same(one: str, other: str) -> bool:
    """The same text or the same number, however it is written."""
    if one == other:
        return True
    try:
        return float(one) == float(other)
    except ValueError:
        return False
