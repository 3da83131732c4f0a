"""The name of a category says nothing about whether anybody is in it: all that are declared stand on the pages."""

from pathlib import Path

import pandas as pd
import pytest

from pipelines.publish.write import write_table
from tests.built_pages import figures_of
from tests.redteam.planned import Leaf, built, is_told_alike, made_up, published, tables_of
from tests.redteam.planted import Site

RARE = "X3"


def with_rare(count: int, seed: int = 1) -> dict[Leaf, int]:
    """One combination of the rare area has so many people, all its others none; the total stays the same."""
    people = {leaf: 0 if leaf[0] == RARE else number for leaf, number in made_up(seed).items()}
    people[RARE, "female", "adult", "2024"] = count
    people["X1", "female", "adult", "2024"] += 9 - count
    return people


def test_a_category_looks_the_same_with_nobody_in_it(tmp_path: Path) -> None:
    alike = [seed for seed in range(1, 60) if is_told_alike(with_rare(0, seed), with_rare(3, seed))]
    lines = [rows_of(built(tables_of(with_rare(n, alike[0])), tmp_path / str(n)), "South District") for n in (0, 3)]
    assert lines[0] == lines[1]
    assert lines[0]


def rows_of(site: Site, name: str) -> list[tuple[str, list[str]]]:
    """Every line of a table on a page that has the name, with its figure."""
    figures = figures_of(site.root)
    lines = [(each.name, names, line) for each in figures for names, line in zip(each.names, each.lines, strict=True)]
    return [(figure, line) for figure, names, line in lines if name in names]


def test_every_declared_category_has_its_row_in_every_table(tmp_path: Path) -> None:
    published(tables_of(with_rare(0)), tmp_path / "published")
    for path in sorted((tmp_path / "published" / "tables").glob("people_by_area*.csv")):
        assert RARE in set(pd.read_csv(path)["area"]), path.name


@pytest.mark.parametrize("table", ["people_by_citizenship", "people_by_age_and_gender"])
def test_a_category_that_was_left_out_is_found(table: str, site: Site) -> None:
    frame = pd.read_parquet(site.root / "data" / f"{table}.parquet")
    write_table(site.root / "data", table, frame[frame.iloc[:, 0] != frame.iloc[3, 0]])
    assert site.codes() >= {"TIP-E532"}


def test_a_single_row_that_was_left_out_is_found(site: Site) -> None:
    frame = pd.read_parquet(site.root / "data" / "people_by_age_and_gender.parquet")
    write_table(site.root / "data", "people_by_age_and_gender", frame.drop(index=7))
    assert site.codes() >= {"TIP-E532"}
