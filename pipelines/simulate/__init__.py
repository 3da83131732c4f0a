"""The sample community's made-up people and the deliveries that its organisations make of them, with the truth beside.

Nothing heavy is imported where the deliveries are there already.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.problems import Mistake, problem

SOURCES = ("city_police", "household_survey", "legal_aid", "sheriff", "shelter")
DEFAULT_PEOPLE = 6000
DEFAULT_SEED = 1
FORMAT = 1


@dataclass(frozen=True)
class Truth:
    """What is true of the made-up people: `counts` as in truth.json, one row per person in `people_file`."""

    folder: Path
    counts: dict[str, Any]

    @property
    def people_file(self) -> Path:
        """The Parquet file of all people."""
        return self.folder / "truth.parquet"


def simulate(
    project_root: Path,
    people: int = DEFAULT_PEOPLE,
    seed: int = DEFAULT_SEED,
    sources: tuple[str, ...] = SOURCES,
    *,
    is_everyone_met: bool = False,
) -> Truth:
    """Write the deliveries into sources/*/inbox and the truth into warehouse/_data/truth; nothing where both are there.

    A folder without community.toml becomes a copy of the sample community. With `is_everyone_met` each of `people`
    is one identification, at one of the `sources` and in one file, which is what a benchmark wants.
    """
    strangers = sorted(set(sources) - set(SOURCES))
    if strangers or not sources:
        raise Mistake(problem("TIP-E402", source=", ".join(strangers) or "(none)", sources=", ".join(SOURCES)))
    asked = {
        "format": FORMAT,
        "people": people,
        "seed": seed,
        "sources": sorted(set(sources)),
        "is_everyone_met": is_everyone_met,
    }
    folder = project_root / "warehouse" / "_data" / "truth"
    told = read_truth(folder)
    if {name: told.get(name) for name in asked} == asked:
        return Truth(folder, told)
    from pipelines.simulate.community import settle_in  # noqa: PLC0415  # NumPy only where something is to be made
    from pipelines.simulate.deliveries import make_deliveries  # noqa: PLC0415  # as above

    settle_in(project_root, tuple(asked["sources"]), told)  # type: ignore[arg-type]  # the list was made four lines above
    return Truth(folder, make_deliveries(project_root, folder, asked))


def read_truth(folder: Path) -> dict[str, Any]:
    """The counts of an earlier call; empty where there was none, or where it was not finished."""
    try:
        told: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return told
