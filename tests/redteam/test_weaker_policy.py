"""What was promised once is kept: a later policy that protects less is refused, and no site hides the one it had."""

from datetime import date
from typing import Any

import pytest

from pipelines.releases.ledger import Entry
from pipelines.releases.request import Request, refusals
from schemas.community import Calendar
from schemas.policy import Policy

WEAKER: dict[str, dict[str, Any]] = {
    "smaller numbers": {"smallest_shown": 5, "steps": (5, 10, 20)},
    "closer rounding": {"smallest_shown": 5, "steps": (5,)},
    "zeros": {"profile": "exact", "zeros": "shown"},
    "exact numbers": {"profile": "exact"},
    "providers": {"providers": False},
    "a shorter wait": {"release": {"lag_days": 30}},
    "corrections one by one": {"release": {"rebase_months": 1}},
}
CALENDAR = Calendar(from_year=2022, to_year=2024)
REQUEST = Request("2024", "release", date(2025, 6, 1))


def before(policy: Policy) -> Entry:
    told = policy.model_dump(mode="json", exclude={"allow"})
    said: dict[str, Any] = {"id": "2023", "period": "2023", "kind": "release", "released_on": date(2024, 6, 1)}
    more: dict[str, Any] = {"profile": policy.profile, "policy": told, "policy_digest": "x", "approvals": ()}
    review: dict[str, Any] = {"survivor_review": {}, "revision_note": "", "next_release_after": date(2025, 4, 1)}
    return Entry.model_construct(**said, **more, **review, number=1)


@pytest.mark.parametrize("change", WEAKER.values(), ids=WEAKER)
def test_a_weaker_policy_is_refused(change: dict[str, Any]) -> None:
    found = refusals(REQUEST, [before(Policy())], Policy.model_validate(change), CALENDAR)
    assert "TIP-E572" in {problem.code for problem in found}


@pytest.mark.parametrize("change", [{}, {"smallest_shown": 20, "steps": (20, 50)}, {"release": {"lag_days": 180}}])
def test_the_same_or_a_stricter_one_is_not(change: dict[str, Any]) -> None:
    found = refusals(REQUEST, [before(Policy())], Policy.model_validate(change), CALENDAR)
    assert "TIP-E572" not in {problem.code for problem in found}
