"""The certificate: facts with their intervals, the sums between them, what is protected, and the witnesses."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.verify.folder import Folder

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.str_]
# No end: larger than any number of people, and small enough that thousands of them can be added up.
NO_END = 2**45
JOINT = "joint"
KINDS = ("adds_up", "covers", "grows", "same")
WHYS = ("small", "group", "cross", "increment")


@dataclass(frozen=True)
class Facts:
    """Everything ever told: which number, between what it lies, and which release told it."""

    universe: list[str]
    cell: list[str]
    least: Ints
    most: Ints
    step: Ints
    release: list[str]

    def __len__(self) -> int:
        return len(self.cell)

    def of(self, release: str) -> Ints:
        """The facts of one release."""
        return np.array([fact for fact, told in enumerate(self.release) if told == release], dtype=np.int64)

    @property
    def is_structural(self) -> Mask:
        """Numbers that everybody knows to be zero."""
        known: Mask = (self.least == 0) & (self.most == 0) & (self.step == 1)
        return known

    def name(self, fact: int) -> str:
        """A fact as a reader can find it."""
        return f"fact {fact} ({self.universe[fact]}: {self.cell[fact] or 'all'})"


@dataclass(frozen=True)
class Sums:
    """Sums as lists of parts: those of sum i are `parts[starts[i]:starts[i + 1]]`."""

    kind: Texts
    whole: Ints
    parts: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.whole)

    @property
    def of_part(self) -> Ints:
        """For each part the sum that it stands in."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def parts_of(self, number: int) -> Ints:
        """The parts of one sum."""
        return self.parts[self.starts[number] : self.starts[number + 1]]


@dataclass(frozen=True)
class Protected:
    """Numbers that nobody may pin down: facts added up less facts, and the witnesses that show it (-1: none)."""

    why: list[str]
    plus: list[tuple[int, ...]]
    minus: list[tuple[int, ...]]
    zero: Ints
    some: Ints


@dataclass(frozen=True)
class Proof:
    """The whole certificate; `witnesses` has a row for each fact and a column for each witness."""

    facts: Facts
    sums: Sums
    protected: Protected
    witnesses: Ints
    broken: tuple[str, ...]


def read_proof(folder: Folder) -> Proof:
    """The files of proof/, as long as they are what they should be in form."""
    facts = _facts(folder)
    witnesses, broken = _witnesses(folder, len(facts))
    return Proof(
        facts, _sums(folder, len(facts)), _protected(folder, len(facts), witnesses.shape[1]), witnesses, broken
    )


def _facts(folder: Folder) -> Facts:
    path = folder.proof / "facts.csv"
    texts, numbers = ("universe", "cell", "release"), ("fact", "at_least", "at_most", "step")
    lines = folder.lines(path, {**dict.fromkeys(texts, pa.string()), **dict.fromkeys(numbers, pa.int64())})
    with folder.reading(path):
        facts = Facts(
            lines["universe"].to_pylist(),
            lines["cell"].to_pylist(),
            _whole(lines["at_least"]),
            _whole(lines["at_most"], NO_END),
            _whole(lines["step"]),
            lines["release"].to_pylist(),
        )
        if (_whole(lines["fact"]) != np.arange(len(facts))).any() or (facts.least < 0).any():
            raise ValueError
        if (facts.least > facts.most).any() or (facts.most > NO_END).any():
            raise ValueError
        return facts


def _sums(folder: Folder, size: int) -> Sums:
    path = folder.proof / "sums.csv"
    numbers = dict.fromkeys(("sum", "whole", "part"), pa.int64())
    lines = folder.lines(path, {"kind": pa.string(), **numbers})
    with folder.reading(path):
        order = np.argsort(_whole(lines["sum"]), kind="stable")
        number, whole, part = (_whole(lines[name])[order] for name in ("sum", "whole", "part"))
        kind = np.array(lines["kind"].to_pylist(), dtype=np.str_)[order]
        is_new = np.diff(number, prepend=-1) != 0
        first = np.flatnonzero(is_new)
        of_line = np.cumsum(is_new) - 1
        is_mixed = (whole != whole[first][of_line]) | (kind != kind[first][of_line])
        if is_mixed.any() or not np.isin(kind, KINDS).all() or not _within(size, whole, part) or (number < 0).any():
            raise ValueError
        return Sums(kind[first], whole[first], part, np.append(first, len(part)))


def _protected(folder: Folder, size: int, witnesses: int) -> Protected:
    path = folder.proof / "protected.csv"
    texts, numbers = ("why", "plus", "minus"), ("quantity", "zero", "some")
    lines = folder.lines(path, {**dict.fromkeys(texts, pa.string()), **dict.fromkeys(numbers, pa.int64())})
    with folder.reading(path):
        plus, minus = ([_facts_in(text) for text in lines[name].to_pylist()] for name in ("plus", "minus"))
        zero, some = (_whole(lines[name], -1) for name in ("zero", "some"))
        named = np.array([fact for facts in (*plus, *minus) for fact in facts], dtype=np.int64)
        if (_whole(lines["quantity"]) != np.arange(len(plus))).any() or not _within(size, named):
            raise ValueError
        if not _within(witnesses + 1, zero + 1, some + 1) or not set(why := lines["why"].to_pylist()) <= set(WHYS):
            raise ValueError
        return Protected(why, plus, minus, zero, some)


def _witnesses(folder: Folder, size: int) -> tuple[Ints, tuple[str, ...]]:
    """The witnesses, and the names of those that are no whole numbers."""
    path = folder.proof / "witnesses.parquet"
    with folder.reading(path):
        read = pq.ParquetFile(path).read(use_threads=False)
        if read.num_rows != size or read.column_names != [f"w{number}" for number in range(read.num_columns)]:
            raise ValueError
        numbers = np.zeros((size, read.num_columns), dtype=np.int64)
        broken = []
        for place, (name, column) in enumerate(zip(read.column_names, read.columns, strict=True)):
            if pa.types.is_integer(column.type) and not column.null_count:
                numbers[:, place] = np.concatenate([np.from_dlpack(chunk) for chunk in column.iterchunks()])
            else:
                broken.append(name)
        return numbers, tuple(broken)


def _whole(column: pa.ChunkedArray, empty: int | None = None) -> Ints:
    """A column of numbers. `to_numpy` and `fill_null` would import pandas, which takes longer than all of the check."""
    numbers = column.to_pylist() if empty is None else [empty if one is None else one for one in column.to_pylist()]
    if None in numbers:
        raise ValueError
    return np.array(numbers, dtype=np.int64)


def _facts_in(text: str) -> tuple[int, ...]:
    return tuple(int(fact) for fact in text.split())


def _within(size: int, *numbers: Ints) -> bool:
    return all(bool(((some >= 0) & (some < size)).all()) for some in numbers)
