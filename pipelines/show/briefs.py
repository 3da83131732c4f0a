"""Pages of which there is one for each area: their files, and the release as it stands for one area."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from dashboards.cells import TOTAL
from dashboards.texts import Texts
from pipelines.show.release import PublishedTable, Release

if TYPE_CHECKING:
    from pipelines.show.figures import Figure
    from pipelines.show.page_list import Page


def of_each_area(page: "Page", release: Release, texts: Texts) -> list["Page"]:
    """A page for every area of the release, whatever its numbers are; the page itself where it is no such page."""
    if page.per != "area":
        return [page]
    files = dict(_files(page.file, release))
    return [
        replace(
            page,
            file=files[area["code"]],
            area=area["code"],
            subject=texts.label("area", area["code"]),
            around=texts.label("area", area["parent"]) if area.get("parent") else "",
        )
        for area in release.told.get("areas", ())
    ]


def _files(pattern: str, release: Release) -> Iterator[tuple[str, str]]:
    """The file of each area by its code; codes that differ in signs or in case alone are numbered."""
    seen: dict[str, int] = {}
    for area in release.told.get("areas", ()):
        plain = re.sub(r"[^A-Za-z0-9]+", "-", area["code"]).strip("-")
        again = seen[plain.lower()] = seen.get(plain.lower(), 0) + 1
        yield area["code"], pattern.format(area=plain if again == 1 else f"{plain}-{again}")


def for_area(release: Release, code: str) -> Release:
    """The release with the rows of one area and of all areas together, in every table that has areas.

    Where a table is not told as finely, the rows are those of the area around it.
    """
    around = {area["code"]: area.get("parent") or "" for area in release.told.get("areas", ())}
    return replace(release, tables={name: _narrowed(table, code, around) for name, table in release.tables.items()})


def _narrowed(table: PublishedTable, code: str, around: Mapping[str, str]) -> PublishedTable:
    if table.rows.empty or "is_area" not in table.rows.columns:
        return table
    told = told_as(table.rows, code, around)
    return replace(table, rows=table.rows[table.rows["area"].isin([TOTAL, told])])


def stands_for(release: Release, figure: "Figure", page: "Page", texts: Texts) -> str:
    """The name of the area around the page's own, where the numbers of a figure are told of that one alone."""
    rows = release.tables[figure.table].rows
    told = set(rows["area"]) - {TOTAL, page.area} if "area" in rows.columns else set()
    return texts.label("area", told.pop()) if told else ""


def told_as(rows: pd.DataFrame, code: str, around: Mapping[str, str]) -> str:
    """The smallest area with rows of its own that holds this one; empty where there is none."""
    there = set(rows["area"])
    for _ in range(len(around)):
        if code in there:
            break
        code = around.get(code, "")
    return code if code in there else ""
