"""The file of each figure holds lines of its table as they were published, in their order, and nothing else."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence

from pipelines.inspect_site.built import Built, Unreadable
from pipelines.inspect_site.copies import FIGURES, dimensions_of, labels_of, rows_of
from pipelines.inspect_site.marks import Marks
from pipelines.inspect_site.numbers import NoStatistics, numbers, plain
from schemas.problems import Problem, problem

LABEL = re.compile(r"(?P<name>\w+?)_label_(?P<language>[a-z]{2})")
# The codes of SDMX that a row may have, by its status; a mark says more of a normal value.
CODES = {"shown": ("A", "F"), "noisy": ("E", "F"), "provisional": ("P", "F"), "not_reported": ("O", "F")}
CODES |= dict.fromkeys(("below", "withheld", "hidden"), ("Q", "N"))
MARKED = {"[p]": "P", "[b]": "B"}
SDMX = ("OBS_STATUS", "CONF_STATUS")
Row = Mapping[str, str]


def check_figure_files(built: Built, words: NoStatistics) -> Iterator[Problem]:
    """A problem for each file of a figure that is no part of one table."""
    for name in built.names:
        if name.startswith(FIGURES) and name.endswith(".csv") and built.has(name):
            try:
                rows = built.rows(name)
                head = built.text(name).partition("\n")[0].split(",")
            except Unreadable as unreadable:
                yield problem("TIP-E537", file=name, what=str(unreadable))
                continue
            if not any(_is_part(built, table, head, rows, words) for table in built.tables):
                yield problem("TIP-E532", file=name, what="it holds lines that no table has, or in another order")


def _is_part(built: Built, table: str, head: list[str], rows: list[dict[str, str]], words: NoStatistics) -> bool:
    """Whether the lines are some of the lines of the table, each once, and all else follows from them."""
    columns = [str(one.get("name")) for one in built.tables[table].get("columns", [])]
    added = [name for name in head if name not in columns]
    if [name for name in head if name in columns] != columns or tuple(added[-2:]) != SDMX:
        return False
    labels = [LABEL.fullmatch(name) for name in added[:-2]]
    dimensions = dimensions_of(built, table)
    if any(found is None or found["name"] not in dimensions for found in labels):
        return False
    waiting = iter(rows_of(built, table))
    marks = Marks(built)
    return all(
        any(all(row[name] == line.get(name) for name in columns) for line in waiting)
        and _has_codes(row, marks.of(table, row))
        and all(_is_label(built, row, found, words) for found in labels if found)
        for row in rows
    )


def _has_codes(row: Row, marks: Sequence[str]) -> bool:
    observed, free = CODES.get(row.get("status", "shown"), ("", ""))
    if observed == "A" and marks:
        observed = MARKED[marks[0]]
    return (row[SDMX[0]], row[SDMX[1]]) == (observed, free)


def _is_label(built: Built, row: Row, found: re.Match[str], words: NoStatistics) -> bool:
    """Whether a label is that of the code beside it; in other languages, whether it holds no number of its own."""
    code, said = row[found["name"]], row[found[0]]
    if said == labels_of(built, found["name"]).get(code, code):
        return True
    return found["language"] != "en" and not numbers(words.without(plain(said)))


def figure_of(name: str) -> str:
    """The figure that a file belongs to."""
    return posixpath.basename(name).partition(".")[0]
