"""Some pages of a site alone, for whoever is at work on them; a whole site is made by `show` and replaces it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from pipelines.show.bundle import plotly_script
from pipelines.show.charts import find_charts
from pipelines.show.page_list import Edition, find_pages
from pipelines.show.pages import make_pages
from pipelines.show.published import read_release
from pipelines.show.site import editions, own_style_ids, write_assets
from pipelines.show.translated import in_language


def show_pages(published: Path, site: Path, files: Sequence[str], charts: Collection[str] = ()) -> None:
    """Make these pages of a site anew, those of the same language on which the named charts stand, and the assets.

    Raises:
        ReleaseStopped: A number on them is no registered fact.
    """
    release = read_release(published)
    plotly_js = plotly_script()
    every = [chart for chart in find_charts() if release.allows("charts", chart.name)]
    pages = find_pages()
    changed = {chart.page for chart in every if chart.name in charts}
    for edition in editions(release):
        own = {page.file for page in pages if any(_is_of(page.file, edition, file) for file in files)}
        wanted = {page.name for page in pages if page.file in own or (own and page.name in changed)}
        if wanted:
            told, texts = in_language(release, edition.texts)
            spoken = replace(edition, texts=texts)
            made = make_pages(told, pages, every, spoken, own_style_ids(plotly_js), only=wanted)
            for name, html in made.pages.items():
                (site / name).write_text(html, encoding="utf-8", newline="\n")
    write_assets(site / "assets", plotly_js)


def _is_of(template: str, edition: Edition, file: str) -> bool:
    """Whether a file of the site is a page of this name, or one of those that there are for each area."""
    return re.fullmatch(re.escape(edition.folder + template).replace(r"\{area\}", r"[^/]+"), file) is not None
