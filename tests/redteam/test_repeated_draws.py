"""Nothing is drawn at random: whoever asks again gets the same answer, so that there is nothing to average."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import pipelines.publish
from pipelines.publish.write import write_table
from tests.redteam.planned import built, contents, made_up, tables_of


def test_the_same_people_build_the_same_bytes_again(tmp_path: Path) -> None:
    first, second = (built(tables_of(made_up(2)), tmp_path / name) for name in ("a", "b"))
    assert contents(first.root) == contents(second.root)


def test_the_order_of_records_changes_nothing(tmp_path: Path) -> None:
    people = made_up(2)
    turned = dict(reversed(people.items()))
    first, second = built(tables_of(people), tmp_path / "a"), built(tables_of(turned), tmp_path / "b")
    assert contents(first.root) == contents(second.root)


def test_noise_that_is_drawn_anew_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(1)

    def noisy(place: Path, name: str, frame: pd.DataFrame) -> None:
        write_table(place, name, frame.assign(count=frame["count"] + random.integers(-2, 3, len(frame))))

    monkeypatch.setattr(pipelines.publish, "write_table", noisy)
    for name in ("a", "b"):
        pipelines.publish.publish(tables_of(made_up(2)), pipelines.publish.Policy(), {}, (), tmp_path / name)
    assert contents(tmp_path / "a") != contents(tmp_path / "b")
