"""A community over three releases, two of which end within a year: every site proves itself and misleads nobody."""

import hashlib
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from pipelines import gates
from pipelines.audit import audit
from pipelines.inspect_site import inspect_site
from pipelines.project import Project
from pipelines.show import show
from pipelines.verify import verify
from schemas.problems import ReleaseStopped
from tests.forked import YES
from tests.released_example import bring_up_to_date, community, hand_in, released
from tests.reporting_community import ALLOWED

RELEASES = (("2023", date(2024, 4, 1)), ("2024-Q2", date(2024, 10, 1)), ("2024-Q3", date(2025, 1, 10)))
MONTHS = {"2023-02": 21, "2023-07": 34, "2023-11": 26, "2024-02": 28, "2024-05": 31, "2024-08": 29, "2024-11": 33}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """The site of each release, and that of the draft after the last one."""
    base = tmp_path_factory.mktemp("three")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gates, "WORKER", (sys.executable, "-c", YES))
        project = community(base / "project")
        policy = project.root / "policy.toml"
        text = re.sub(r"(?s)\[allow\.tables\].*?\[allow\]\n", ALLOWED, policy.read_text("utf-8"))
        policy.write_text(text, encoding="utf-8")
        project = Project(project.root)
        hand_in(project, MONTHS)
        found = {}
        for period, on in RELEASES:
            bring_up_to_date(Project(project.root))
            released(Project(project.root), period, on)
            found[period] = base / period
            show(project.published, found[period])
        bring_up_to_date(Project(project.root))
        found["draft"] = base / "draft"
        show(project.data("draft"), found["draft"])
        yield found


@pytest.mark.parametrize("name", [*(period for period, _ in RELEASES), "draft"])
def test_nothing_is_disclosed_and_the_certificate_is_whole(sites: dict[str, Path], name: str) -> None:
    assert not inspect_site(sites[name])
    assert audit(sites[name]).is_safe
    assert verify(sites[name]).quantities


@pytest.mark.parametrize("name", [period for period, _ in RELEASES])
def test_the_whole_proof_that_the_ledger_names_is_on_the_site(sites: dict[str, Path], name: str) -> None:
    last = (sites[name] / "data" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    named = {file: digest for file, digest in json.loads(last)["files"].items() if file.startswith("proof/")}
    found = {f"proof/{path.name}": path for path in (sites[name] / "data" / "proof").iterdir()}
    assert named == {file: hashlib.sha256(path.read_bytes()).hexdigest() for file, path in found.items()}


def without_a_sum(lines: list[str]) -> list[str]:
    last = next(line for line in reversed(lines) if ",adds_up," in line)
    return [line for line in lines if line != last]


def with_a_weaker_fact(lines: list[str]) -> list[str]:
    number, universe, cell, _, *rest = next(found for line in reversed(lines) if int((found := line.split(","))[3]) > 0)
    return [",".join([number, universe, cell, "0", *rest]) if line.startswith(f"{number},") else line for line in lines]


@pytest.mark.parametrize(("file", "change"), [("facts.csv", with_a_weaker_fact), ("sums.csv", without_a_sum)])
def test_a_proof_that_says_less_of_what_was_told_before_is_refused(
    sites: dict[str, Path], file: str, change: Callable[[list[str]], list[str]], tmp_path: Path
) -> None:
    site = Path(shutil.copytree(sites["2024-Q3"], tmp_path / "site"))
    path = site / "data" / "proof" / file
    head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([head, *change(lines)]), encoding="utf-8")
    with pytest.raises(ReleaseStopped) as stopped:
        verify(site)
    assert "TIP-E550" in {problem.code for problem in stopped.value.problems}


def test_an_empty_line_in_a_proof_is_no_line(sites: dict[str, Path], tmp_path: Path) -> None:
    site = Path(shutil.copytree(sites["2024-Q3"], tmp_path / "site"))
    for file in ("facts.csv", "sums.csv"):
        path = site / "data" / "proof" / file
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert verify(site).quantities


def page(site: Path) -> str:
    return (site / "when.html").read_text(encoding="utf-8")


def line(html: str, period: str) -> str:
    """The line of a period in the table of its grain."""
    found = re.search(rf'<th scope="row">{period}</th>(.*?)</tr>', html, re.DOTALL)
    assert found, period
    return found[1]


def test_half_a_year_is_compared_with_no_year(sites: dict[str, Path]) -> None:
    html = page(sites["2024-Q2"])
    assert "2024, up to 2024-06 is told in part" in html
    assert "[p]" in line(html, "2024, up to 2024-06")
    assert all("[p]" not in line(html, period) for period in ("2023", "2024 Q2"))
    assert "than in 2023 " not in html


def test_a_draft_after_a_release_marks_what_is_new_alone(sites: dict[str, Path]) -> None:
    html = page(sites["draft"])
    assert all("[p]" in line(html, period) for period in ("2024", "2024 Q4"))
    assert all("[p]" not in line(html, period) for period in ("2023", "2024 Q3"))
