"""Every file of the site is one that belongs there, and one that the policy lets out."""

import posixpath
import sys
from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from pipelines.inspect_site.built import PLACES, RELEASE, Built
from pipelines.inspect_site.copies import copies, explained
from pipelines.inspect_site.page import Page
from schemas.problems import Problem, problem

THEME = Path(__file__).parents[2] / "dashboards" / "theme"
PLOTLY = "plotly.min.js"
# The set-up puts a smaller one there where it can; either is the program of the plotly package's version.
LIGHT = Path(sys.prefix) / "share/plotlyjs/node_modules/plotly.js-basic-dist-min/plotly-basic.min.js"
# The smaller script of plotly.js 4.1.1, for machines to which the set-up could not bring it.
SMALL_PLOTLY = "99784e3abfb07b142a15e521a439e6d9addceadb3f79553fd24c72774f0649ba"
ABOUT = {f"data/{name}" for name in ("policy.json", "ledger.jsonl")} | {RELEASE, PLACES}
COMPANIONS = ("dictionary.csv", "words.csv", "crosswalk.csv", "areas.geojson")
PROOF = {f"data/proof/{name}.csv" for name in ("facts", "sums", "protected", "multipliers")} | {
    "data/proof/witnesses.parquet"
}
KINDS = ("csv", "parquet")


def check_files(built: Built, pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Files that nobody registered, assets that are not those of this version, and what the policy does not name."""
    assets = _assets()
    tables = {f"data/{name}.{kind}" for name in built.tables for kind in KINDS}
    expected = {*_linked(pages), *ABOUT, *(f"data/{name}" for name in COMPANIONS), *PROOF, *tables}
    expected |= set(explained(built))
    expected |= {f"assets/{name}" for name in assets} | set(_copies(built, pages))
    for name in built.names:
        if name not in expected or not built.has(name):
            yield problem("TIP-E521", file=name)
        elif name.startswith("assets/") and not _is_asset(name.removeprefix("assets/"), built.content(name)):
            yield problem("TIP-E529", file=name)
    rooms = {posixpath.dirname(name) for name in expected} | {"data/proof", "data/open_sdg"}
    for folder in built.folders:
        if folder not in rooms:
            yield problem("TIP-E521", file=f"{folder}/")
    yield from _check_allowed(built, pages)


def _copies(built: Built, pages: Mapping[str, Page]) -> dict[str, str]:
    figures = [figure for page in pages.values() for figure in page.figures]
    return copies(built, figures, COMPANIONS)


@cache
def _assets() -> dict[str, list[bytes]]:
    """The assets of this version of the pages: nobody can see in a script what it might tell."""
    found = {path.name: [path.read_bytes()] for path in sorted(THEME.glob("*"))}
    scripts = [LIGHT] if LIGHT.exists() else []
    with suppress(PackageNotFoundError):
        scripts.append(Path(str(distribution("plotly").locate_file(f"plotly/package_data/{PLOTLY}"))))
    return {**found, PLOTLY: [script.read_text(encoding="utf-8").encode() for script in scripts]}


def _is_asset(name: str, content: bytes) -> bool:
    known = _assets()[name]
    return content in known or (name == PLOTLY and sha256(content).hexdigest() == SMALL_PLOTLY)


def _linked(pages: Mapping[str, Page]) -> Set[str]:
    """The pages that a reader reaches from the first one."""
    found: set[str] = set()
    waiting = ["index.html"] if "index.html" in pages else []
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            for link in pages[name].links:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), link.partition("#")[0]))
                waiting += [target] if target in pages else []
    return found


def _check_allowed(built: Built, pages: Mapping[str, Page]) -> Iterator[Problem]:
    allowed: Mapping[str, Any] = built.release.get("allowed") or {}
    charts, downloads = allowed.get("charts"), allowed.get("downloads")
    if charts is not None:
        for name, page in pages.items():
            for figure in sorted(set(page.figures) - set(charts)):
                yield problem("TIP-E522", file=name, column=figure, what="chart")
    if downloads is not None:
        offered = {f"data/{name}": name for name in COMPANIONS}
        offered |= {path: name.removeprefix("data/") for path, (name, _) in explained(built).items()}
        offered |= {f"data/{name}.{kind}": kind for name in built.tables for kind in KINDS}
        offered |= _copies(built, pages)
        for name, kind in sorted(offered.items()):
            if built.has(name) and kind not in downloads:
                yield problem("TIP-E522", file=name, what="download")
