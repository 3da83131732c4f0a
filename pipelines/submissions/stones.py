"""Which rows are those of records that were taken back, told by the keyed hashes that stayed of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.submissions.tombstone import tombstone
from schemas.source import Source
from schemas.words import fold

Mask = npt.NDArray[np.bool_]
Judge = Callable[[Sequence[str]], bool]


@dataclass(frozen=True)
class Stones:
    """The tombstones of one source."""

    source: Source
    salt: bytes
    known: frozenset[str]

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """The columns that make up a record's number, folded: one entry for each way to number records."""
        ids = [record.id for record in self.source.record.values() if record.id]
        return tuple(dict.fromkeys(tuple(self._column(header) for header in parts) for parts in ids))

    def stone(self, key: tuple[str, ...], record: str) -> str:
        """The keyed hash of a record under one of the keys."""
        return tombstone(self.salt, f"{self.source.name}\t{'|'.join(key)}", record)

    def of(self, record: str) -> frozenset[str]:
        """Every hash that a record may have."""
        return frozenset(self.stone(key, record) for key in self.keys)

    def names(self, record: str) -> bool:
        """Whether the record of that number was taken back."""
        return not self.known.isdisjoint(self.of(record))

    @property
    def _is_relational(self) -> bool:
        return any(record.table for record in self.source.record.values())

    def _column(self, header: str) -> str:
        """A column by its folded name; of a joined table without the name of the table."""
        return fold(header.rpartition(".")[2] if self._is_relational else header)

    def rows(self, table: pa.Table) -> Mask:
        """The rows of a stored table that speak of a record that was taken back."""
        found = np.zeros(table.num_rows, dtype=np.bool_)
        for key in self.keys:
            for names in self._places(key, table.column_names):
                parts = [pc.utf8_trim_whitespace(pc.fill_null(table.column(name), "")) for name in names]
                texts = pc.binary_join_element_wise(*parts, "|") if len(parts) > 1 else parts[0]
                distinct = [text for text in pc.unique(texts).to_pylist() if self._is_known(key, text)]
                found |= pc.is_in(texts, pa.array(distinct, pa.string())).to_numpy()
        return found

    def judge(self, headers: Sequence[str]) -> Judge:
        """Whether a row of an original with these headers speaks of such a record."""
        places = [
            (key, [headers.index(name) for name in names]) for key in self.keys for names in self._places(key, headers)
        ]

        def is_taken(cells: Sequence[str]) -> bool:
            if len(cells) != len(headers):  # nobody knows which of its cells is the number
                return any(self._is_known(key, cell.strip()) for key in self.keys for cell in cells)
            return any(self._is_known(key, "|".join(cells[at].strip() for at in found)) for key, found in places)

        return is_taken

    def _places(self, key: tuple[str, ...], headers: Sequence[str]) -> list[tuple[str, ...]]:
        """The columns in which numbers under this key stand; several where tables are joined."""
        alike = [[header for header in headers if header and self._column(header) == part] for part in key]
        if len(key) == 1:
            return [(header,) for header in alike[0]]
        return [tuple(found[0] for found in alike)] if all(alike) else []

    def _is_known(self, key: tuple[str, ...], text: str) -> bool:
        parts = {text, *(text.split(";") if self._is_relational else ())}
        return any(self.stone(key, part.strip()) in self.known for part in parts)
