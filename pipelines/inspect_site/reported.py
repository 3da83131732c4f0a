"""What the coverage of the sources tells everybody is said: a cell that nobody could report is no number."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from pipelines.inspect_site.built import Built
from schemas.problems import Problem, problem

COVERAGE = "data/coverage.csv"
SILENT = "not_reported"
SUMS = ("total", "any_answer")
# A year, a quarter, a month, or what is left of a year.
PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d\d)|undated))?")
Source = Mapping[str, Any]


def check_reported(built: Built) -> Iterator[Problem]:
    """Tables that say which reports they wait for, while the coverage is that of the same count.

    After a release the coverage goes on, and what was told of earlier periods stays as it was until a re-base.
    """
    release = built.release.get("release") or {}
    if release.get("previous") and release.get("kind") != "rebase":
        return
    for name, told in built.tables.items():
        if told.get("reported_by") and built.has(f"data/{name}.csv"):
            yield from _check_table(built, name, told)


def _check_table(built: Built, name: str, told: Mapping[str, Any]) -> Iterator[Problem]:
    by = str(told["reported_by"])
    records = told.get("records", [])
    able = [one for one in built.release.get("sources", []) if not set(records).isdisjoint(one.get("records", []))]
    there = {one[_key(by)] for one in able}
    rows = built.rows(f"data/{name}.csv")
    unable = {one[_key(by)] for one in built.release.get("sources", [])} - there
    if any(row[by] in unable for row in rows):
        yield problem("TIP-E536", file=f"data/{name}.csv", what=f"a value of {by} that hands in no such records")
    if not built.has(COVERAGE):
        return
    covered = _covered(built)
    if any(_is_untrue(row, by, able, covered) for row in rows):
        what = "a number where nobody who hands in such records has sent a report"
        yield problem("TIP-E536", file=f"data/{name}.csv", what=what)


def _key(by: str) -> str:
    return {"source": "name", "source_kind": "kind"}[by]


def _covered(built: Built) -> dict[str, list[str]]:
    """The months for which each source has sent anything."""
    rows = sorted((row["source"], row["period"]) for row in built.rows(COVERAGE) if row["has_report"] == "True")
    return {source: [month for _, month in own] for source, own in groupby(rows, lambda row: row[0])}


def _is_untrue(row: Mapping[str, str], by: str, able: Sequence[Source], covered: Mapping[str, Collection[str]]) -> bool:
    """Whether a cell of a known time is told as a number though no source that could report it covers a month of it."""
    found = PERIOD.fullmatch(row.get("period", ""))
    if row["status"] == SILENT or not found:
        return False
    year, quarter, month = found.groups()
    first = f"{year}-{int(quarter) * 3 - 2 if quarter else int(month or 1):02d}"
    last = f"{year}-{int(quarter) * 3 if quarter else int(month or 12):02d}"
    of_it = [one["name"] for one in able if row[by] in (one[_key(by)], *SUMS)]
    return not any(first <= month <= last for name in of_it for month in covered.get(name, ()))
