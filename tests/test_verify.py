"""A certificate is checked by arithmetic alone, as a folder and as a site, and nothing else is loaded for it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from pipelines.project import CHECKOUT
from pipelines.publish import Earlier, Policy, publish
from pipelines.verify import verify
from tests.certified_example import N1, Certified, codes
from tests.command_line import Said
from tests.redteam.random_site import LONG_AGO
from tests.redteam.small_systems import THEN, Kind, draw


def test_what_is_in_order_is_counted_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Certified().write(tmp_path)
    found = verify(tmp_path)
    assert (found.facts, found.sums, found.witnesses, found.quantities) == (10 + 3, 4 + 3, 3, 9)
    assert found.uncovered == ()
    code, told = Said(capsys)("verify", str(tmp_path))
    assert code == 0
    assert told.startswith("13 facts, 7 sums, 3 witnesses and 9 protected numbers")


def test_a_site_is_checked_like_a_folder(tmp_path: Path) -> None:
    Certified().write(tmp_path / "data", tables=".")
    assert verify(tmp_path).facts == 13


def test_a_damaged_folder_ends_with_code_5(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = Certified()
    example.witnesses["w1"][N1] += 1
    code, problems = Said(capsys)("verify", str(example.write(tmp_path)))
    assert code == 5
    assert "TIP-E543 proof/witnesses.parquet" in problems


@pytest.mark.parametrize("name", ["facts.csv", "sums.csv", "protected.csv", "witnesses.parquet"])
def test_a_file_that_is_missing_or_is_another_one_is_named(name: str, tmp_path: Path) -> None:
    folder = Certified().write(tmp_path)
    shutil.copyfile(folder / "release.json", folder / "proof" / name)
    assert codes(folder) == {"TIP-E540"}
    (folder / "proof" / name).unlink()
    assert codes(folder) == {"TIP-E540"}


def test_a_folder_without_release_proves_nothing(tmp_path: Path) -> None:
    assert codes(tmp_path) == {"TIP-E540"}


def test_numbers_with_noise_have_no_certificate(tmp_path: Path) -> None:
    example = Certified()
    example.release["profile"] = "dp"
    assert codes(example.write(tmp_path)) == {"TIP-E540"}


def test_tables_cannot_change_places(tmp_path: Path) -> None:
    folder = Certified().write(tmp_path) / "tables"
    (folder / "people_by_area.csv").rename(folder / "x.csv")
    (folder / "people_by_form.csv").rename(folder / "people_by_area.csv")
    assert codes(tmp_path) == {"TIP-E540"}


def test_the_parquet_file_of_a_table_is_the_same_table(tmp_path: Path) -> None:
    folder = Certified().write(tmp_path) / "tables"
    table = pd.read_parquet(folder / "people_by_area.parquet")
    table.loc[3, "count"] = 3
    table.to_parquet(folder / "people_by_area.parquet", index=False)
    assert codes(tmp_path) == {"TIP-E549"}


def test_columns_of_which_nothing_is_proved_are_named(tmp_path: Path) -> None:
    example = Certified()
    for row in example.tables["people_by_form"]:
        row["weighted_pct"] = 12.5
    assert verify(example.write(tmp_path)).uncovered == ("people_by_form.weighted_pct",)


@pytest.mark.parametrize("kind", ["one", "grows", "frozen", "rebase"])
@pytest.mark.parametrize("seed", range(3))
def test_what_is_published_proves_itself(kind: Kind, seed: int, tmp_path: Path) -> None:
    world = draw(str(seed), kind, 12, 20)
    policy = Policy(providers=False)
    rules = {"profile": policy.profile, "policy": policy.model_dump(mode="json")}
    ledger = []
    if kind != "one":
        name = THEN if kind == "frozen" else LONG_AGO
        before, told = tmp_path / "before", {**rules, "release": {"id": name, "kind": "release"}}
        publish([listing.table() for listing in world.earlier()], policy, told, (), before)
        verify(before)
        ledger.append(Earlier(name, before, "release", f"{name}-12"))
    release = {"id": "2024", "kind": "rebase" if kind == "rebase" else "release"}
    tables = [listing.table() for listing in world.listings()]
    publish(tables, policy, {**rules, "release": release}, (), tmp_path / "now", earlier=ledger)
    assert verify(tmp_path / "now").facts > 0


def test_it_loads_nothing_but_numpy_and_pyarrow(tmp_path: Path) -> None:
    Certified().write(tmp_path)
    program = (
        "import sys; from pipelines.commands import run_command; run_command(sys.argv[1:]); "
        "print([name for name in ('pandas', 'scipy', 'highspy', 'pipelines.publish') if name in sys.modules])"
    )
    ran = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", program, "verify", str(tmp_path)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines()[-1] == "[]"
