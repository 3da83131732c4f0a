"""The real table behind a chart, as text cells: the same rows, hidden ones marked, nothing added up."""

from dataclasses import dataclass

import pandas as pd

from dashboards.cells import NOT_ANSWERS, TOTAL, WHOLES, Cell, cells, dimensions
from dashboards.texts import Texts

# Joined for drawing, or said by the marks themselves: no columns of their own.
UNWRITTEN = {"has_report", "is_area", "parent", "shape"}
# Of totals and of missing answers no share or rate can be told.
NO_SHARE = {*WHOLES, *NOT_ANSWERS}
PERCENT = ("pct", "weighted_pct")


@dataclass(frozen=True)
class Grid:
    """Heads, and lines whose first `leading` cells name the line."""

    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    leading: int


def grid(rows: pd.DataFrame, texts: Texts, columns: dict[str, str]) -> Grid:
    """Counts across where exactly two breakdowns vary, else one line for each row with every column."""
    varying = [name for name in dimensions(rows) if set(rows[name]) != {TOTAL}] or dimensions(rows)[:1]
    if "count" not in rows.columns:
        return _crossed(rows, texts, varying, "report") if len(varying) == 2 else _listed(rows, texts, varying, columns)
    has_figures = any(rows[name].notna().any() for name in _figures(rows))
    crossed = len(varying) == 2 and not ("weighted_pct" in rows.columns or ("rate_per_100k" in rows and has_figures))
    if crossed and rows.groupby(varying).size().max() == 1:
        return _crossed(rows, texts, varying, "count")
    return _listed(rows, texts, varying, columns)


def written(cell: Cell, texts: Texts) -> str:
    """The count of a cell, or its mark."""
    return texts(f"short.{cell.state}") if cell.count is None else texts.number(cell.count)


def _crossed(rows: pd.DataFrame, texts: Texts, varying: list[str], what: str) -> Grid:
    # Reports: few sources and many months, so the months go down.
    down, across = varying if what == "count" else reversed(varying)
    found = {(cell.values[down], cell.values[across]): cell for cell in cells(rows)}
    reported = (
        {}
        if what == "count"
        else dict(zip(zip(rows[down], rows[across], strict=True), rows["has_report"], strict=True))
    )
    heads = list(dict.fromkeys(rows[across]))
    lines = []
    for value in dict.fromkeys(rows[down]):
        line = [texts.label(down, value)]
        for head in heads:
            at = (value, head)
            if at not in found:
                line.append(texts("short.not_applicable"))
            elif what == "count":
                line.append(written(found[at], texts))
            else:
                line.append(texts("short.report") if bool(reported[at]) else texts("short.no_report"))
        lines.append(tuple(line))
    return Grid((texts.dimension(down), *(texts.label(across, head) for head in heads)), tuple(lines), 1)


def _listed(rows: pd.DataFrame, texts: Texts, varying: list[str], columns: dict[str, str]) -> Grid:
    figures = [name for name in _figures(rows) if rows[name].notna().any()]
    heads = [texts.dimension(name) for name in varying]
    heads += [_head(name, texts, columns) for name in ("count", *figures)]
    lines = []
    for cell in cells(rows):
        names = [texts.label(name, cell.values[name]) for name in varying]
        # Of a whole, or of those without an answer, there is no share, whatever the period.
        said = [cell.values[name] for name in varying if name != "period"] or [cell.values[name] for name in varying]
        empty = "short.not_applicable" if set(said) <= NO_SHARE else "short.not_available"
        lines.append((*names, written(cell, texts), *(_figure(cell, name, texts, empty) for name in figures)))
    return Grid(tuple(heads), tuple(lines), len(varying))


def _figures(rows: pd.DataFrame) -> list[str]:
    known = {*dimensions(rows), *UNWRITTEN, "count", "status", "base"}
    return [str(name) for name in rows.columns if name not in known]


def _head(name: str, texts: Texts, columns: dict[str, str]) -> str:
    return texts(f"columns.{name}") if texts.has(f"columns.{name}") else columns.get(name) or name


def _figure(cell: Cell, name: str, texts: Texts, empty: str) -> str:
    value = cell.figures.get(name)
    if value is not None:
        return texts.pct(value) if name in PERCENT else texts.decimal(value)
    return texts(empty if cell.count is not None else f"short.{cell.state}")
