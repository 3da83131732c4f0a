"""No published table has a mean, a median or an extreme: of few people it is nearly one of them."""

import ast
import io

import pandas as pd
import pytest

from pipelines.project import SQL
from pipelines.publish.write import write_table
from tests.redteam.planted import Site


@pytest.mark.parametrize("name", ["mean_age", "age_median", "max_days", "min_age", "average", "lowest_rate", "age_sd"])
def test_a_column_that_tells_of_single_people_is_found(name: str, site: Site) -> None:
    frame = pd.read_parquet(site.root / "data" / "tallies.parquet")
    write_table(site.root / "data", "tallies", frame.assign(**{name: 17.5}))
    told = {"name": name, "type": "number", "description": ""}
    site.release(lambda release: next(t for t in release["tables"] if t["name"] == "tallies")["columns"].append(told))
    assert site.codes() == {"TIP-E533"}


def test_no_select_of_a_counted_table_makes_one() -> None:
    for path in sorted((SQL / "counted").glob("*.sql")):
        text = path.read_text(encoding="utf-8").casefold()
        for word in ("avg(", "median(", "quantile", "stddev", "mode("):
            assert word not in text, path.name


def test_what_is_found_says_no_number(site: Site) -> None:
    frame = pd.read_csv(io.StringIO(site.text("data/tallies.csv")))
    assert ast.literal_eval(repr(list(frame.columns)))[:1] == ["source"]
    site.write("data/tallies.csv", frame.assign(mean_age=17.5).to_csv(index=False))
    assert "17.5" not in "\n".join(map(str, site.problems()))
