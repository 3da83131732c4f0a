"""The attack: all protected quantities and all cells of unpublished cross-tables against everything that is told."""

from collections.abc import Sequence

import numpy as np

from pipelines.audit.crossed import Block
from pipelines.audit.part import Part
from pipelines.audit.prove import Prover
from pipelines.audit.prove_crossed import Crossing, CrossProver
from pipelines.audit.quantities import Quantities, Quantity
from pipelines.audit.registry import Registry
from pipelines.audit.rule import Rule
from pipelines.audit.second import ask_again
from pipelines.audit.sides import Several
from pipelines.audit.solver import binding
from pipelines.audit.system import System
from pipelines.audit.words import cell_words, proof_words, quantity_words

MOST_TOLD = 20
Words = tuple[str, str]


class Attack:
    """One reader's attack. `registry` names the numbers; `blocks` are the crossed cells that are protected, too."""

    def __init__(
        self, system: System, quantities: Sequence[Quantity], blocks: Sequence[Block], registry: Registry, rule: Rule
    ) -> None:
        self.registry, self.rule = registry, rule
        self.prover = Prover(system, Quantities(quantities, len(system.lower), rule))
        self.tried = len(quantities) + sum(int(block.apart.sum()) for block in blocks)
        self.single = self.prover.disclosed().tolist()
        self.crossed = [(part, found) for part in self.prover.parts for found in self._crossed(part, blocks)]
        self.compared = ask_again(self.prover.parts)

    @property
    def disclosed(self) -> int:
        """How many quantities are told too well."""
        return len(self.single) + len(self.crossed)

    @property
    def solves(self) -> int:
        """How often a solver was asked."""
        return sum(part.solves for part in self.prover.parts)

    def words(self) -> list[Words]:
        """The first disclosures, each with its proof."""
        single = [self._single(number) for number in self.single[:MOST_TOLD]]
        return single + [self._pair(part, found) for part, found in self.crossed[: MOST_TOLD - len(single)]]

    def _crossed(self, part: Part, blocks: Sequence[Block]) -> list[Crossing]:
        place = np.full(len(self.registry.keys), -1, dtype=np.int64)
        place[part.columns] = np.arange(len(part.columns))
        own = [block.within(place) for block in blocks if place[block.whole] >= 0]
        if not own:
            return []
        return CrossProver(part, own, Several(part, self.rule.reach)).disclosed()

    def _single(self, number: int) -> Words:
        least, most, proof = self.prover.bounds(number)
        quantity = self.prover.quantities.each[number]
        return quantity_words(self.registry, quantity, least, most), proof_words(self.registry, proof)

    def _pair(self, part: Part, found: Crossing) -> Words:
        one, other = (cell_words(self.registry, int(part.columns[at])) for at in (found.one, found.other))
        answer = found.side.alone(np.array([found.one, found.other, found.whole]))[0]
        proof = part.columns[binding(answer, part.system)].tolist()
        return found.side.words(one, other, answer.value), proof_words(self.registry, proof)
