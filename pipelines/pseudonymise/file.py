"""A file with tokens in the place of names and birth dates."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from pipelines.conform.cells import Place, date_parser
from pipelines.pseudonymise.columns import Identifying
from pipelines.pseudonymise.slk import FEMALE, MALE, NOT_STATED, OTHER, linkage_key
from pipelines.pseudonymise.tokens import TOKEN_COLUMNS, tokens_of
from pipelines.receive import Reader
from schemas.problems import FileStopped, Problem, problem
from schemas.words import fold

SEXES = {
    MALE: ("1", "m", "male", "man", "boy", "hombre", "masculino", "varon"),
    FEMALE: ("2", "f", "female", "woman", "girl", "mujer", "femenino"),
    OTHER: ("3", "x", "other", "intersex", "non binary", "nonbinary", "otro", "otra", "intersexual", "no binario"),
}
_CODES = {fold(word): code for code, words in SEXES.items() for word in words}
_NO_TOKENS = dict.fromkeys(TOKEN_COLUMNS, "")


@dataclass(frozen=True)
class Pseudonymised:
    """What came of a file: rows written, of these without a token, and the columns that were dropped."""

    rows: int
    without: int
    dropped: tuple[str, ...]


def pseudonymise(
    reader: Reader,
    identifying: Identifying,
    key: bytes,
    target: Path,
    *,
    order: str = "iso",
    age_at: str | None = None,
    drop: Sequence[str] = (),
) -> Pseudonymised:
    """Write a copy with tokens, and without the names, the birth date, and the columns to `drop`.

    `age_at`: the header of a date; the age on that day is added as a column, since the birth date goes.

    Raises:
        FileStopped: Rows of the file cannot be read, or a date is none. Nothing is written then.
    """
    dropped = tuple(dict.fromkeys((identifying.family, identifying.given, identifying.born, *drop)))
    kept = [header for header in reader.headers if header not in dropped and header not in TOKEN_COLUMNS]
    ages = ("age",) if age_at else ()
    partial = target.with_name(f"{target.name}.partial")
    maker = _Maker(reader.file, identifying, key, order, age_at)
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            rows, without = _write(file, (*kept, *TOKEN_COLUMNS, *ages), _lines(reader, kept, maker))
        if reader.counts.rejected:
            raise FileStopped(*(found for _, found in reader.rejected))
        if maker.undated:
            raise FileStopped(*maker.undated)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return Pseudonymised(rows, without, dropped)


def _write(file: TextIO, header: Sequence[str], lines: Iterable[Mapping[str, str]]) -> tuple[int, int]:
    writer = csv.DictWriter(file, header, lineterminator="\n")
    writer.writeheader()
    rows = without = 0
    for line in lines:
        writer.writerow(line)
        rows += 1
        without += not line[TOKEN_COLUMNS[0]]
    return rows, without


def _lines(reader: Reader, kept: Sequence[str], maker: "_Maker") -> Iterator[dict[str, str]]:
    for chunk in reader.chunks():
        for row in chunk.to_pylist():
            yield {header: row[header] or "" for header in kept} | maker.tokens(row)


class _Maker:
    """The tokens of a row, and the rows of which a date could not be read."""

    def __init__(self, file: str, identifying: Identifying, key: bytes, order: str, age_at: str | None) -> None:
        self.file, self.identifying, self.key, self.age_at = file, identifying, key, age_at
        self.undated: list[Problem] = []
        self._parsers = {
            header: cache(date_parser(Place(header), order, None)) for header in (identifying.born, age_at) if header
        }

    def tokens(self, row: Mapping[str, Any]) -> dict[str, str]:
        """By the names of their columns; empty where nobody could be told from others."""
        who = self.identifying
        born = self._date(row, who.born)
        sex = _CODES.get(fold(row[who.sex] or ""), NOT_STATED)
        person = linkage_key(row[who.family] or "", row[who.given] or "", born, sex)
        found = tokens_of(person, self.key) if person else dict(_NO_TOKENS)
        return found | self._age(row, born)

    def _age(self, row: Mapping[str, Any], born: date | None) -> dict[str, str]:
        if not self.age_at:
            return {}
        day = self._date(row, self.age_at)
        if born is None or day is None:
            return {"age": ""}
        return {"age": str(day.year - born.year - ((day.month, day.day) < (born.month, born.day)))}

    def _date(self, row: Mapping[str, Any], header: str) -> date | None:
        """A day; a year or a month alone is none, and what is no date stops the file at the end."""
        cell = self._parsers[header]((row[header] or "").strip())
        if cell.problem:
            self.undated.append(problem("TIP-E726", file=self.file, row=row["row"], column=header))
        value = cell.value
        return value[0] if value and value[1] == "day" else None
