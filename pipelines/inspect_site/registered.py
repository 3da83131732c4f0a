"""The numbers that a site registers in places.csv, held against its own tables and against the facts of its proof."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from pipelines.inspect_site.built import FACTS, PLACES, Built, Unreadable
from pipelines.inspect_site.numbers import numbers, plain, values
from schemas.problems import Problem, problem

WORDS = "words"
# Parts of the register that speak of no table of this release; pipelines/inspect_site/beside.py checks them.
BESIDE = ("codes", "ledger", "before", "changed")
NO_TABLE = {WORDS, *BESIDE}
Row = Mapping[str, str]
Columns = Mapping[str, Set[float]]


@dataclass(frozen=True)
class Registered:
    """The registered numbers, by page and figure."""

    built: Built

    def written(self, page: str, figure: str) -> Set[str]:
        """The numbers that may stand in a figure, as they are written; outside of figures all of the page."""
        return self._both[0][page, figure] | self._both[0][page, ""] if figure else self._of_page[page]

    def counted(self, page: str, figure: str) -> Set[float]:
        """The values that a drawing may have as lengths and heights."""
        return self._both[1][page, figure]

    @cached_property
    def _both(self) -> tuple[dict[tuple[str, str], set[str]], dict[tuple[str, str], set[float]]]:
        written: dict[tuple[str, str], set[str]] = defaultdict(set)
        counted: dict[tuple[str, str], set[float]] = defaultdict(set)
        for row in self.built.places:
            found = numbers(plain(row["text"]))
            written[row["page"], row["figure"]] |= set(found)
            if row["part"] not in NO_TABLE:
                known = set[float]().union(*self.columns(row["table"]).values())
                counted[row["page"], row["figure"]] |= {value for text in found for value in values(text) & known}
        return written, counted

    @cached_property
    def _of_page(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for (page, _), written in self._both[0].items():
            found[page] |= written
        return found

    def columns(self, table: str) -> Columns:
        """The numbers of each column of a published table."""
        return self._tables.get(table, {})

    def values_of(self, table: str, name: str) -> Set[str]:
        """The values of a breakdown of a published table."""
        return {row.get(name, "") for row in self._rows_of.get(table, ())}

    @cached_property
    def _tables(self) -> dict[str, Columns]:
        return {name: _columns(rows) for name, rows in self._rows_of.items()}

    @cached_property
    def _rows_of(self) -> dict[str, list[dict[str, str]]]:
        return {name: _rows(self.built, f"data/{name}.csv") for name in self.built.tables}

    @cached_property
    def now(self) -> Mapping[str, Row]:
        """The facts that this release tells; those of earlier ones are no numbers of its tables."""
        name = str((self.built.release.get("release") or {}).get("id", "draft"))
        return {number: row for number, row in self.facts.items() if row.get("release", name) == name}

    @cached_property
    def facts(self) -> Mapping[str, Row]:
        """The facts of the proof by their number; none where there is no proof."""
        return {row["fact"]: row for row in _rows(self.built, FACTS) if "fact" in row}


def check_places(registered: Registered) -> Iterator[Problem]:
    """Every registered number is one of its table, and within the interval of its fact."""
    listed = [(at, row) for at, row in enumerate(registered.built.places, start=2) if row["part"] not in NO_TABLE]
    yield from untrue("text", "its table", (at for at, row in listed if not _is_in_table(row, registered)))
    yield from untrue("fact", "its fact", (at for at, row in listed if not _agrees(row, registered.now)))


def untrue(column: str, what: str, lines: Iterable[int]) -> Iterator[Problem]:
    """One problem for all lines of the register that say what is not so; it names the first."""
    found = list(lines)
    if found:
        yield problem("TIP-E524", file=PLACES, row=found[0], column=column, what=what, count=len(found))


def _is_in_table(row: Row, registered: Registered) -> bool:
    columns = registered.columns(row["table"])
    own = columns.get(row["column"], frozenset())
    found = numbers(plain(row["text"]))
    is_there = all(any(_fits(text, column) for column in columns.values()) for text in found)
    return is_there and (not found or any(_fits(text, own) for text in found))


def _agrees(row: Row, facts: Mapping[str, Row]) -> bool:
    """Whether the facts named exist, and a count lies within its own."""
    found = numbers(plain(row["text"]))
    named = row["fact"].split()
    if not facts:
        return True
    if any(name not in facts for name in named):
        return False
    if row["column"] != "count" or len(named) != 1:
        return True
    fact = facts[named[0]]
    least, most = float(fact["at_least"] or 0), float(fact["at_most"] or "inf")
    # "<10" names the end of the band 0 to 9.
    return all(any(least <= v <= most or (v == most + 1 and not least) for v in values(text)) for text in found)


def _fits(written: str, known: Set[float]) -> bool:
    """Whether a written number is one of the values; shares and rates may be written with fewer decimals."""
    meant = values(written)
    return not meant.isdisjoint(known) or any(
        abs(value - number) <= (0.5 if value.is_integer() else 0.05) + 1e-9
        for number in known
        if not number.is_integer()
        for value in meant
    )


def _columns(rows: Iterable[Row]) -> Columns:
    found: dict[str, set[float]] = defaultdict(set)
    for row in rows:
        for column, text in row.items():
            number = _number(text)
            if number is not None:
                found[column].add(number)
        most = _number(row.get("at_most", ""))
        if row.get("status") == "below" and most is not None:
            found["count"] |= {most, most + 1}
    return found


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _rows(built: Built, name: str) -> list[dict[str, str]]:
    try:
        return built.rows(name)
    except Unreadable:
        return []
