"""The proof that is published with a release: facts, sums, protected quantities, and the tables that show them safe.

Everything in it follows from public facts alone. Whoever adds up and compares can check it without a solver.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.publish.cells import Key
from pipelines.publish.exact import Gaps
from pipelines.publish.intervals import Numbers
from pipelines.publish.program import SLACK, Answer
from pipelines.publish.prove import Prover
from pipelines.publish.system import System
from pipelines.publish.thin import needed

FACTS = ("fact", "universe", "cell", "at_least", "at_most", "step", "release")
SUMS = ("sum", "kind", "whole", "part")
PROTECTED = ("quantity", "why", "plus", "minus", "zero", "some")
WHY = {"joint": "cross"}
MULTIPLIERS = ("quantity", "sum", "part", "multiplier")


def cell_text(key: Key) -> str:
    """A cell as area=N1;period=2024; empty for everything together."""
    return ";".join(f"{name}={value}" for name, value in sorted(key[1]))


def write_proof(folder: Path, system: System, provers: Sequence[Prover | Gaps], release: str) -> None:
    """All files of the proof."""
    folder.mkdir()
    _write(folder / "facts.csv", FACTS, _facts(system, release))
    _write(folder / "sums.csv", SUMS, _sums(system))
    kept = [prover.needed() if isinstance(prover, Gaps) else needed(prover) for prover in provers]
    protected, multipliers = _protected(system, provers, kept)
    _write(folder / "protected.csv", PROTECTED, protected)
    _write(folder / "multipliers.csv", MULTIPLIERS, multipliers)
    _write_witnesses(folder / "witnesses.parquet", system, provers, kept)


def _write(path: Path, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)


def _facts(system: System, release: str) -> Iterable[Sequence[Any]]:
    for number in range(system.size):
        own = number < system.own
        told = None if own else system.others[number - system.own]
        key = system.cells.keys[number] if told is None else told.key
        step = int(system.steps[number]) if told is None else told.step
        most = system.most[number]
        end = "" if np.isinf(most) else int(most)
        yield number, key[0], cell_text(key), int(system.least[number]), end, step, told.release if told else release


def _sums(system: System) -> Iterable[Sequence[Any]]:
    for number, tie in enumerate(system.ties):
        for part in tie.parts:
            yield number, tie.kind, tie.whole, part


def _protected(
    system: System, provers: Sequence[Prover | Gaps], kept: Sequence[Sequence[Numbers]]
) -> tuple[list[Sequence[Any]], list[Sequence[Any]]]:
    """Every protected quantity with its witnesses, and the multipliers of those that are surely large."""
    rows: list[Sequence[Any]] = []
    proofs: list[Sequence[Any]] = []
    names = system.row_names()
    for prover, witnesses in zip(provers, kept, strict=True):
        columns = prover.program.columns
        values = prover.matrix @ np.array(witnesses).T if len(prover.quantities) else np.zeros((0, len(witnesses)))
        is_asked = prover.asked()
        for number, quantity in enumerate(prover.quantities):
            if not is_asked[number]:
                continue
            proof = prover.large.get(number)
            zero = int(np.argmin(values[number])) if proof is None and quantity.low else ""
            some = int(np.argmax(values[number])) if proof is None and quantity.high else ""
            texts = (" ".join(str(columns[place]) for place in side) for side in (quantity.plus, quantity.minus))
            if proof:
                proofs += _multipliers(len(rows), proof, [names[row] for row in prover.program.rows.tolist()])
            rows.append((len(rows), WHY.get(quantity.why, quantity.why), *texts, zero, some))
    return rows, proofs


def _multipliers(quantity: int, proof: Answer, names: Sequence[tuple[int, str]]) -> list[Sequence[Any]]:
    found = np.flatnonzero(np.abs(proof.multipliers) > SLACK).tolist()
    return [(quantity, *names[row], f"{proof.multipliers[row]:.9g}") for row in found]


def _write_witnesses(
    path: Path, system: System, provers: Sequence[Prover | Gaps], kept: Sequence[Sequence[Numbers]]
) -> None:
    """One column for each witness: whole tables over all numbers, put together from those of the components."""
    size = max((len(witnesses) for witnesses in kept), default=0)
    numbers = np.zeros((system.size, size), dtype=np.int32)
    for prover, witnesses in zip(provers, kept, strict=True):
        for number in range(size):
            numbers[prover.program.columns, number] = witnesses[number % len(witnesses)]
    table = pa.table({f"w{number}": numbers[:, number] for number in range(size)})
    pq.write_table(table, path, compression="zstd", use_dictionary=False, write_statistics=False, store_schema=False)
