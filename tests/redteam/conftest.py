"""A clean built site for all attacks, and copies to plant leaks in."""

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.publish.write import write_table
from pipelines.show import show
from tests.published_example import write_published
from tests.redteam.planted import Site

# What the attacks need; a smaller site is read faster.
PAGES = {"index.html", "who.html", "when.html", "where.html"}
PEOPLE = ("people_by_age_and_gender", "people_by_citizenship", "people_by_area", "identifications_by_period")
TABLES = (*PEOPLE, "suspects_by_age_and_sex", "services", "tallies", "coverage")

# The tables alone; their copies in other forms have attacks of their own.
PLAIN = ("csv", "parquet", "dictionary.csv", "words.csv", "areas.geojson")


def built(folder: Path, tables: Sequence[str] | None = None, downloads: Sequence[str] | None = None) -> Site:
    """The made-up example as a site. Its files are written as the door writes those of a release."""
    allowed = {"charts": None, "downloads": downloads}
    published = write_published(folder / "published", tables, allowed=allowed)
    told = json.loads((published / "release.json").read_text(encoding="utf-8"))
    for table in told["tables"]:
        frame = pd.read_parquet(published / "tables" / f"{table['name']}.parquet")
        write_table(published / "tables", table["name"], in_plan_order(frame, table["structure"]))
    witnesses = published / "proof" / "witnesses.parquet"
    numbers = pa.Table.from_pandas(pd.read_parquet(witnesses), preserve_index=False)
    pq.write_table(numbers.replace_schema_metadata(None), witnesses, write_statistics=False, store_schema=False)
    show(published, folder / "site")
    return Site(folder / "site")


def in_plan_order(frame: pd.DataFrame, structure: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The rows in the order in which the values are declared, those that no sum names at the end by their names."""
    ranks = {}
    for one in structure:
        sums = [*one["partitions"].items(), *one["covers"].items()]
        declared = dict.fromkeys(value for whole, parts in sums for value in (whole, *parts))
        order = [*declared, *sorted(set(frame[one["name"]]) - set(declared))]
        ranks[one["name"]] = frame[one["name"]].map(order.index)
    return frame.loc[pd.DataFrame(ranks).sort_values(list(ranks), kind="stable").index]


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A whole site without any leak."""
    return built(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small site without any leak: some tables and some pages, and no copies of the tables in other forms."""
    site = built(tmp_path_factory.mktemp("clean"), TABLES, PLAIN)
    for page in site.root.glob("*.html"):
        if page.name not in PAGES:
            page.unlink()
    head, *lines = site.text("data/places.csv").splitlines()
    kept = [line for line in lines if line.split(",")[0] in PAGES]
    site.write("data/places.csv", "\n".join([head, *kept, ""]))
    return site


@pytest.fixture
def site(clean: Site, tmp_path: Path) -> Site:
    """A copy of the small site. Its largest file is shared with it, and never written to."""

    def copied(source: str, target: str) -> None:
        (os.link if source.endswith("plotly.min.js") else shutil.copyfile)(source, target)

    return Site(Path(shutil.copytree(clean.root, tmp_path / "site", copy_function=copied)))


@pytest.fixture
def planted(site: Site) -> Callable[[str, str, str], set[str]]:
    """What is found once a text of a file is replaced by another."""

    def plant(name: str, old: str, new: str) -> set[str]:
        site.replace(name, old, new)
        return site.codes()

    return plant
