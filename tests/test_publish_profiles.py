"""The other profiles through the same door and the same attack: exact numbers with gaps, and a trend with noise."""

import itertools
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines.audit import audit
from pipelines.publish import Earlier, publish
from pipelines.tables import CountedTable, Dimension
from pipelines.verify import verify
from schemas.policy import Allow, Dp, Policy
from schemas.problems import ReleaseStopped

AREA = Dimension("area", "area", {"total": ("n", "s", "w")})
PERIOD = Dimension("period", "period", {"total": ("2023", "2024")})
INNER = {
    ("n", "2023"): 4,
    ("s", "2023"): 40,
    ("w", "2023"): 31,
    ("n", "2024"): 25,
    ("s", "2024"): 60,
    ("w", "2024"): 18,
}


def people() -> CountedTable:
    rows = [
        (area, period, sum(n for (a, p), n in INNER.items() if area in (a, "total") and period in (p, "total")))
        for area, period in itertools.product(("total", "n", "s", "w"), ("total", "2023", "2024"))
    ]
    frame = pd.DataFrame(rows, columns=["area", "period", "count"])
    return CountedTable("people_by_area", "People", "person", "people", (AREA, PERIOD), frame)


def written(folder: Path, policy: Policy, kind: str = "draft", **more: Any) -> pd.DataFrame:
    told = {"id": "draft", "kind": kind, "period": "2024"}
    rules = {"profile": policy.profile, "policy": policy.model_dump(mode="json", exclude={"allow"})}
    publish([people()], policy, {"release": told, "labels": {}, **rules}, (), folder, **more)
    [path] = (folder / "tables").glob("*.csv")
    return pd.read_csv(path, dtype={"period": str})


def test_exact_numbers_have_gaps_that_cannot_be_filled(tmp_path: Path) -> None:
    rows = written(tmp_path / "out", Policy(profile="exact")).set_index(["area", "period"])
    assert rows.loc[("n", "2023"), "status"] == "hidden"
    shown = rows[rows["status"] == "shown"]
    truth = people().frame.set_index(["area", "period"])["count"]
    assert (shown["count"] == truth[shown.index]).all()
    assert len(rows) - len(shown) >= 4
    assert audit(tmp_path / "out").is_safe


def test_nothing_but_the_noisy_trend_leaves(tmp_path: Path) -> None:
    pytest.importorskip("opendp", reason="the extra dp is not installed: no noise can be drawn")
    rule = Dp(epsilon_each=0.2, epsilon_total=0.4)
    policy = Policy(profile="dp", dp=rule, allow=Allow(tables={"people_by_period": ("period",)}))
    rows = written(tmp_path / "out", policy, budget=tmp_path / "budget")
    assert list(rows["period"]) == ["2023", "2024"]
    assert set(rows["status"]) == {"noisy"}
    assert audit(tmp_path / "out").is_safe
    again = written(tmp_path / "again", policy, budget=tmp_path / "budget")
    pd.testing.assert_frame_equal(rows, again)
    with pytest.raises(ReleaseStopped, match="TIP-E314"):
        written(tmp_path / "without", policy)


TWENTIES, THIRTIES = Policy(smallest_shown=20, steps=(20, 40, 100)), Policy(steps=(10, 30, 60))


@pytest.mark.parametrize(("before", "after"), [(Policy(profile="exact"), Policy()), (Policy(), TWENTIES)])
def test_what_was_told_otherwise_is_not_told_again_under_other_rules(
    before: Policy, after: Policy, tmp_path: Path
) -> None:
    """Numbers of a released period stay as they were told, so a reader would not know what their marks mean."""
    written(tmp_path / "before", before)
    earlier = (Earlier("2024", tmp_path / "before", "release", "2024-12"),)
    with pytest.raises(ReleaseStopped, match="TIP-E315"):
        written(tmp_path / "after", after, earlier=earlier)
    assert not (tmp_path / "after").exists()


def test_a_rebase_tells_everything_anew_in_other_steps(tmp_path: Path) -> None:
    written(tmp_path / "before", Policy())
    earlier = (Earlier("2024", tmp_path / "before", "release", "2024-12"),)
    written(tmp_path / "rebase", THIRTIES, "rebase", earlier=earlier)
    assert verify(tmp_path / "rebase").rule.steps == THIRTIES.steps
    assert audit(tmp_path / "rebase").is_safe
