"""The other profiles through the same door and the same attack: exact numbers with gaps, and a trend with noise."""

import itertools
from pathlib import Path

import pandas as pd
import pytest

from pipelines.audit import audit
from pipelines.publish import publish
from pipelines.tables import CountedTable, Dimension
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


def written(folder: Path, policy: Policy, **more: Path) -> pd.DataFrame:
    told = {"id": "draft", "kind": "draft", "period": "2024"}
    rules = {"profile": policy.profile, "policy": policy.model_dump(mode="json", exclude={"allow"})}
    publish([people()], policy, {"release": told, "labels": {}, **rules}, (), folder, **more)  # type: ignore[arg-type]
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
