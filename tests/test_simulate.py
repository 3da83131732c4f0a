"""The made-up community: declared, the same bytes each time, and never mixed with anything else."""

import json
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.project import CHECKOUT, PRESETS, Project
from pipelines.simulate import SOURCES, Truth, simulate
from pipelines.simulate.deliveries import write_samples
from schemas.problems import Mistake
from schemas.source import read_source
from tests.made_up_files import inbox

PEOPLE, SEED = 2400, 3


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Truth:
    return simulate(tmp_path_factory.mktemp("community"), PEOPLE, SEED)


def contents(root: Path, *patterns: str) -> dict[str, bytes]:
    files = (path for pattern in patterns for path in root.glob(pattern) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("source", SOURCES)
def test_declaration_is_read(source: str) -> None:
    declared = read_source(CHECKOUT / "sources" / source, PRESETS)
    assert declared.caveats
    assert declared.agreement.legal_basis
    assert (CHECKOUT / "sources" / source / "README.md").exists()


def test_community_says_that_it_is_made_up() -> None:
    project = Project(CHECKOUT)
    assert project.community.is_made_up
    shapes = json.loads((CHECKOUT / "areas.geojson").read_text(encoding="utf-8"))
    parents = {area.parent for area in project.areas}
    smallest = {area.code: area.population for area in project.areas if area.code not in parents}
    assert {shape["properties"]["code"] for shape in shapes["features"]} == set(smallest)
    for district in (area for area in project.areas if not area.parent):
        parts = [area.population or 0 for area in project.areas if area.parent == district.code]
        assert district.population == sum(parts)


def test_shapes_share_their_borders() -> None:
    shapes = json.loads((CHECKOUT / "areas.geojson").read_text(encoding="utf-8"))
    rings = [shape["geometry"]["coordinates"][0] for shape in shapes["features"]]
    edges = Counter(frozenset(map(tuple, edge)) for ring in rings for edge in pairwise(ring))
    assert set(edges.values()) == {1, 2}
    assert sum(count == 2 for count in edges.values()) == 8 * (3 * 3 + 4 * 2)


def test_same_people_and_seed_give_the_same_bytes(truth: Truth, tmp_path: Path) -> None:
    simulate(tmp_path, PEOPLE, SEED)
    patterns = ("sources/*/inbox/**/*", "warehouse/_data/truth/*")
    assert contents(tmp_path, *patterns) == contents(truth.folder.parents[2], *patterns)


def test_another_seed_gives_other_people_in_place_of_the_earlier(tmp_path: Path) -> None:
    first = simulate(tmp_path, 300, 1)
    before = contents(tmp_path, "sources/legal_aid/inbox/*")
    second = simulate(tmp_path, 300, 2)
    assert before != contents(tmp_path, "sources/legal_aid/inbox/*")
    assert first.counts["seed"] + 1 == second.counts["seed"]


def test_second_call_writes_nothing_and_imports_nothing_heavy(truth: Truth) -> None:
    root = truth.folder.parents[2]
    for path in inbox(truth, "legal_aid"):
        path.rename(path.with_name(f"moved {path.name}"))
    script = (
        "import sys; from pathlib import Path; from pipelines.simulate import simulate;"
        f"simulate(Path({str(root)!r}), {PEOPLE}, {SEED});"
        "print(*sorted({'numpy', 'pandas', 'pyarrow'} & set(sys.modules)))"
    )
    done = subprocess.run(  # noqa: S603  # the script is the test's own
        [sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
    assert all(path.name.startswith("moved ") for path in inbox(truth, "legal_aid"))
    for path in inbox(truth, "legal_aid"):
        path.rename(path.with_name(path.name.removeprefix("moved ")))


def test_received_people_are_not_mixed_with_others(tmp_path: Path) -> None:
    simulate(tmp_path, 300, 1)
    received = tmp_path / "sources" / "legal_aid" / "received"
    received.mkdir()
    (received / "0001-casos.csv").touch()
    with pytest.raises(Mistake, match="TIP-E401"):
        simulate(tmp_path, 300, 2)


def test_a_real_community_is_left_alone(tmp_path: Path) -> None:
    text = (CHECKOUT / "community.toml").read_text(encoding="utf-8")
    (tmp_path / "community.toml").write_text(text.replace("is_made_up = true", "is_made_up = false"), encoding="utf-8")
    with pytest.raises(Mistake, match="TIP-E400"):
        simulate(tmp_path, 300, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["community.toml"]


def test_unknown_source(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="TIP-E402"):
        simulate(tmp_path, 300, 1, ("hospital",))


def test_overlap_is_as_promised(truth: Truth, tmp_path: Path) -> None:
    large = simulate(tmp_path, 60_000, SEED)
    assert 7 <= large.counts["overlap"]["share_pct"] <= 10
    for counts in (truth.counts, large.counts):
        by = counts["overlap"]["by_organisations"]
        assert sum(by.values()) == counts["counts"]["recorded"]["all"]["all"]


def test_people_file_agrees_with_the_counts(truth: Truth) -> None:
    people = pq.read_table(truth.people_file).to_pylist()
    counts = truth.counts["counts"]
    recorded = [
        one for one in people if any(one[f"is_recorded_by_{name}"] for name in ("sheriff", "shelter", "legal_aid"))
    ]
    assert len(people) == len({one["person"] for one in people}) == counts["people"]["all"]["all"] == PEOPLE
    assert len(recorded) == counts["recorded"]["all"]["all"]
    for name in ("gender", "age_group", "area"):
        assert Counter(one[name] for one in recorded) == Counter(counts["recorded"][name])
    kinds = Counter(kind for one in people for kind in one["exploitation"].split(";"))
    assert kinds == Counter(counts["people"]["exploitation"])
    assert all(one["is_met_by_shelter"] for one in people if one["is_recorded_by_shelter"])


def test_samples_are_what_simulate_makes(tmp_path: Path) -> None:
    for name in ("community.toml", "areas.csv"):
        (tmp_path / name).write_bytes((CHECKOUT / name).read_bytes())
    write_samples(tmp_path)
    made = contents(tmp_path, "sources/*/sample/**/*")
    assert made == contents(CHECKOUT, "sources/*/sample/**/*")
    assert {name.split("/")[1] for name in made} == set(SOURCES)
