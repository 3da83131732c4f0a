"""`tipstats release`: a candidate and a form, two people, a release that stays, and every reason to refuse one."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipelines.project import Project
from pipelines.releases import check_ledger, read_ledger
from tests.command_line import Said, contents
from tests.released_example import (
    FIRST,
    NAMES,
    SECOND,
    bring_up_to_date,
    change,
    community,
    counts,
    fill_in,
    hand_in,
    open_plainly,
    released,
    told,
)


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """A project with a draft of two years, and the same one after its first release."""
    base = tmp_path_factory.mktemp("states")
    with pytest.MonkeyPatch.context() as patch:
        open_plainly(patch)
        drafted = community(base / "drafted")
        hand_in(drafted, {"2023-05": 30, "2024-02": 20, "2024-11": 12, "2024": 3, "": 2})
        bring_up_to_date(drafted)
        after = Project(Path(shutil.copytree(drafted.root, base / "released")))
        released(after, "2024", FIRST)
        yield {"drafted": drafted.root, "released": after.root}


@pytest.fixture
def project(states: dict[str, Path], tmp_path: Path) -> Project:
    """Two years of records, all of them handed in."""
    return Project(Path(shutil.copytree(states["drafted"], tmp_path / "project")))


@pytest.fixture
def after(states: dict[str, Path], tmp_path: Path) -> Project:
    """The same after the release of 2024."""
    return Project(Path(shutil.copytree(states["released"], tmp_path / "project")))


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


def release(said: Said, project: Project, period: str, on: date, *options: str) -> tuple[int, str]:
    return said("release", period, "--on", on, "--project", project.root, *options)


def test_the_first_call_makes_a_candidate_and_a_form_and_no_release(project: Project, said: Said) -> None:
    public = contents(project.published), contents(project.site)
    code, text = release(said, project, "2024", FIRST)
    assert code == 0
    assert str(project.releases / "2024.toml") in text
    assert (contents(project.published), contents(project.site)) == public
    assert told(project.published)["release"]["id"] == "draft"
    candidate = told(project.data("candidate") / "2024" / "published")
    assert candidate["status"] == "draft"
    assert candidate["release"] == {
        "id": "2024",
        "period": "2024",
        "kind": "release",
        "released_on": None,
        "previous": None,
    }
    assert candidate["community"]["period"] == {"from": "2023", "to": "2024"}
    assert read_ledger(project.releases) == ()


def test_a_form_that_two_people_filled_in_makes_the_release(project: Project, said: Said) -> None:
    assert release(said, project, "2024", FIRST)[0] == 0
    fill_in(project.releases / "2024.toml", FIRST)
    code, text = release(said, project, "2024", FIRST)
    assert code == 0
    assert "Released: 2024, number 1" in text
    (entry,) = read_ledger(project.releases)
    assert (entry.number, entry.id, entry.period, entry.kind, entry.released_on) == (
        1,
        "2024",
        "2024",
        "release",
        FIRST,
    )
    assert tuple(one.name for one in entry.approvals) == NAMES
    assert entry.next_release_after == date(2026, 3, 31)
    assert check_ledger(project.releases) == []
    now = told(project.published)
    assert (now["status"], now["release"]["released_on"], now["release"]["id"]) == ("released", "2025-04-01", "2024")
    assert told_of_site(project) == "2024"
    kept = project.releases / "2024"
    assert {name for name in contents(kept) if name.startswith("private/")} >= {"private/approval.toml"}
    assert {
        f"published/{name}": found for name, found in contents(project.published).items() if name != "ledger.jsonl"
    } == {name: found for name, found in contents(kept).items() if name.startswith("published/")}


def told_of_site(project: Project) -> str:
    name: str = json.loads((project.site / "index.html").read_text(encoding="utf-8"))["release"]["id"]
    return name


def test_readers_get_the_ledger_without_names_and_private_digests(after: Project) -> None:
    text = (after.published / "ledger.jsonl").read_text(encoding="utf-8")
    (line,) = map(json.loads, text.splitlines())
    assert line["approvals"] == [{"role": "Desk", "on": "2025-04-01"}] * 2
    assert line["survivor_review"] == {"agreed": "yes", "when": "2025-04-01"}
    assert line["revision_note"] == "Late reports were added."
    private = read_ledger(after.releases)[0]
    assert {name for name in private.files if name.startswith("private/")}
    for secret in (*NAMES, "The circle", "Good.", "private", private.hash, *private_digests(private.files)):
        assert secret not in text


def private_digests(files: dict[str, str]) -> set[str]:
    return {found for name, found in files.items() if name.startswith("private/")}


def test_a_later_draft_leaves_the_release_alone(after: Project) -> None:
    before = contents(after.published), contents(after.site), contents(after.releases)
    hand_in(after, {"2025-03": 15, "2024-12": 4}, first=500)
    bring_up_to_date(Project(after.root))
    assert (contents(after.published), contents(after.site), contents(after.releases)) == before
    draft = told(after.data("draft"))
    assert (draft["status"], draft["release"]["previous"], draft["earlier"]) == ("draft", "2024", ["2024"])
    assert counts(after.data("draft"))["2025-03"] == 15


def test_the_next_release_is_made_with_every_earlier_one(after: Project) -> None:
    hand_in(after, {"2025-03": 15}, first=500)
    bring_up_to_date(Project(after.root))
    released(Project(after.root), "2025", SECOND)
    first, second = read_ledger(after.releases)
    assert (second.number, second.previous) == (2, first.hash)
    assert told(after.published)["release"]["previous"] == "2024"
    assert told(after.published)["earlier"] == ["2024"]
    assert counts(after.published)["2025"] == 15


def test_a_quarter_within_a_year_tells_nothing_of_what_follows(project: Project) -> None:
    released(project, "2024-Q3", date(2025, 1, 15))
    found = counts(project.published)
    assert (found["2024-02"], found["2024-Q1"], found["2024"], found["total"]) == (20, 20, 20, 30 + 20 + 2)
    assert {period for period in found if period > "2024-Q3" and period[0] == "2"} == {"2024-undated"}
    assert not {"2024-10", "2024-11", "2024-12", "2024-Q4", "2025"} & set(found)
    now = told(project.published)
    assert now["community"]["period"]["to"] == "2024-Q3"
    assert now["labels"]["period"]["2024"] == "2024, up to 2024-09"
    with (project.published / "tables" / "coverage.csv").open(encoding="utf-8") as file:
        assert max(line.split(",")[1] for line in list(file)[1:]) == "2024-09"


def without_lock(project: Project) -> dict[str, bytes]:
    return {name: found for name, found in contents(project.root).items() if name != "warehouse/_lock"}


REFUSED = {
    "TIP-E566": ("2024-13", FIRST, []),
    "TIP-E567": ("2025", FIRST, []),
    "TIP-E568": ("2024", date(2025, 3, 30), []),
    "TIP-E571": ("2022", FIRST, []),
    "TIP-E575": ("2024", FIRST, ["--rebase"]),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_period_that_may_not_be_released_is_refused(code: str, project: Project, said: Said) -> None:
    period, on, options = REFUSED[code]
    before = without_lock(project)
    ended, text = release(said, project, period, on, *options)
    assert ended == 5
    assert code in text
    assert without_lock(project) == before


REFUSED_LATER = {
    "TIP-E569": ("2024", FIRST, []),
    "TIP-E570": ("2023", FIRST, []),
    "TIP-E574": ("2024", date(2026, 3, 31), ["--rebase"]),
    "TIP-E587": ("2024-12", date(2025, 3, 31), []),
}


@pytest.mark.parametrize("code", REFUSED_LATER)
def test_what_is_released_is_not_opened_again(code: str, after: Project, said: Said) -> None:
    bring_up_to_date(Project(after.root))
    before = without_lock(after)
    period, on, options = REFUSED_LATER[code]
    ended, text = release(said, after, period, on, *options)
    assert ended == 5
    assert code in text
    assert without_lock(after) == before


def test_a_weaker_policy_is_refused_a_stricter_one_is_not(after: Project, said: Said) -> None:
    change(after.root / "policy.toml", "lag_days = 90", "lag_days = 30")
    hand_in(after, {"2025-03": 15}, first=500)
    bring_up_to_date(Project(after.root))
    code, text = release(said, after, "2025", SECOND)
    assert code == 5
    assert "TIP-E572" in text
    assert "lag_days" in text
    assert not (after.releases / "2025.toml").exists()
    change(after.root / "policy.toml", "lag_days = 30", "lag_days = 91")
    bring_up_to_date(Project(after.root))
    assert release(said, after, "2025", SECOND)[0] == 0


def test_a_draft_that_is_not_up_to_date_is_no_candidate(project: Project, said: Said) -> None:
    hand_in(project, {"2024-06": 2}, first=900)
    code, text = release(said, project, "2024", FIRST)
    assert code == 5
    assert "TIP-E573" in text
    assert not project.releases.exists()


def test_records_that_came_in_after_the_form_need_a_new_one(project: Project, said: Said) -> None:
    assert release(said, project, "2024", FIRST)[0] == 0
    form = project.releases / "2024.toml"
    fill_in(form, FIRST)
    filled = form.read_bytes()
    hand_in(project, {"2024-06": 2}, first=900)
    bring_up_to_date(Project(project.root))
    code, text = release(said, project, "2024", FIRST)
    assert code == 5
    assert "TIP-E581" in text
    assert (project.releases / "2024.outdated-1.toml").read_bytes() == filled
    assert 'answer = "Yes"' not in form.read_text(encoding="utf-8")
    assert read_ledger(project.releases) == ()
    fill_in(form, FIRST)
    assert release(said, project, "2024", FIRST)[0] == 0
    assert counts(project.published)["2024-06"] == 2


def test_a_gate_that_says_no_stops_a_candidate(project: Project, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines import gates  # noqa: PLC0415  # the fixture has put another program there

    no = "import sys; [print('{\"failed\": [0]}', flush=True) for _ in sys.stdin]"
    monkeypatch.setattr(gates, "WORKER", (gates.WORKER[0], "-c", no))
    code, text = release(said, project, "2024", FIRST)
    assert code == 5
    assert "TIP-E010" in text
    assert not (project.releases / "2024.toml").exists()
