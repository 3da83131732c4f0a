"""The export of indicator 16.2.2: every line is a number that a table of people shows, under the words of its codes."""

from collections.abc import Iterator

from pipelines.inspect_site.built import Built, Unreadable
from pipelines.inspect_site.copies import INDICATOR, dimensions_of, labels_of, rows_of, workbooks
from schemas.problems import Problem, problem

PEOPLE = "person"
COLUMNS = {"Area": "area", "Gender": "gender", "Age": "age_group", "Form of exploitation": "exploitation"}
HEADS = ["Year", "Time detail", "Units", *COLUMNS, "GeoCode", "Value"]
UNITS = {"Number": "count", "Per 100,000 population": "rate_per_100k"}
SHOWN = {"shown", "noisy", "provisional"}


def check_indicator(built: Built) -> Iterator[Problem]:
    """A problem where a line of the export is none that the tables show."""
    if not built.has(INDICATOR):
        return
    try:
        rows = built.rows(INDICATOR)
        heads = built.text(INDICATOR).partition("\n")[0].split(",")
    except Unreadable as unreadable:
        yield problem("TIP-E537", file=INDICATOR, what=str(unreadable))
        return
    lines = [tuple(row.get(head, "") for head in HEADS) for row in rows]
    known = set(_shown(built))
    if heads != HEADS or any(line not in known for line in lines):
        yield problem("TIP-E532", file=INDICATOR, what="it holds a number that no table shows")
    elif lines != sorted(set(lines)):
        yield problem("TIP-E530", file=INDICATOR)


def _shown(built: Built) -> Iterator[tuple[str, ...]]:
    """Every line that the export may hold."""
    for table, told in built.tables.items():
        dimensions = dimensions_of(built, table)
        if told.get("universe") == PEOPLE and set(dimensions) <= {*COLUMNS.values(), "period"}:
            for row in rows_of(built, table):
                if row.get("status") in SHOWN:
                    yield from _lines(built, row)


def _lines(built: Built, row: dict[str, str]) -> Iterator[tuple[str, ...]]:
    codes = {head: code for head, name in COLUMNS.items() if (code := row.get(name, "total")) != "total"}
    language = next(iter(workbooks(built)))
    labels = [
        {**labels_of(built, COLUMNS[head]), **labels_of(built, COLUMNS[head], language)}.get(codes[head], codes[head])
        if head in codes
        else ""
        for head in COLUMNS
    ]
    period = built.release["community"]["period"]
    first, last = period["from"][:4], period["to"][:4]
    when = row.get("period", "total")
    times = (last, f"{first}-{last}" if first != last else "") if when == "total" else (when, "")
    for units, column in UNITS.items():
        if row.get(column):
            yield (*times, units, *labels, codes.get("Area", ""), _written(row[column]))


def _written(text: str) -> str:
    """The number as the export has it: 40.0 people are 40."""
    return text.removesuffix(".0") if "." in text else text
