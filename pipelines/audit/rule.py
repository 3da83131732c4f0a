"""The policy that a site says it was made under, and what each row of a table says under it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

INFINITE = float("inf")
Interval = tuple[float, float]


@dataclass(frozen=True)
class Rule:
    """Below `smallest` a number is protected: nought and `values` whole numbers in all must stay possible."""

    profile: str = "public"
    smallest: int = 10
    steps: tuple[int, ...] = (10, 20, 50)
    values: int = 5
    is_banded: bool = True

    @classmethod
    def of(cls, release: Mapping[str, Any]) -> "Rule":
        """The rule of a release.json; what it does not say is as in the default policy."""
        said, usual = release.get("policy") or {}, cls()
        return cls(
            str(release.get("profile") or said.get("profile") or usual.profile),
            int(said.get("smallest_shown", usual.smallest)),
            tuple(int(step) for step in said.get("steps", usual.steps)),
            int(said.get("least_values", usual.values)),
            said.get("zeros", "banded") == "banded",
        )

    @property
    def reach(self) -> int:
        """As large as a number that may be nought must be able to be."""
        return self.values - 1

    def told(self, status: str, count: int | None) -> list[Interval]:
        """Every interval that a row may mean: one for each step at which it may have been rounded.

        Empty where no step of the policy gives such a row.
        """
        if status == "not_reported":
            return [(0.0, 0.0)] if count is None else []
        if status in ("withheld", "hidden"):
            least = 0.0 if status == "withheld" or self.is_banded else 1.0
            return [(least, INFINITE)] if count is None else []
        if self.profile == "exact":
            return [(float(count), float(count))] if status == "shown" and count is not None else []
        units = [max(step, self.smallest) for step in self.steps]
        if status == "below":
            return [(0.0, unit - 1.0) for unit in units] if count is None else []
        if status != "shown" or count is None:
            return []
        around = [_around(count, step, unit) for step, unit in zip(self.steps, units, strict=True) if not count % step]
        return [(least, most) for least, most in around if least <= most]


def _around(count: int, step: int, unit: int) -> Interval:
    """All counts that the nearest multiple of the step, half up, turns into this one, and that are no band."""
    return float(max(-(-(2 * count - step) // 2), unit)), float(-(-(2 * count + step) // 2) - 1)
