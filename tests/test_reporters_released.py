"""Who could report, after releases: what was told stays, nothing stops, and a re-base tells it as it is."""

import csv
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from pipelines import gates
from pipelines.about import names_of
from pipelines.audit import audit
from pipelines.count import Names, Reporter, counted
from pipelines.count.frozen import keep_groups
from pipelines.count.reports import is_reported
from pipelines.project import Project
from pipelines.steps import records, releases
from pipelines.verify import verify
from schemas.problems import ReleaseStopped
from schemas.records import record_types
from tests import released_example
from tests.forked import YES
from tests.released_example import FIRST, SECOND, bring_up_to_date, released
from tests.reporting_community import INCIDENTS, PEOPLE, community, declare, hand_in

TABLE = "identifications_by_period"
# In March there are 17 in all, told as 15 to 24. Were the survey known to have none of them, each of the two others
# would be known to have 6 at least.
EARLY = {"house": {"2024-01": 30, "2024-03": 8, "2024-07": 25}, "sheriff": {"2024-01": 40, "2024-03": 9}}
LATE = {"house": {"2025-01": 28}, "sheriff": {"2025-02": 33}}
OTHERS = {"city": {"2024-01": 5, "2024-11": 5, "2025-09": 5}, "teams": {"2024-03": 12, "2025-03": 12}}
Cells = dict[tuple[str, str], tuple[str, str]]


@contextmanager
def as_before() -> Iterator[None]:
    """Whoever hands in anything could have handed in everything, and reports do not say what they are about."""

    def able(*given: object) -> Names:
        names = names_of(*given)  # type: ignore[arg-type]  # what it is called with
        every = tuple(Reporter(one.source, one.kind, tuple(record_types())) for one in names.reporters)
        return replace(names, reporters=every)

    def keep(groups: Mapping[str, pa.Table], reports: pa.Table, folder: Path) -> None:
        keep_groups(groups, reports.drop_columns(["record"]), folder)

    def of_anything(
        cells: pd.DataFrame, by: str, reports: list[dict[str, str]], _: object, after: str
    ) -> "pd.Series[bool]":
        return is_reported(cells, by, reports, tuple(record_types()), after)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "names_of", able)
        patch.setattr(counted, "keep_groups", keep)
        patch.setattr(counted, "is_reported", of_anything)
        yield


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """A community that has released a year: before kinds of record were looked at, and since."""
    base = tmp_path_factory.mktemp("states")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gates, "WORKER", (sys.executable, "-c", YES))
        patch.setattr(releases, "show", released_example.show)
        patch.setattr("pipelines.releasing.show", released_example.show)
        found = {"before": community(base / "before"), "since": community(base / "since")}
        for name, project in found.items():
            for source, months in (*EARLY.items(), *OTHERS.items()):
                hand_in(project, source, months)
            with as_before() if name == "before" else nullcontext():
                bring_up_to_date(Project(project.root))
                released(Project(project.root), "2024", FIRST)
        yield {name: project.root for name, project in found.items()}


@pytest.fixture(params=["before", "since"])
def either(request: pytest.FixtureRequest, states: dict[str, Path], tmp_path: Path) -> Project:
    return Project(Path(shutil.copytree(states[request.param], tmp_path / "community")))


@pytest.fixture
def before(states: dict[str, Path], tmp_path: Path) -> Project:
    return Project(Path(shutil.copytree(states["before"], tmp_path / "community")))


@pytest.fixture
def since(states: dict[str, Path], tmp_path: Path) -> Project:
    return Project(Path(shutil.copytree(states["since"], tmp_path / "community")))


def cells(folder: Path) -> Cells:
    """How every cell is told: its state and its number."""
    with (folder / "tables" / f"{TABLE}.csv").open(encoding="utf-8", newline="") as file:
        return {(row["source_kind"], row["period"]): (row["status"], row["count"]) for row in csv.DictReader(file)}


def goes_on(project: Project) -> Cells:
    """The draft after late and new records."""
    for source, months in LATE.items():
        hand_in(project, source, months, first=500)
    bring_up_to_date(Project(project.root))
    return cells(project.data("draft"))


def is_proved(folder: Path) -> bool:
    """Whether the attacker finds nothing, and the proof holds."""
    verify(folder)
    return audit(folder).is_safe


def test_a_first_release_tells_who_cannot_report_from_who_has_not(states: dict[str, Path]) -> None:
    was, now = (cells(Project(states[name]).published) for name in ("before", "since"))
    assert (was["survey", "2024-03"][0], was["police", "2024-11"][0]) == ("below", "below")
    assert not any(kind == "survey" for kind, _ in now)
    assert (now["police", "2024-11"][0], now["police", "2024-02"][0]) == ("not_reported", "below")
    assert is_proved(Project(states["since"]).published)


def test_what_was_told_stays_in_a_release_that_follows(either: Project) -> None:
    told = cells(either.published)
    draft = goes_on(either)
    frozen = {cell for cell in told if cell[1] not in ("total",)}
    assert {cell: draft[cell] for cell in frozen} == {cell: told[cell] for cell in frozen}
    assert (draft["police", "2025-09"][0], draft["police", "2025-02"][0]) == ("not_reported", "shown")
    released(Project(either.root), "2025", SECOND)
    assert is_proved(either.published)
    assert cells(either.published).items() >= {cell: told[cell] for cell in frozen}.items()


def test_until_a_rebase_a_kind_that_was_told_is_told_and_later_it_is_no_small_number(before: Project) -> None:
    draft = goes_on(before)
    assert (draft["survey", "2024-03"][0], draft["survey", "2025-03"][0]) == ("below", "not_reported")
    released(Project(before.root), "2024", SECOND, "rebase")
    anew = cells(before.published)
    assert not any(kind == "survey" for kind, _ in anew)
    assert anew["police", "2024-11"][0] == "not_reported"
    assert is_proved(before.published)
    bring_up_to_date(Project(before.root))
    assert not any(kind == "survey" for kind, _ in cells(before.data("draft")))


def test_a_sum_of_before_is_not_left_out_because_it_had_more_parts(before: Project) -> None:
    released(Project(before.root), "2024", SECOND, "rebase")
    proof = before.published / "proof"
    with (proof / "facts.csv").open(encoding="utf-8", newline="") as file:
        survey = {row["fact"] for row in csv.DictReader(file) if "source_kind=survey" in row["cell"]}
    head, *lines = (proof / "sums.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    sums = [list(each) for _, each in groupby(lines, lambda line: line.partition(",")[0])]
    gone = next(each for each in sums if len(each) > 2 and survey & {line.strip().split(",")[3] for line in each})
    kept = "".join(line for each in sums if each is not gone for line in each)
    (proof / "sums.csv").write_text(head + kept, encoding="utf-8")
    with pytest.raises(ReleaseStopped, match="TIP-E542"):
        verify(before.published)


def test_a_zero_that_everybody_knew_at_once_would_stop_what_follows(
    before: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why the kind stays as long as the release is frozen."""
    monkeypatch.setattr(records, "standing", lambda declared, *_: declared)
    with pytest.raises(ReleaseStopped, match="TIP-E306"):
        goes_on(before)


def test_who_no_longer_hands_in_what_is_frozen_stays_with_it(since: Project) -> None:
    told = cells(since.published)
    declare(since, "sheriff", "police", INCIDENTS)
    draft = goes_on(since)
    assert draft["police", "2024-01"] == told["police", "2024-01"] == ("shown", "40")
    assert draft["police", "2025-02"][0] == "not_reported"
    released(Project(since.root), "2025", SECOND)
    assert is_proved(since.published)
    bring_up_to_date(Project(since.root))
    assert cells(since.data("draft"))["police", "2024-01"] == ("shown", "40")
    released(Project(since.root), "2025", SECOND, "rebase")
    assert not any(kind == "police" for kind, _ in cells(since.published))
    assert is_proved(since.published)


def test_a_kind_that_begins_to_report_changes_nothing_that_was_told(either: Project) -> None:
    told = cells(either.published)
    declare(either, "teams", "survey", PEOPLE)
    hand_in(either, "teams", {"2024-04": 20, "2025-03": 31}, first=900)
    draft = goes_on(either)
    frozen = {cell for cell in told if cell[1] not in ("total",)}
    assert {cell: draft[cell] for cell in frozen} == {cell: told[cell] for cell in frozen}
    assert draft["survey", "2024-04"] == told.get(("survey", "2024-04"), ("not_reported", ""))
    assert draft["survey", "2025-03"][0] == "shown"
    released(Project(either.root), "2025", SECOND)
    assert is_proved(either.published)
