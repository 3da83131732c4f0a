"""A policy in words: what each choice means, and what would become weaker than under another one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from schemas.policy import Policy

WORDS = {
    "public": "rounded, for the public",
    "exact": "exact numbers with gaps",
    "dp": "with noise added on purpose",
    "banded": "no; a zero looks like any small number",
    "shown": "yes",
    True: "yes",
    False: "no",
}
UNITS = {"lag_days": "days", "approvals": "people", "rebase_months": "months"}
# The safest first.
_PROFILES = ("dp", "public", "exact")
_GRAINS = ("year", "quarter")


def explain(policy: "Policy") -> list[tuple[str, str, str]]:
    """Every choice: its name, its value in words, and what it is for in one sentence."""
    return [*_explained("", policy)]


def _explained(above: str, block: BaseModel) -> Iterator[tuple[str, str, str]]:
    for name, field in type(block).model_fields.items():
        value = getattr(block, name)
        if isinstance(value, BaseModel):
            yield from _explained(f"{above}{name}.", value)
        elif field.description:
            yield f"{above}{name}", _in_words(block, name, value), field.description


def _in_words(block: BaseModel, name: str, value: Any) -> str:
    match name:
        case "steps":
            first, *more = (f"{step}s" for step in value)
            return f"to {first}" + (f", where needed to {' or '.join(more)}" if more else "")
        case "least_values":
            return f"{value}" if getattr(block, "zeros", "") == "shown" else f"{value}, zero among them"
        case "lag_days" | "approvals" | "rebase_months":
            return f"{value} {UNITS[name]}"
    return WORDS[value] if isinstance(value, str | bool) and value in WORDS else _listed(value)


def _listed(value: Any) -> str:
    """Names of an allow-list; anything else as it is."""
    if isinstance(value, dict):
        return "; ".join(f"{table} by {', '.join(names)}" for table, names in value.items()) or "none"
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return "everything" if value is None else str(value)


def weaker_than(new: "Policy", old: "Policy") -> list[str]:
    """A sentence for all that protects less under `new` than under `old`; a longer allow-list is not among it."""
    return [*_weaker_rules(new, old), *_weaker_release(new, old), *_weaker_budget(new, old)]


def _weaker_rules(new: "Policy", old: "Policy") -> Iterator[str]:
    if _PROFILES.index(new.profile) > _PROFILES.index(old.profile):
        yield f'profile: "{new.profile}" shows more than "{old.profile}".'
    if new.smallest_shown < old.smallest_shown:
        yield f"smallest_shown: numbers from {new.smallest_shown} up would be shown; it was {old.smallest_shown}."
    if new.steps[0] < old.steps[0]:
        yield f"steps: numbers would be rounded to {new.steps[0]}s; it was {old.steps[0]}s."
    if new.least_values < old.least_values:
        yield f"least_values: only {new.least_values} numbers would have to stay possible; it was {old.least_values}."
    if new.zeros == "shown" and old.zeros == "banded":
        yield "zeros: a reader would know where nobody was counted, and so where somebody was."
    if old.providers and not new.providers:
        yield "providers: an organisation could work out the cases of the others."


def _weaker_release(new: "Policy", old: "Policy") -> Iterator[str]:
    for name, unit in UNITS.items():
        now, before = getattr(new.release, name), getattr(old.release, name)
        if now < before:
            yield f"release.{name}: {now} {unit} instead of {before}."


def _weaker_budget(new: "Policy", old: "Policy") -> Iterator[str]:
    if new.dp is None or old.dp is None:
        return
    for name in ("epsilon_each", "epsilon_total", "delta"):
        now, before = getattr(new.dp, name), getattr(old.dp, name)
        if now > before:
            yield f"dp.{name}: {now:g} tells more of each person than {before:g}."
    if _GRAINS.index(new.dp.grain) > _GRAINS.index(old.dp.grain):
        yield f"dp.grain: a {new.dp.grain} is shorter than a {old.dp.grain}."
