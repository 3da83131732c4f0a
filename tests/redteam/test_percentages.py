"""A share of a known base is the count again, only more closely."""

from pathlib import Path

import pandas as pd
import pytest

from tests.attacked_site import FORM, at, line, write_site
from tests.redteam.planned import built, made_up, tables_of
from tests.redteam.told import disclosed

ROWS = {"total": at(103), "any_answer": at(96), "unknown": at(7), "labour": at(95), "sexual": at(7)}


def with_shares(folder: Path, **shares: float) -> Path:
    more = {(value,): {"base": 100, "pct": shares.get(value)} for value in ("labour", "sexual")}
    return write_site(folder, [line("form", FORM, ROWS, more={(v,): more.get((v,), {}) for v in ROWS})])


@pytest.mark.parametrize("share", [7.3, 7.29, 7.0])
def test_a_share_of_true_counts_is_found(share: float, tmp_path: Path) -> None:
    assert any(f"pct {share}" in what for what in disclosed(with_shares(tmp_path / "leak", sexual=share)))


def test_a_share_of_published_counts_is_none(tmp_path: Path) -> None:
    assert disclosed(with_shares(tmp_path / "clean", labour=100)) == []


def test_published_shares_follow_from_published_numbers(tmp_path: Path) -> None:
    site = built(tables_of(made_up(5)), tmp_path)
    told = pd.read_csv(site.root / "data" / "people_by_age_and_gender.csv")
    shown = told[told["pct"].notna()]
    assert len(shown) > 3
    assert ((100 * shown["count"] / shown["base"] - shown["pct"]).abs() <= 0.5).all()
    assert (shown["pct"] % 1 == 0).all()
    assert shown["status"].eq("shown").all()
    assert disclosed(tmp_path / "published") == []


def test_a_share_on_a_page_that_no_table_has_is_found(tmp_path: Path) -> None:
    site = built(tables_of(made_up(5)), tmp_path)
    assert site.codes() == set()
    site.replace("who.html", "</main>", "<p>61.7%</p></main>")
    assert site.codes() == {"TIP-E523"}
