"""The sheets of the workbook as plain cells: notes first, then one sheet for each table, marks where nothing is told.

The marks follow the shorthand of the UK Government Analysis Function, so that no cell of a number is empty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboards.texts import Texts
from pipelines.show.dataset import caveats, citation_of, protection, title_of
from pipelines.show.grids import NO_SHARE
from pipelines.show.listings import Column, columns_of
from pipelines.show.offered import Offered
from pipelines.show.release import PublishedTable

MARKS = ("c", "low", "x", "z", "p", "r", "e", "b", "u")
# How a sheet says what is not told, by the status of the row.
UNTOLD = {"below": "[low]", "withheld": "[c]", "hidden": "[c]", "not_reported": "[x]"}
BESIDE = {"noisy": "[e]"}
# What is told in part at least may change.
TOLD = ("shown", "noisy", "below")
LONGEST = 31
Value = str | int | float


@dataclass(frozen=True)
class Sheet:
    """One sheet: the lines above the table, its heads, and its lines. Of the notes, every line is above."""

    name: str
    above: Sequence[Sequence[str]]
    heads: Sequence[str]
    lines: Sequence[Sequence[Value]]


def table_sheet(number: int, table: PublishedTable, offer: Offered, rows: Sequence[Mapping[str, str]]) -> Sheet:
    """One table, with labels in place of codes, each number as it is published."""
    t, columns = offer.texts, [one for one in columns_of(table, offer.release) if one.name != "status"]
    heads = [_head(column.name, table, t) for column in columns]
    lines = [_line(row, columns, table, offer) for row in rows]
    above = [[table.title], [t("downloads.sheet_unit", unit=t.word("units", table.unit))], [t("downloads.sheet_marks")]]
    return Sheet(sheet_name(number, table.name), above, [*heads, t("downloads.column_marks")], lines)


def sheet_name(number: int, name: str) -> str:
    """The name of a table as far as a workbook allows, with its number where it had to be cut."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 4]}_{number}"


def _head(name: str, table: PublishedTable, t: Texts) -> str:
    if name in table.kinds:
        return t.dimension(name)
    key = f"columns.{name}" if t.has(f"columns.{name}") else f"downloads.column_{name}"
    return t(key) if t.has(key) else name.replace("_", " ").capitalize()


def _line(row: Mapping[str, str], columns: Sequence[Column], table: PublishedTable, offer: Offered) -> list[Value]:
    status = row.get("status", "shown")
    mark = UNTOLD.get(status, "")
    beside = " ".join(filter(None, (mark or BESIDE.get(status, ""), *_marks(row, status, table, offer.texts))))
    empty = _empty(row, table, mark)
    marks = {column.name: mark if column.name == "count" else empty for column in columns}
    return [*(_value(row[one.name], one, table, offer.texts, marks[one.name]) for one in columns), beside]


def _marks(row: Mapping[str, str], status: str, table: PublishedTable, t: Texts) -> list[str]:
    """What the page's table has beside the number, too."""
    found = table.beside.get(tuple(row[name] for name in table.kinds), ())
    left_out = {"provisional"} if status not in TOLD else set()
    left_out |= {"break"} if status == "not_reported" else set()
    return [t(f"short.{mark}") for mark in found if mark not in left_out]


def _empty(row: Mapping[str, str], table: PublishedTable, mark: str) -> str:
    """What stands for a share or a rate that is not told: of a small number nothing, of a whole there is none."""
    if mark:
        return "[c]" if mark == "[low]" else mark
    said = {row[name] for name, kind in table.kinds.items() if kind != "period"}
    return "[z]" if said <= NO_SHARE else "[x]"


def _value(text: str, column: Column, table: PublishedTable, t: Texts, mark: str) -> Value:
    if column.name in table.kinds:
        return t.label(column.name, text)
    if column.name == "has_report":
        return t("short.report") if text == "True" else t("short.no_report")
    if text == "":
        return mark
    return float(text) if "." in text else int(text)


def notes_sheet(offer: Offered, tables: Sequence[tuple[str, PublishedTable]]) -> Sheet:
    """What the numbers are, how to read the marks, how they were made safe, and how to use them."""
    release, t = offer.release, offer.texts
    community, contact = release.community, release.community["contact"]
    lines = [[title_of(release, t)], [t("downloads.description", place=community["name"])]]
    lines += [["", text] for text in caveats(release, t)]
    lines += [[t("downloads.notes_marks")], *([f"[{mark}]", t(f"marks.{mark}")] for mark in MARKS)]
    lines += [[t("downloads.notes_protection")]]
    lines += [["", text] for text in protection(release, t)]
    lines += [[t("downloads.use_title")]]
    lines += [[t("downloads.cite_label"), citation_of(release, t)]]
    lines += [[t("about.licence"), f"{community['licence']['name']}, {community['licence']['url']}"]]
    lines += [[t("about.contact"), f"{contact['name']}, {contact['email']}"]]
    lines += [["", t("about.version", version=release.version)]]
    lines += [[t("downloads.tables")], *([name, table.title, *table.notes] for name, table in tables)]
    return Sheet(t("downloads.notes_name"), lines, (), ())


def sheets_of(offer: Offered, rows: Mapping[str, Sequence[Mapping[str, str]]]) -> list[Sheet]:
    """The notes, and every table that has rows; `rows` are the lines of their files."""
    tables = [offer.release.tables[name] for name in rows if rows[name]]
    made = [table_sheet(number, table, offer, rows[table.name]) for number, table in enumerate(tables, start=1)]
    return [notes_sheet(offer, list(zip([sheet.name for sheet in made], tables, strict=True))), *made]
