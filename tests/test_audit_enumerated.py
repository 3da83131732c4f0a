"""The auditor's bounds against every possible world: they are what enumeration gives, for one release and for two."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from pipelines.audit.crossed import crossed_blocks
from pipelines.audit.prove import Prover
from pipelines.audit.prove_crossed import CrossProver
from pipelines.audit.quantities import Quantities, Quantity
from pipelines.audit.read import read_site
from pipelines.audit.registry import NOW, Key
from pipelines.audit.sides import Several
from pipelines.audit.told import Told, all_told
from tests.attacked_site import write_site
from tests.enumerated import MOST_PEOPLE, POLICY, Counts, World, ends, possible_worlds, random_world, told_steps

WORLDS = 40
MOST_PAIRS = 100_000


@pytest.mark.parametrize("seed", range(4))
def test_bounds_of_one_release_are_those_of_all_possible_worlds(tmp_path: Path, seed: int) -> None:
    random = np.random.default_rng(seed)
    for number in range(WORLDS // 4):
        compare(tmp_path / str(number), random)


def compare(folder: Path, random: np.random.Generator) -> None:
    """One random world: what it publishes, and every protected quantity in all worlds that would publish the same."""
    world = random_world(random)
    told, possible = released(folder, world, random)
    numbers = possible @ membership_of(told, world).T
    quantities = Quantities(told.quantities, len(told.registry.keys), told.site.rule)
    prover = Prover(told.system(), quantities)
    disclosed = set(prover.disclosed().tolist())
    for at, quantity in enumerate(told.quantities):
        values = numbers[:, quantity.plus] - (0 if quantity.minus is None else numbers[:, quantity.minus])
        low, high = values.min(), values.max()
        assert (at in disclosed) == (not is_safe(quantity, low, high)), (quantity, low, high)
        if at in disclosed:
            assert prover.bounds(at)[:2] == (low, high)
    compare_crossed(told, prover, numbers)


def compare_crossed(told: Told, prover: Prover, numbers: Counts) -> None:
    """The same for the cells of unpublished cross-tables."""
    found: set[tuple[int, int, int]] = set()
    blocks = list(crossed_blocks(told.site.tables, told.registry))
    for part in prover.parts:
        place = np.full(len(told.registry.keys), -1, dtype=np.int64)
        place[part.columns] = np.arange(len(part.columns))
        own = [block.within(place) for block in blocks if place[block.whole] >= 0]
        for side in (Several(part, 2),) if own else ():
            crossings = CrossProver(part, own, side).disclosed()
            found |= {tuple(part.columns[[c.one, c.other, c.whole]].tolist()) for c in crossings}
    for block in blocks:
        for one, other, whole in block.pairs(np.ones(block.apart.shape, dtype=bool)).tolist():
            both = numbers[:, [one, other]]
            assert ((one, other, whole) in found) == (both.max(axis=0).min() >= 2 > both.min(axis=1).max())


@pytest.mark.parametrize("seed", range(2))
def test_bounds_of_two_releases_are_those_of_all_pairs_of_possible_worlds(tmp_path: Path, seed: int) -> None:
    random = np.random.default_rng(seed)
    tried = sum(compare_releases(tmp_path / str(number), random) for number in range(WORLDS // 2))
    assert tried >= WORLDS // 6


def compare_releases(folder: Path, random: np.random.Generator) -> bool:
    """A world, and the same with some late reports; whether the pairs of possible worlds are few enough to try all."""
    world = random_world(random)
    rows, keys = world.membership(), keys_of(world)
    people = np.bincount(random.integers(len(world.leaves), size=4), minlength=len(world.leaves))
    late = np.bincount(random.integers(len(world.leaves), size=2), minlength=len(world.leaves))
    every, told = possible_worlds(len(world.leaves), 7) @ rows.T, []
    for counts in (rows @ people, rows @ (people + late)):
        steps = np.where([bool(pairs) for pairs in keys], told_steps(random, keys), 3)
        least, most = ends(counts, steps)
        told.append((counts, steps, every[((every >= least) & (every <= most)).all(axis=1)]))
    (before, old_steps, old), (now, steps, new) = told
    if len(old) * len(new) > MOST_PAIRS:
        return False
    tied = "" if random.random() < 1 / 3 else "grows"
    facts, sums = proof(keys, *ends(before, old_steps), tied)
    site = read_site(write_site(folder, world.made(now, steps), policy=POLICY, facts=facts, sums=sums))
    known = all_told(site)
    possible = np.array([(not tied) | (one >= old).all(axis=1) for one in new])
    disclosed = set(
        Prover(known.system(), Quantities(known.quantities, len(known.registry.keys), site.rule)).disclosed().tolist()
    )
    place = {pairs: at for at, pairs in enumerate(keys)}
    for at, quantity in enumerate(known.quantities):
        if quantity.why == "cross":
            continue
        plus = new[:, place[known.registry.keys[quantity.plus].pairs]]
        if quantity.why == "increment":
            values = (plus[:, None] - old[None, :, place[known.registry.keys[quantity.plus].pairs]])[possible]
        else:
            minus = 0 if quantity.minus is None else new[:, place[known.registry.keys[quantity.minus].pairs]]
            values = (plus - minus)[possible.any(axis=1)]
        assert (at in disclosed) == (not is_safe(quantity, values.min(), values.max())), quantity
    return True


def proof(
    keys: list[frozenset[tuple[str, str]]], least: npt.NDArray[np.float64], most: npt.NDArray[np.float64], tied: str
) -> tuple[str, str]:
    """The facts of an earlier release and how each hangs together with the same number of this one."""
    facts, sums = ["fact,universe,cell,at_least,at_most,step,release"], ["sum,kind,whole,part"]
    for at, pairs in enumerate(dict.fromkeys(keys)):
        cell = ";".join(f"{name}={value}" for name, value in sorted(pairs))
        end = "" if np.isinf(most[keys.index(pairs)]) else int(most[keys.index(pairs)])
        facts += [f"{at},person,{cell},0,,0,draft"]
        facts += [f"{1000 + at},person,{cell},{int(least[keys.index(pairs)])},{end},3,2023"]
        sums += [f"{at},{tied},{at},{1000 + at}"] if tied else []
    return "\n".join(facts) + "\n", "\n".join(sums) + "\n"


def is_safe(quantity: Quantity, low: int, high: int) -> bool:
    """The rule in the simplest words: three numbers, zero among them, or surely not small."""
    if quantity.why == "group":
        return high >= 2
    if quantity.why == "increment":
        return low >= 3 or high <= -3 or (low <= 0 <= high and high - low >= 2)
    return low >= 3 or (low <= 0 and high >= 2)


def released(folder: Path, world: World, random: np.random.Generator) -> tuple[Told, Counts]:
    """What is told of a random world, and every world of which the same would be told."""
    people = np.bincount(random.integers(len(world.leaves), size=MOST_PEOPLE), minlength=len(world.leaves))
    rows, keys = world.membership(), keys_of(world)
    steps = told_steps(random, keys)
    steps[[not pairs for pairs in keys]] = 3  # the whole is told, so that the worlds come to an end
    counts = rows @ people
    site = read_site(write_site(folder, world.made(counts, steps), policy=POLICY))
    least, most = ends(counts, steps)
    every = possible_worlds(len(world.leaves), 7)
    sums = every @ rows.T
    return all_told(site), every[((sums >= least) & (sums <= most)).all(axis=1)]


def keys_of(world: World) -> list[frozenset[tuple[str, str]]]:
    return [
        frozenset((by["name"], value) for by, value in zip(table, values, strict=True) if value != "total")
        for table, values in world.cells()
    ]


def membership_of(told: Told, world: World) -> npt.NDArray[np.int64]:
    """For each number of the registry the leaves whose people it counts; joint cells are the leaves themselves."""
    own = dict(zip(keys_of(world), world.membership(), strict=True))
    rows = []
    for key in told.registry.keys:
        row = own.get(key.pairs)
        if row is None:
            parts = [
                np.array([int(value in leaf[name].split("+")) for leaf in world.leaves]) for name, value in key.pairs
            ]
            row = np.prod(parts, axis=0)
        rows.append(row)
    assert told.registry.index[Key(NOW, "person", frozenset())] >= 0
    return np.array(rows)
