"""Each distinct text of a column is looked at once, however many rows hold it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.problems import Problem

Codes = np.ndarray[Any, np.dtype[np.int32]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]

# A column of words has few texts; one of times may have as many as rows, and memory must not grow with those.
MOST = 50_000


@dataclass(frozen=True)
class Cell:
    """What one text means: a value (None where there is none), or the problem that it is.

    `written` says of a date in which order it is written, as far as the text alone tells.
    """

    value: Any = None
    problem: Problem | None = None
    written: str = ""


Parse = Callable[[str], Cell]


@dataclass
class Distinct:
    """A column as codes into its distinct texts, blanks around them taken off."""

    codes: Codes
    texts: list[str]

    @classmethod
    def of(cls, column: pa.Array) -> "Distinct":
        """The distinct texts of a text column; null is the empty text."""
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        codes = pc.fill_null(column.indices, -1).to_numpy(zero_copy_only=False).astype(np.int32)
        texts = [(text or "").strip() for text in column.dictionary.to_pylist()]
        if len(codes) and codes.min() < 0:
            texts.append("")
            codes = np.where(codes < 0, len(texts) - 1, codes).astype(np.int32)
        return cls(codes, texts)


@dataclass
class Parsed:
    """A column after parsing: a value per distinct text, and the problems that some texts are."""

    codes: Codes
    cells: list[Cell]

    def array(self, type_: pa.DataType) -> pa.Array:
        """The values as an array of that type; dictionary types keep the codes."""
        values = [cell.value for cell in self.cells]
        if not pa.types.is_dictionary(type_):
            return pa.array(values, type=type_).take(pa.array(self.codes))
        words = sorted({value for value in values if value is not None})
        place = {word: at for at, word in enumerate(words)}
        lookup = np.array([place.get(value, -1) for value in values] or [0], dtype=np.int32)
        codes = lookup[self.codes]
        return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(words, pa.string()))

    @property
    def orders(self) -> Counter[str]:
        """How many dates are written in which order."""
        found: Counter[str] = Counter()
        for cell, count in zip(self.cells, np.bincount(self.codes, minlength=len(self.cells)).tolist(), strict=True):
            if cell.written:
                found[cell.written] += count
        return found

    @property
    def bad(self) -> list[tuple[Problem, Mask]]:
        """Every kind of problem in the column with the rows that have it."""
        grouped: dict[Problem, list[int]] = {}
        for code, cell in enumerate(self.cells):
            if cell.problem is not None:
                grouped.setdefault(cell.problem, []).append(code)
        return [(problem, np.isin(self.codes, codes)) for problem, codes in sorted(grouped.items())]


@dataclass
class Reader:
    """Parses the texts of one column and remembers what each meant, up to MOST of them."""

    parse: Parse
    known: dict[str, Cell] = field(default_factory=dict)

    def read(self, column: pa.Array) -> Parsed:
        """The column parsed; a text met before is not parsed again."""
        distinct = Distinct.of(column)
        return Parsed(distinct.codes, [self._cell(text) for text in distinct.texts])

    def _cell(self, text: str) -> Cell:
        cell = self.known.get(text)
        if cell is None:
            cell = self.parse(text)
            if len(self.known) < MOST:
                self.known[text] = cell
        return cell
