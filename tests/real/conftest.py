"""Real public files through the whole pipeline.

The files are not part of the project (their terms); where their folder is missing these tests are listed as skipped.
"""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest

from pipelines.project import CHECKOUT, Project
from pipelines.steps import Steps

DATA = Path(os.environ.get("TIPSTATS_REAL_DATA", CHECKOUT.parent / "shared" / "data"))
HERE = Path(__file__).parent


class Ran:
    """A project after a run: its outcomes, counted tables and published tables."""

    def __init__(self, steps: Steps) -> None:
        self.steps = steps

    def counted(self, table: str) -> pd.DataFrame:
        """The cells of a table before protection."""
        return pd.read_parquet(self.steps.project.data("counted") / f"{table}.parquet")

    def published(self, table: str) -> pd.DataFrame:
        """The cells of a table as anyone may see them."""
        return pd.read_parquet(self.steps.project.data("draft") / "tables" / f"{table}.parquet")


Run = Callable[[str, Mapping[str, Sequence[str]]], Ran]


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run a declaration of this folder on files of the data folder: source to paths below it."""
    if not DATA.is_dir():
        pytest.skip("the real public files are not on this machine")

    def ran(name: str, files: Mapping[str, Sequence[str]]) -> Ran:
        root = tmp_path_factory.mktemp(name) / "project"
        shutil.copytree(HERE / name, root)
        shutil.copyfile(CHECKOUT / "policy.toml", root / "policy.toml")
        steps = Steps(Project(root))
        for source, paths in files.items():
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
        return Ran(steps)

    return ran
