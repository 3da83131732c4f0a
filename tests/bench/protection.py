"""A made-up county protected, attacked and verified: how long it takes, and how much of it can be told.

Usage: python tests/bench/protection.py [small|large ...]   (both where none is given)
It tells and does not judge, but it fails where something is disclosed.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from pipelines.about import about  # noqa: E402  # the checkout is on the path only from here on
from pipelines.audit import audit  # noqa: E402  # the same
from pipelines.publish import Earlier, Policy, Provider, protect, publish  # noqa: E402  # the same
from pipelines.publish.cells import list_cells  # noqa: E402  # the same
from pipelines.publish.certificate import cell_text  # noqa: E402  # the same
from pipelines.show import show  # noqa: E402  # the same
from pipelines.tables import CountedTable  # noqa: E402  # the same
from pipelines.verify import verify  # noqa: E402  # the same
from schemas.community import Calendar, read_community  # noqa: E402  # the same
from tests.bench.county import Size, areas, county, provider_tables  # noqa: E402  # the same

SEED, LATE = 1, 12
AREAS = [asdict(area) for area in areas()]
T = TypeVar("T")


def bench(size: Size, folder: Path) -> int:
    """One plan; how many numbers the attacker worked out."""
    tables, policy = county(SEED, size), Policy()
    protected, seconds = timed(lambda: protect(tables, policy, AREAS))
    told = protected.report.told
    print(f"{size}: {told['cells']:,} cells in {len(tables)} tables, protected in {seconds}")
    own = {name: Provider(each) for name, each in provider_tables(SEED, size).items()}
    with_own, seconds = timed(lambda: protect(tables, policy, AREAS, providers=own).report.told)
    print(f"  also against {len(own)} providers, who know their own cases: {seconds}, {_shares(with_own)}")
    publish(tables, policy, _release(tables, policy, "draft", ""), AREAS, folder / "published")
    print(f"  {_shares(told)}; median error of shown numbers {_error(tables, folder / 'published'):.1%}")
    show(folder / "published", folder / "site")
    found, seconds = timed(lambda: audit(folder / "site"))
    print(f"  audit of the site: {seconds}, {found.quantities:,} quantities, {found.disclosed} disclosed")
    checked, seconds = timed(lambda: verify(folder / "site"))
    print(f"  verify: {seconds}, {checked.witnesses} witnesses for {checked.quantities:,} quantities")
    exact, seconds = timed(lambda: protect(tables, Policy(profile="exact"), AREAS).report.told)
    print(f"  exact numbers with gaps instead: {seconds}, {exact['shown']:,} shown, {exact['hidden']:,} gaps")
    return found.disclosed + len(found.loose)


def late_reports(folder: Path) -> int:
    """The small plan released, then again with late reports; how many increases are pinned down or certain."""
    policy, old, new = Policy(), county(SEED, "small"), county(SEED, "small", LATE)
    publish(old, policy, _release(old, policy, "release", "2024"), AREAS, folder / "first")
    earlier = [Earlier("2024", folder / "first", "release", "2024-12")]
    said = _release(new, policy, "rebase", "2025")
    _, seconds = timed(lambda: publish(new, policy, said, AREAS, folder / "second", earlier=earlier))
    now, before = list_cells(new), list_cells(old)
    was = dict(zip(before.keys, before.counts.tolist(), strict=True))
    rises = {cell_text(key): count - was[key] for key, count in zip(now.keys, now.counts.tolist(), strict=True)}
    small = {cell for cell, rise in rises.items() if 0 < rise < policy.smallest_shown}
    least, most = _increments(folder / "second" / "proof", small)
    pinned, certain = int((least == most).sum()), int((least > 0).sum())
    print(f"{LATE} late reports: {len(small)} small increases, {pinned} pinned down, {certain} certain; {seconds}")
    found, seconds = timed(lambda: audit(folder / "second"))
    print(f"  audit of both releases: {seconds}, {found.quantities:,} quantities, {found.disclosed} disclosed")
    return pinned + certain + found.disclosed


def timed(work: Callable[[], T]) -> tuple[T, str]:
    """What the work gives, and its seconds: those on the clock, and those of the processor."""
    started, busy = time.perf_counter(), time.process_time()
    found = work()
    return found, f"{time.perf_counter() - started:.1f} s ({time.process_time() - busy:.1f} s of processor)"


def _release(tables: Sequence[CountedTable], policy: Policy, kind: str, name: str) -> dict[str, Any]:
    """What a release says of itself, in the words of the sample community."""
    calendar = Calendar(from_year=2023, to_year=2024)
    community = read_community(CHECKOUT).model_copy(update={"calendar": calendar, "languages": ("en",)})
    values: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for dimension in table.dimensions:
            found = (*values.get(dimension.name, ()), *table.frame[dimension.name])
            values[dimension.name] = tuple(dict.fromkeys(found))
    told = {"id": name or "draft", "period": "2024", "kind": kind, "released_on": None, "previous": None}
    status = "released" if name else "draft"
    return {**about(community, areas(), {}, {}, values, policy), "status": status, "release": told}


def _shares(told: Mapping[str, int]) -> str:
    cells = told["cells"]
    return ", ".join(f"{told[how] / cells:.1%} {how}" for how in ("shown", "below", "withheld", "coarsened"))


def _error(tables: Sequence[CountedTable], published: Path) -> float:
    """How far the published numbers are from the true ones, as shares of these; the median."""
    errors = []
    for table in tables:
        names = [dimension.name for dimension in table.dimensions]
        told = pd.read_parquet(published / "tables" / f"{table.name}.parquet").set_index(names)
        true = table.frame.set_index(names)["count"].reindex(told.index)
        shown = (told["status"] == "shown").to_numpy()
        off = told["count"][shown].astype(float).to_numpy() / true[shown].to_numpy() - 1
        errors.append(np.abs(off))
    return float(np.median(np.concatenate(errors)))


def _increments(proof: Path, cells: set[str]) -> tuple["pd.Series[int]", "pd.Series[int]"]:
    """The least and the most of what was added to each of the cells, as far as the published witnesses show."""
    facts = pd.read_csv(proof / "facts.csv", keep_default_na=False)
    facts = facts[facts["cell"].isin(cells)]
    new, old = (part.set_index("cell")["fact"] for _, part in facts.groupby("release", sort=False))
    witnesses = pd.read_parquet(proof / "witnesses.parquet").to_numpy()
    added = pd.DataFrame(witnesses[new.to_numpy()] - witnesses[old.reindex(new.index).to_numpy()], index=new.index)
    return added.min(axis=1), added.max(axis=1)


def main(sizes: Sequence[str]) -> None:
    """All sizes, one after the other; a plan that gives something away ends it with 1."""
    given_away = 0
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            (Path(folder) / size).mkdir()
            given_away += bench("large" if size == "large" else "small", Path(folder) / size)
        given_away += late_reports(Path(folder))
    if given_away:
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:] or ["small", "large"])
