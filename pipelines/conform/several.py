"""Fields that hold several words: from one column, from one yes/no column per word, or from both."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from pipelines.conform.cells import Place
from pipelines.conform.texts import Cell, Codes, Mask, Parsed, Reader
from pipelines.conform.words import flag_parser, no_yes_parser, one_answer
from schemas.problems import Problem

UNKNOWN = "unknown"


@dataclass
class Flags:
    """One yes/no column per word; the words of a row are those with a yes. At most 62 words fit."""

    words: Mapping[str, str]  # header to word
    yes: Sequence[str]
    missing: Collection[str] = ("",)  # folded texts that are no answer
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)  # header to what else is a yes in it
    unknown: Sequence[str] = ()  # headers of answers that are no word: a yes in one cannot be left out
    readers: dict[str, Reader] = field(default_factory=dict)
    combined: dict[int, Cell] = field(default_factory=dict)

    def read(self, chunk: pa.Table) -> tuple[Parsed, list[tuple[Problem, Mask]]]:
        """The joined words of every row, where none has a yes no known answer; and what single flags have wrong."""
        order = sorted(set(self.words.values()))
        bits = np.zeros(chunk.num_rows, dtype=np.int64)
        bad: list[tuple[Problem, Mask]] = []
        for header, word in self.words.items():
            parsed = self._reader(header).read(chunk.column(header).combine_chunks())
            says_yes = np.array([bool(cell.value) for cell in parsed.cells] or [False])[parsed.codes]
            bits |= says_yes.astype(np.int64) << order.index(word)
            bad += parsed.bad
        for header in self.unknown:
            bad += self._reader(header).read(chunk.column(header).combine_chunks()).bad
        distinct, codes = np.unique(bits, return_inverse=True)
        return Parsed(codes.astype(np.int32), [self._joined(int(bit), order) for bit in distinct]), bad

    def _reader(self, header: str) -> Reader:
        if header not in self.readers:
            yes = (*self.yes, *self.texts.get(header, ()))
            place = Place(header)
            if header in self.unknown:
                self.readers[header] = Reader(no_yes_parser(place, yes, sorted(set(self.words.values()))))
            else:
                self.readers[header] = Reader(flag_parser(place, yes, self.missing))
        return self.readers[header]

    def _joined(self, bits: int, order: Sequence[str]) -> Cell:
        if bits not in self.combined:
            joined = one_answer({word for at, word in enumerate(order) if bits >> at & 1})
            mixed = Place(", ".join(self.words)).bad("TIP-E162")
            self.combined[bits] = mixed if joined is None else Cell(joined)
        return self.combined[bits]


@dataclass(frozen=True)
class Agreement:
    """How far the joined column and the yes/no columns say the same."""

    parsed: Parsed
    differ: Mask


def settle(column: Parsed, flags: Parsed, trust: str) -> Agreement:
    """The trusted one of two readings of the same answers; the other fills in where the trusted one is not known."""
    first, second = (flags, column) if trust == "flags" else (column, flags)
    one, other = _values(first), _values(second)
    differ = (one != UNKNOWN) & (other != UNKNOWN) & (one != other)
    taken = np.where(one == UNKNOWN, other, one)
    distinct, codes = np.unique(taken.astype(str), return_inverse=True)
    return Agreement(Parsed(codes.astype(np.int32), [Cell(str(value)) for value in distinct]), differ)


def _values(parsed: Parsed) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.array([cell.value or UNKNOWN for cell in parsed.cells] or [UNKNOWN], dtype=object)[parsed.codes]


def join_answers(questions: Sequence[tuple[str, Parsed]]) -> pa.Array:
    """`question:answer` pairs of every row joined with `;`, in the order of the questions."""
    rows: list[str] = []
    columns: list[tuple[Codes, list[str]]] = []
    for name, parsed in questions:
        texts = [";".join(f"{name}:{part}" for part in str(cell.value or UNKNOWN).split(";")) for cell in parsed.cells]
        columns.append((parsed.codes, texts))
    if columns:
        length = len(columns[0][0])
        rows = [";".join(texts[codes[at]] for codes, texts in columns) for at in range(length)]
    return pa.array(rows, pa.string())
