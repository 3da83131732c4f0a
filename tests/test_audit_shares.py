"""Percentages and rates: those that follow from published numbers say nothing more; any other is a fact of its own."""

from pathlib import Path
from typing import Any

import pytest

from pipelines.audit import Audited, audit
from tests.attacked_site import AGE, AREA, FORM, Made, Row, at, line, write_site

BASES = {"total": {}, "any_answer": {}, "unknown": {}, "labour": {"base": 100}, "sexual": {"base": 100}}
ROWS = {"total": at(103), "any_answer": at(96), "unknown": at(7), "labour": at(95), "sexual": at(7)}


def attacked(folder: Path, table: Made, **release: Any) -> Audited:
    return audit(write_site(folder / "site", [table], **release))


def shares(more: dict[str, Row]) -> Made:
    return line("form", FORM, ROWS, more={(value,): {**BASES[value], **more.get(value, {})} for value in ROWS})


@pytest.mark.parametrize("pct", [100, 100.0])
def test_a_whole_per_cent_of_published_numbers_says_nothing_more(tmp_path: Path, pct: float) -> None:
    found = attacked(tmp_path, shares({"labour": {"pct": pct}}))
    assert found.is_safe


def test_a_share_of_true_counts_is_two_inequalities_on_a_known_base(tmp_path: Path) -> None:
    found = attacked(tmp_path, shares({"sexual": {"pct": 7.3}}))
    assert found.loose == ("pct 7.3 of (form: form=sexual)",)
    assert not found.is_safe
    (what, proof), *_ = found.disclosures
    assert what == "(form: form=sexual) is exactly 7"  # 7.25 to 7.35 per cent of 95 to 104
    assert "form: form=any_answer (95 to 104)" in proof


def test_the_decimals_of_a_column_say_how_close_its_shares_are(tmp_path: Path) -> None:
    shown = {"labour": {"pct": 100.0}, "sexual": {"pct": 8.0}}
    loose = attacked(tmp_path / "whole", shares(shown)).loose
    assert loose == ("pct 8.0 of (form: form=sexual)",)
    shown = {"labour": {"pct": 97.9}, "sexual": {"pct": 8.2}}
    loose = attacked(tmp_path / "tenths", shares(shown)).loose
    assert loose == ("pct 97.9 of (form: form=labour)", "pct 8.2 of (form: form=sexual)")


def test_a_base_that_no_cell_has_is_a_number_nobody_protects(tmp_path: Path) -> None:
    found = attacked(tmp_path, shares({"labour": {"base": 93}}))
    assert found.loose == ("base 93 of (form: form=labour)",)


AREAS = [{"code": "N", "population": 40_000, "parent": ""}, {"code": "S", "population": 60_000, "parent": ""}]


@pytest.mark.parametrize(
    ("area", "rate", "is_safe"),
    [("N", 100.0, True), ("N", 97.5, False), ("S", 106.7, False), ("total", 100.0, True), ("total", 103.0, False)],
)
def test_a_rate_follows_from_a_published_count_and_the_population(
    tmp_path: Path, area: str, rate: float, *, is_safe: bool
) -> None:
    rows = {"total": at(103), "N": at(39), "S": at(64)}
    table = line("area", AREA, rows, more={(area,): {"rate_per_100k": rate}})
    found = attacked(tmp_path, table, areas=AREAS)
    assert found.is_safe == is_safe
    cell = "all" if area == "total" else f"area={area}"
    assert found.loose == (() if is_safe else (f"rate_per_100k {rate} of (area: {cell})",))


def test_a_rate_of_a_number_in_the_band_gives_it_away(tmp_path: Path) -> None:
    rows = {"total": at(103), "N": at(4), "S": at(99)}
    table = line("area", AREA, rows, more={("N",): {"rate_per_100k": 10.0}})
    found = attacked(tmp_path, table, areas=AREAS)
    assert found.disclosures[0][0] == "(area: area=N) is exactly 4"


def test_a_column_that_no_arithmetic_follows_is_named(tmp_path: Path) -> None:
    table = line(
        "age", AGE, {"total": at(60), "child": at(3), "adult": at(58)}, more={("adult",): {"weighted_pct": 5.5}}
    )
    found = attacked(tmp_path, table)
    assert found.notes == ("No arithmetic follows these columns: age.weighted_pct.",)
