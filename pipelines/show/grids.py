"""The real table behind a chart, as text cells: the same rows, marked where no number is shown, nothing added up."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from dashboards.cells import FLAGS, NOT_ANSWERS, OF_COUNT, TOTAL, WHOLES, Cell, cells, dimensions
from dashboards.numbers import in_table
from dashboards.texts import Texts

# Columns of words: how a rate stands against that of all areas together.
WORDED = ("against",)
# Joined for drawing, or said by the marks themselves: no columns of their own.
UNWRITTEN = {"has_report", "is_area", "parent", "shape", *WORDED}
# Of totals and of missing answers no share or rate can be told.
NO_SHARE = {*WHOLES, *NOT_ANSWERS}
PERCENT = ("pct", "weighted_pct")
WHOLE = ("population",)
RATES = ("rate_per_100k", "rate_low", "rate_high")
MARKS = ("withheld", "no_report", "not_applicable", "unsteady")


@dataclass(frozen=True)
class Grid:
    """Heads, and lines whose first `leading` cells name the line.

    `facts` has the fact of every other cell of a line, and `spoken` says in words what a mark means.
    `is_crossed` says that the heads behind the leading ones are values of a breakdown.
    """

    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    leading: int
    facts: tuple[tuple[int | None, ...], ...] = ()
    spoken: Mapping[str, str] = field(default_factory=dict)
    is_crossed: bool = False


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


def _crossed(rows: pd.DataFrame, texts: Texts, varying: list[str], what: str) -> Grid:
    # Reports: few sources and many months, so the months go down.
    down, across = varying if what == "count" else reversed(varying)
    found = {(cell.values[down], cell.values[across]): cell for cell in cells(rows)}
    reported = dict(
        zip(zip(rows[down], rows[across], strict=True), rows.get("has_report", [False] * len(rows)), strict=True)
    )
    heads = list(dict.fromkeys(rows[across]))
    lines, facts = [], []
    for value in dict.fromkeys(rows[down]):
        line = []
        for head in heads:
            cell = found.get((value, head))
            if cell is None:
                line.append(texts("short.not_applicable"))
            elif what == "count":
                line.append(_counted(cell, texts))
            else:
                line.append(texts("short.report") if bool(reported[value, head]) else texts("short.no_report"))
        lines.append((texts.label(down, value), *line))
        facts.append(tuple(None if (cell := found.get((value, head))) is None else cell.fact for head in heads))
    heads = [texts.dimension(down), *(texts.label(across, head) for head in heads)]
    return Grid(tuple(heads), tuple(lines), 1, tuple(facts), _spoken(rows, texts), is_crossed=True)


def _listed(rows: pd.DataFrame, texts: Texts, varying: list[str], columns: dict[str, str]) -> Grid:
    figures = [name for name in _figures(rows) if rows[name].notna().any()]
    heads = [texts.dimension(name) for name in varying]
    worded = [name for name in WORDED if name in rows.columns]
    heads += [_head(name, texts, columns) for name in ("count", *figures, *worded)]
    lines, facts = [], []
    words = zip(*(rows[name] for name in worded), strict=True) if worded else [()] * len(rows)
    for cell, own in zip(cells(rows), words, strict=True):
        names = [texts.label(name, cell.values[name]) for name in varying]
        # Of a whole, or of those without an answer, there is no share, whatever the period.
        said = [cell.values[name] for name in varying if name != "period"] or [cell.values[name] for name in varying]
        empty = "short.not_applicable" if set(said) <= NO_SHARE else "short.not_available"
        numbers = [_figure(cell, name, texts, empty) for name in figures]
        lines.append(
            (*names, _counted(cell, texts), *numbers, *(texts(f"{worded[at]}.{key}") for at, key in enumerate(own)))
        )
        facts.append((cell.fact,) * (1 + len(figures) + len(worded)))
    return Grid(tuple(heads), tuple(lines), len(varying), tuple(facts), _spoken(rows, texts))


def marks_of(rows: pd.DataFrame, made: Grid, texts: Texts) -> frozenset[str]:
    """The marks that a reader of the table meets, by their names in the legend."""
    written = {text for line in made.lines for text in line[made.leading :]}
    found = {mark for mark in MARKS if texts(f"short.{mark}") in written}
    listed = cells(rows) if "count" in rows.columns else []
    found |= {cell.state for cell in listed if cell.state == "below"}
    found |= {"coarse" for cell in listed if cell.is_coarse} | {"zero" for cell in listed if cell.count == 0}
    found |= {mark for cell in listed for mark in cell.marks}
    return frozenset(found)


def _counted(cell: Cell, texts: Texts) -> str:
    """A number as a table has it, with the marks beside it."""
    return " ".join([in_table(cell, texts), *(texts(f"short.{mark}") for mark in cell.marks)])


def _spoken(rows: pd.DataFrame, texts: Texts) -> dict[str, str]:
    """Every mark of a table, as it is read aloud."""
    limits = dict.fromkeys(cell.limit for cell in cells(rows) if cell.limit is not None)
    said = {texts("short.below", limit=(n := texts.number(limit))): texts("spoken.below", limit=n) for limit in limits}
    said |= {texts(f"short.{mark}"): texts(f"spoken.{mark}") for mark in MARKS}
    marked = {_counted(cell, texts): cell for cell in cells(rows) if cell.marks}
    return said | {text: _aloud(cell, said, texts) for text, cell in marked.items()}


def _aloud(cell: Cell, said: Mapping[str, str], texts: Texts) -> str:
    text = in_table(cell, texts)
    told = said.get(text, text)
    for mark in cell.marks:
        told = texts(f"spoken.{mark}", said=told)
    return told


def _figures(rows: pd.DataFrame) -> list[str]:
    known = {*dimensions(rows), *UNWRITTEN, *OF_COUNT, *FLAGS}
    return [str(name) for name in rows.columns if name not in known]


def _head(name: str, texts: Texts, columns: dict[str, str]) -> str:
    return texts(f"columns.{name}") if texts.has(f"columns.{name}") else columns.get(name) or name


def _figure(cell: Cell, name: str, texts: Texts, empty: str) -> str:
    value = cell.figures.get(name)
    if value is not None:
        return texts.pct(value) if name in PERCENT else (texts.number if name in WHOLE else texts.decimal)(value)
    if name in RATES and cell.count is not None and cell.figures.get("population") is not None:
        return texts("short.unsteady")
    # Below a limit the number is told in part, and its share is withheld.
    return texts(
        empty if cell.count is not None else "short.withheld" if cell.state == "below" else f"short.{cell.state}"
    )
