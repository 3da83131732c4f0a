"""Who reads: everybody, and each provider, who knows its own cases and so sees what is left of a number."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from pipelines.publish.components import programs
from pipelines.publish.crossed import Crossing, crossings
from pipelines.publish.intervals import EXACT, Counts, Mask
from pipelines.publish.program import Indices, Program
from pipelines.publish.prove import Prover
from pipelines.publish.quantity import Goal, Quantity
from pipelines.publish.system import JOINT, System, Tie

PUBLIC = ""


@dataclass
class Reader:
    """One reader: `known` is how many of each number are its own cases (0 for the public)."""

    name: str
    system: System
    known: Counts
    provers: list[Prover]
    place: dict[int, tuple[Prover, int]]
    is_alone: Mask = field(default_factory=lambda: np.zeros(0, dtype=bool))

    @classmethod
    def public(cls, system: System, goal: Goal) -> "Reader":
        """Everybody, who knows all releases."""
        return cls(PUBLIC, system, np.zeros(system.size, dtype=np.int64), [], {})._with(system, goal)

    @classmethod
    def provider(cls, name: str, system: System, own_cases: Counts, is_alone: Mask, goal: Goal) -> "Reader":
        """One provider; `own_cases`: how many of each number of this release are its own.

        Where it `is_alone` there is nothing left to learn, nor was there when the same number was told before. Of
        earlier releases it uses the numbers that have stayed the same, and what adds up from them; its own late cases
        are not counted out.
        """
        known = np.concatenate([own_cases, np.zeros(system.size - system.own, dtype=np.int64)])
        is_known = np.array([_is_now(system, cell) for cell in range(system.size)], dtype=bool)
        for tie in reversed(system.ties):  # those of this release first, on which those of earlier ones hang
            if tie.kind == "same":
                known[list(tie.parts)] = known[tie.whole]
                is_known[list(tie.parts)] = is_known[tie.whole]
        _add_up(system, known, is_known)
        ties = [
            tie
            for tie in reversed(system.ties)
            if tie.kind == "same" or (tie.kind != "grows" and is_known[[tie.whole, *tie.parts]].all())
        ]
        is_alone = _empty(system, system.cells.known | is_alone)
        least, most = np.maximum(system.least - known, 0), system.most - known
        nothing = np.concatenate([is_alone, np.zeros(system.size - system.own, dtype=bool)])
        for tie in ties:
            if tie.kind == "same" and nothing[tie.whole]:
                nothing[list(tie.parts)] = True
        for tie in _older_sums(system):
            nothing[tie.whole] |= bool(nothing[list(tie.parts)].all())
        least[nothing] = most[nothing] = 0
        others = tuple(
            replace(told, least=0.0, most=0.0, step=EXACT) if nothing[number] else told
            for number, told in enumerate(system.others, system.own)
        )
        cells = replace(system.cells, known=is_alone)
        seen = replace(system, cells=cells, others=others, ties=tuple(reversed(ties)), least=least, most=most)
        return cls(name, system, known, [], {}, is_alone)._with(seen, goal)

    def _with(self, seen: System, goal: Goal) -> "Reader":
        """With the programs over the system as this reader sees it."""
        every = crossings(seen.cells) if self.name == PUBLIC else []
        for program in programs(seen):
            if program.matrix.shape[0] or self.name == PUBLIC:
                prover = Prover(program, *_protected(seen, program, every, self.name), _parts(seen, program), goal)
                self.provers.append(prover)
                self.place |= {column: (prover, at) for at, column in enumerate(program.columns.tolist())}
        return self

    def told(self, cell: int) -> None:
        """A number of the release is told at another step than before."""
        if cell not in self.place or (len(self.is_alone) and self.is_alone[cell]):
            return
        prover, place = self.place[cell]
        least, most = self.system.least[cell] - self.known[cell], self.system.most[cell] - self.known[cell]
        prover.program.set_interval(place, max(least, 0), most)
        prover.moved(place)


def _add_up(system: System, known: Counts, is_known: Mask) -> None:
    """Count out the own cases of sums of earlier releases whose parts have all stayed the same since."""
    for tie in _older_sums(system):
        if not is_known[tie.whole] and is_known[list(tie.parts)].all():
            known[tie.whole], is_known[tie.whole] = known[list(tie.parts)].sum(), True


def _older_sums(system: System) -> list[Tie]:
    """What was told in earlier releases and added up, wholes of few levels first, so that one reading is enough."""
    adding = [tie for tie in system.ties if tie.kind == "adds_up"]
    older = [tie for tie in adding if not any(_is_now(system, cell) for cell in (tie.whole, *tie.parts))]
    wholes = {tie.whole for tie in older}
    depth = dict.fromkeys(range(system.size), 0)
    for _ in wholes:
        before = dict(depth)
        for tie in older:
            depth[tie.whole] = max(depth[tie.whole], 1 + max(depth[part] for part in tie.parts))
        if depth == before:
            break
    return sorted(older, key=lambda tie: depth[tie.whole])


def _empty(system: System, empty: Mask) -> Mask:
    """The numbers of this release that are zero because others are: sums of empty parts, and parts of empty sums."""
    sums = [(tie.whole, list(tie.parts)) for tie in system.ties if max(tie.whole, *tie.parts) < system.own]
    empty, before = empty.copy(), -1
    while before < (before := int(empty.sum())):
        for whole, parts in sums:
            empty[whole] |= bool(empty[parts].all())
            empty[parts] |= empty[whole]
    return empty


def _is_now(system: System, column: int) -> bool:
    """Whether a number is one of this release, or a joint cell."""
    return column < system.own or system.others[column - system.own].release == JOINT


def _protected(
    system: System, program: Program, every: Sequence[Crossing], name: str
) -> tuple[list[Quantity], list[Crossing]]:
    """The protected quantities of a component, with the columns numbered within it."""
    place = {int(column): number for number, column in enumerate(program.columns)}
    known = system.known_zeros()
    found = [Quantity(_why(system, column), (number,)) for column, number in place.items() if not known[column]]
    if name != PUBLIC:
        return found, []
    for tie in system.ties:
        if tie.whole not in place:
            continue
        whole = place[tie.whole]
        if tie.kind == "covers" and tie.whole < system.own:
            found += [Quantity("group", (whole,), (place[part],), low=False) for part in tie.parts if part < system.own]
    increments = [(place[new], place[old]) for new, old in system.increments() if new in place]
    found += [Quantity("increment", (new,), (old,)) for new, old in increments]
    return found, [crossing.within(place) for crossing in every if crossing.whole in place]


def _parts(system: System, program: Program) -> list[Indices]:
    """For each table the columns of a component that no other table has, with what earlier releases told of them."""
    tables: list[list[int]] = [[] for _ in system.cells.rows]
    number_of = {key: number for number, key in enumerate(system.cells.keys)}
    holders: dict[int, list[int]] = {}
    for table, rows in enumerate(system.cells.rows):
        for number in np.unique(rows).tolist():
            holders.setdefault(number, []).append(table)
    for place, column in enumerate(program.columns.tolist()):
        told = None if column < system.own else system.others[column - system.own]
        number = column if told is None else number_of.get(told.key) if told.release != JOINT else None
        found = holders.get(number, []) if number is not None else []
        if len(found) == 1:
            tables[found[0]].append(place)
    return [np.array(part, dtype=np.int64) for part in tables if part]


def _why(system: System, column: int) -> str:
    is_joint = column >= system.own and system.others[column - system.own].release == JOINT
    return "joint" if is_joint else "small"
