"""The folder that the made-up deliveries go into: never that of a real community."""

import shutil
from pathlib import Path
from typing import Any

from pipelines.project import CHECKOUT
from pipelines.simulate.draw import Around
from schemas.community import read_areas, read_community
from schemas.problems import Mistake, problem

CITY = "MC"


def settle_in(root: Path, sources: tuple[str, ...], told: dict[str, Any]) -> None:
    """Make sure that deliveries may go into this folder, and take away those of an earlier call."""
    if not (root / "community.toml").exists():
        _copy_sample(root, sources)
    if not read_community(root).is_made_up:
        raise Mistake(problem("TIP-E400"))
    earlier: dict[str, list[str]] = told.get("files", {})
    if any(any((root / "sources" / source / "received").glob("[!.]*")) for source in earlier):
        raise Mistake(problem("TIP-E401", people=told["people"], seed=told["seed"]))
    for source, names in earlier.items():
        for name in names:
            remove(root / "sources" / source / "inbox" / name)


def remove(path: Path) -> None:
    """A file, or a folder that is one delivery; nothing where there is neither."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _copy_sample(root: Path, sources: tuple[str, ...]) -> None:
    for name in (
        "areas.csv",
        "areas.geojson",
        *(f"sources/{source}/source.toml" for source in sources),
        "policy.toml",
        "community.toml",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CHECKOUT / name, root / name)


def look_around(root: Path, seed: int) -> Around:
    """The community's smallest areas, as its organisations know them."""
    areas = read_areas(root, read_community(root))
    parents = {area.parent for area in areas}
    smallest = [area for area in areas if area.code not in parents]
    return Around(
        seed=seed,
        codes=tuple(area.code for area in smallest),
        names=tuple(area.name for area in smallest),
        variants=tuple(next(iter(area.also), area.name) for area in smallest),
        populations=tuple(area.population or 1 for area in smallest),
        is_city=tuple(area.parent == CITY for area in smallest),
    )
