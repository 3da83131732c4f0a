"""Writing the site: first whole, beside its place, then swapped in; readers see the old pages or the new ones."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

from dashboards.texts import BASE, read_texts
from pipelines.show.bundle import plotly_script
from pipelines.show.charts import find_charts
from pipelines.show.downloads import write_downloads
from pipelines.show.json_text import write_json
from pipelines.show.offered import offered
from pipelines.show.page_list import DASHBOARDS, Edition, find_pages
from pipelines.show.pages import make_pages
from pipelines.show.places import write_places
from pipelines.show.published import read_release
from pipelines.show.release import Release
from pipelines.show.translated import in_language

# Told again for those who take the data: all of it is public already.
RETOLD = (
    *("format", "version", "profile", "status", "release", "policy", "allowed"),
    *("community", "tables", "labels", "translations", "areas", "sources", "protection"),
)


def show(published: Path, target: Path) -> None:
    """Make the pages of the release in `published` and put them in place of `target`.

    Raises:
        ReleaseStopped: A number on them is no registered fact; the old pages stay.
    """
    new, old = target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")
    _mend(target, old)
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    _write(published, new)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _mend(target: Path, old: Path) -> None:
    """Finish what a run did that was killed while it swapped."""
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _write(published: Path, site: Path) -> None:
    release = read_release(published)
    plotly_js = plotly_script()
    charts = [chart for chart in find_charts() if release.allows("charts", chart.name)]
    said = [(edition, *in_language(release, edition.texts)) for edition in editions(release)]
    own_ids = own_style_ids(plotly_js)
    made = [
        make_pages(told, find_pages(), charts, replace(edition, texts=texts), own_ids) for edition, told, texts in said
    ]
    for name, html in (page for one in made for page in one.pages.items()):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(html, encoding="utf-8", newline="\n")
    write_assets(site / "assets", plotly_js)
    _write_data(published, release, site / "data")
    write_places(site / "data" / "places.csv", [place for one in made for place in one.places])
    each = zip(said, made, strict=True)
    write_downloads(offered([(told, own.figures, texts) for (_, told, texts), own in each]), site / "data")


def editions(release: Release) -> list[Edition]:
    """The languages of the community, the first at the front of the site, each other one in a folder of its name."""
    languages = release.community.get("languages") or [BASE]
    made = [Edition(read_texts(name, {}), f"{name}/" if at else "") for at, name in enumerate(languages)]
    return [replace(one, others=[other for other in made if other is not one]) for one in made]


def own_style_ids(plotly_js: str) -> list[str]:
    """The ids under which plotly.js looks for style elements that it else would write, against our security policy."""
    return sorted(set(re.findall(r'getElementById\("([0-9a-f]{64})"\)', plotly_js)))


def write_assets(folder: Path, plotly_js: str) -> None:
    """Everything that the pages load."""
    folder.mkdir(exist_ok=True)
    (folder / "plotly.min.js").write_text(plotly_js, encoding="utf-8", newline="")
    for path in sorted((DASHBOARDS / "theme").iterdir()):
        shutil.copyfile(path, folder / path.name)


def _write_data(published: Path, release: Release, folder: Path) -> None:
    folder.mkdir()
    for path in sorted((published / "tables").glob("*")):
        kind = path.suffix.removeprefix(".")
        if path.stem in release.tables and kind in {"csv", "parquet"} and release.allows("downloads", kind):
            shutil.copyfile(path, folder / path.name)
    for name in release.companions:
        if release.allows("downloads", name):
            shutil.copyfile(published / name, folder / name)
    for name in release.evidence:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(published / name, folder / name)
    write_json(folder / "release.json", {key: release.told[key] for key in RETOLD if key in release.told})
    write_json(folder / "policy.json", release.policy)
