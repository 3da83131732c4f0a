"""Fields that hold several words: from one column, from one yes/no column per word, or from both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from pipelines.conform.texts import Cell, Codes, Mask, Parsed, Reader
from schemas.problems import Problem
from schemas.words import MISSING, fold

UNKNOWN = "unknown"


@dataclass
class Flags:
    """One yes/no column per word; the words of a row are those with a yes. At most 62 words fit."""

    words: Mapping[str, str]  # header to word
    yes: Sequence[str]
    readers: dict[str, Reader] = field(default_factory=dict)
    combined: dict[int, str] = field(default_factory=dict)

    def read(self, chunk: pa.Table) -> Parsed:
        """The joined words of every row; a row without any yes has no known answer."""
        order = sorted(set(self.words.values()))
        bits = np.zeros(chunk.num_rows, dtype=np.int64)
        for header, word in self.words.items():
            bits |= self._says_yes(header, chunk).astype(np.int64) << order.index(word)
        distinct, codes = np.unique(bits, return_inverse=True)
        return Parsed(codes.astype(np.int32), [Cell(self._joined(int(bit), order)) for bit in distinct])

    def _says_yes(self, header: str, chunk: pa.Table) -> Mask:
        agreed = {fold(text) for text in self.yes}
        reader = self.readers.setdefault(header, Reader(lambda text: Cell(fold(text) in agreed)))
        parsed = reader.read(chunk.column(header).combine_chunks())
        return np.array([cell.value for cell in parsed.cells] or [False])[parsed.codes]

    def _joined(self, bits: int, order: Sequence[str]) -> str:
        if bits not in self.combined:
            words = [word for at, word in enumerate(order) if bits >> at & 1]
            answers = [word for word in words if word not in MISSING]
            self.combined[bits] = ";".join(answers) or (words[0] if words else UNKNOWN)
        return self.combined[bits]


@dataclass(frozen=True)
class Agreement:
    """How far the joined column and the yes/no columns say the same."""

    parsed: Parsed
    differ: int


def settle(column: Parsed, flags: Parsed, trust: str) -> Agreement:
    """The trusted one of two readings of the same answers; the other fills in where the trusted one has no answer."""
    first, second = (flags, column) if trust == "flags" else (column, flags)
    one, other = _values(first), _values(second)
    has = ~np.isin(one, MISSING)
    differ = int((has & ~np.isin(other, MISSING) & (one != other)).sum())
    taken = np.where(has, one, np.where(np.isin(other, MISSING), one, other))
    distinct, codes = np.unique(taken.astype(str), return_inverse=True)
    return Agreement(Parsed(codes.astype(np.int32), [Cell(str(value)) for value in distinct]), differ)


def _values(parsed: Parsed) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.array([cell.value or UNKNOWN for cell in parsed.cells] or [UNKNOWN], dtype=object)[parsed.codes]


def join_answers(questions: Sequence[tuple[str, Parsed]]) -> tuple[pa.Array, list[tuple[Problem, Mask]]]:
    """`question:answer` pairs of every row joined with `;`, in the order of the questions, and all problems."""
    rows: list[str] = []
    bad: list[tuple[Problem, Mask]] = []
    columns: list[tuple[Codes, list[str]]] = []
    for name, parsed in questions:
        texts = [";".join(f"{name}:{part}" for part in str(cell.value or UNKNOWN).split(";")) for cell in parsed.cells]
        columns.append((parsed.codes, texts))
        bad += parsed.bad
    if columns:
        length = len(columns[0][0])
        rows = [";".join(texts[codes[at]] for codes, texts in columns) for at in range(length)]
    return pa.array(rows, pa.string()), bad
