"""Real public files through the whole pipeline.

The files are not part of the project (their terms); where their folder is missing these tests are listed as skipped.
"""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from pipelines.project import CHECKOUT, Project
from pipelines.steps import Steps

DATA = Path(os.environ.get("TIPSTATS_REAL_DATA", CHECKOUT.parent / "shared" / "data"))
HERE = Path(__file__).parent

# Of each declaration of this folder, which files every source hands in: paths below the data folder.
FILES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "ctdc": {"ctdc_kanon": ["ctdc_kanon_2021/ctdc_kanon_20210715.csv"]},
    "fbi": {"fbi_ht": ["fbi_ht_2013_2020/HT_2013-2020.csv"]},
    "kobo": {"reach": ["kobo_reach_household_survey/cleaningtools_raw_data.csv"]},
    "minnesota": {"nibrs_mn": ["nibrs_mn_2018"]},
    "nrm": {
        name: [f"uk_nrm_2022/nrm_referrals_{name.replace('_', '-')}_2022_q4.csv"]
        for name in ("government", "local_authority", "ngo", "police")
    },
    "stlouis": {"slmpd": ["slmpd_stlouis_2024/Crime-01-2024.csv", "slmpd_stlouis_2024/Crime-03-2024.csv"]},
}


class Ran:
    """A project after a run: its outcomes, counted tables, published tables and pages."""

    def __init__(self, steps: Steps) -> None:
        self.steps = steps

    def counted(self, table: str) -> pd.DataFrame:
        """The cells of a table before protection."""
        return pd.read_parquet(self.steps.project.data("counted") / f"{table}.parquet")

    def published(self, table: str) -> pd.DataFrame:
        """The cells of a table as anyone may see them."""
        return pd.read_parquet(self.steps.project.published / "tables" / f"{table}.parquet")

    @property
    def site(self) -> Path:
        """The pages, with everything beside them that readers can take away."""
        return self.steps.project.site


Run = Callable[[str], Ran]


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run a declaration of this folder on its files, from the inboxes to the pages; once, however often it is asked."""
    if not DATA.is_dir():
        pytest.skip("the real public files are not on this machine")

    def ran(name: str) -> Ran:
        root = tmp_path_factory.mktemp(name) / "project"
        shutil.copytree(HERE / name, root)
        shutil.copyfile(CHECKOUT / "policy.toml", root / "policy.toml")
        steps = Steps(Project(root))
        for source, paths in FILES[name].items():
            inbox = root / "sources" / source / "inbox"
            inbox.mkdir()
            for path in paths:
                copy = shutil.copytree if (DATA / path).is_dir() else shutil.copyfile
                copy(DATA / path, inbox / Path(path).name)
            receipt = steps.receive(source, now=None)
            assert [outcome.state for outcome in receipt.outcomes] == ["received"] * len(paths)
            for outcomes in steps.conform(source).values():
                assert all(outcome.counts.balances for outcome in outcomes)
        steps.link()
        steps.count()
        steps.draft()
        steps.release()
        steps.show()
        return Ran(steps)

    return cache(ran)
