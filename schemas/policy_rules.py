"""What a policy may not say: choices that contradict each other, and names that nothing has."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING

from schemas.lines import Keys

if TYPE_CHECKING:
    from schemas.policy import Allow, Policy

Wrong = tuple[Keys, str]


@dataclass(frozen=True)
class Known:
    """The names that exist: tables with their dimensions, charts, and downloads."""

    tables: Mapping[str, Collection[str]]
    charts: Collection[str]
    downloads: Collection[str]


def contradictions(policy: "Policy") -> list[Wrong]:
    """Every pair of choices that cannot both hold: where it stands, and what is wrong with it."""
    return [*_steps(policy), *_values(policy), *_budget(policy)]


def _steps(policy: "Policy") -> Iterator[Wrong]:
    first, steps = policy.smallest_shown, policy.steps
    if steps[0] != first:
        example = ", ".join(str(first * times) for times in (1, 2, 5))
        yield ("steps",), f"steps: the first must be smallest_shown, {first}; write for example [{example}]"
    if any(later <= earlier for earlier, later in pairwise(steps)):
        yield ("steps",), "steps: each must be larger than the one before it"
    if any(step % max(steps[0], 1) for step in steps):
        yield ("steps",), f"steps: each must be a multiple of the first, {steps[0]}"


def _values(policy: "Policy") -> Iterator[Wrong]:
    # Where zeros are shown, a gap is at least 1.
    room = policy.smallest_shown - (policy.zeros == "shown")
    if policy.least_values > room:
        what = f"least_values: a number below {policy.smallest_shown} has only {room} values; write at most {room}"
        yield ("least_values",), f"{what}, or raise smallest_shown"
    if policy.zeros == "shown" and policy.profile != "exact":
        yield ("zeros",), 'zeros: "shown" goes with profile "exact" only; write "banded"'


def _budget(policy: "Policy") -> Iterator[Wrong]:
    if policy.profile == "dp" and policy.dp is None:
        yield ("profile",), 'profile: "dp" needs a block [dp] with epsilon_each and epsilon_total'
    if policy.dp and policy.dp.epsilon_each > policy.dp.epsilon_total:
        yield ("dp", "epsilon_each"), "dp.epsilon_each: one release may not tell more than all together, epsilon_total"


def unknown_names(allow: "Allow", known: Known | None) -> list[Wrong]:
    """Lists that are not there, and names in them that nothing has, each with the nearest that there is."""
    found: list[Wrong] = [
        (("allow",), f"allow.{name}: the list is missing; what it does not name is not built")
        for name in ("tables", "charts", "downloads")
        if getattr(allow, name) is None
    ]
    if known is None:
        return found
    for table, dimensions in (allow.tables or {}).items():
        keys = ("allow", "tables", table)
        if table not in known.tables:
            found.append((keys, f"allow.tables: there is no table {table}{_nearest(table, known.tables)}"))
            continue
        for name in dimensions:
            if name not in known.tables[table]:
                near = _nearest(name, known.tables[table])
                found.append((keys, f"allow.tables: {table} has no dimension {name}{near}"))
    for what in ("charts", "downloads"):
        names = getattr(known, what)
        for at, name in enumerate(getattr(allow, what) or ()):
            if name not in names:
                found.append((("allow", what, at), f"allow.{what}: there is no {name}{_nearest(name, names)}"))
    return found


def _nearest(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.0)
    return f"; the nearest is {near[0]}" if near else ""
