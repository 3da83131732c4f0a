"""The pages in one language, as HTML: every number on them is one that was published."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import jinja2

from dashboards.texts import Texts
from pipelines.show.briefs import of_each_area
from pipelines.show.charts import Chart
from pipelines.show.contents import content_of, figures_of_all_areas, figures_of_area, is_on, places_of
from pipelines.show.crosswalk import FILE as CROSSWALK
from pipelines.show.crosswalk import crosswalk_part
from pipelines.show.dataset import FILES, citation_of, explained_in, schema_org, workbooks
from pipelines.show.figures import Figure, make_figure
from pipelines.show.json_text import in_script
from pipelines.show.page_list import DASHBOARDS, Edition, Page, require_pages
from pipelines.show.page_words import in_page, words_of
from pipelines.show.parts import Part
from pipelines.show.places import Place
from pipelines.show.release import Release
from pipelines.show.revisions import revisions_part


@dataclass(frozen=True)
class Made:
    """The pages by their path in the site, every number that stands on them, and the figures that may be taken away."""

    pages: Mapping[str, str]
    places: Sequence[Place]
    figures: Sequence[Figure]


def make_pages(
    release: Release,
    pages: Sequence[Page],
    charts: Sequence[Chart],
    edition: Edition,
    style_ids: Sequence[str],
    *,
    only: Collection[str] = (),
) -> Made:
    """Every page of one language.

    With names of pages in `only`, these pages alone, and no charts but theirs.

    Raises:
        ReleaseStopped: One of the numbers was never published.
    """
    require_pages(charts, pages)
    place, texts = {page.name: page.order for page in pages}, edition.texts
    made = {
        chart.name: make_figure(chart, release, texts)
        for chart in sorted(charts, key=lambda chart: (place[chart.page], chart.order, chart.name))
        if chart.page not in {page.name for page in pages if page.per}
        if not only or any(is_on(chart, page) for page in pages if page.name in only)
    }
    figures = [figure for figure in made.values() if isinstance(figure, Figure)]
    every = [one for page in pages for one in of_each_area(page, release, texts)]
    environment = _environment(texts)
    shared = {"release": release, "community": release.community, "style_ids": style_ids}
    shared |= {"edition": edition, "root": edition.root}
    shared |= {"pages": [page for page in pages if not page.per], "briefs": [page for page in every if page.per]}
    shared |= {"dataset": lambda root: in_script(schema_org(release, texts, f"{root}data/"))}
    shared |= {
        "citation": citation_of(release, texts),
        "workbook": workbooks(release).get(texts.language, FILES["xlsx"]),
    }
    is_offering = not only or "downloads" in only
    offered = [*figures, *(figures_of_all_areas(pages, charts, release, texts) if is_offering else ())]
    shared |= {"every_figure": offered, "explained": lambda name: explained_in(name, release, texts.language)}
    words = words_of(release.told, texts)
    written, places = {}, []
    for page in every if not only else [page for page in every if page.name in only]:
        content = content_of(page, charts, figures_of_area(page, charts, release, texts) if page.per else made)
        template, path = environment.get_template(page.template), edition.folder + page.file
        part = _part(page, release, figures, texts)
        written[path] = template.render(page=page, content=content, part=part.content, **shared)
        own = [*places_of(path, content, texts), *(replace(place, page=path) for place in part.places)]
        places += [*own, *in_page(path, written[path], own, words, texts)]
    return Made(written, places, offered)


def _part(page: Page, release: Release, figures: Sequence[Figure], texts: Texts) -> Part:
    """What the pages that are named here hold beside figures; nothing where the policy does not let it out."""
    if page.name == "crosswalk" and release.allows("downloads", CROSSWALK):
        told = (release.told.get("translations") or {}).get(texts.language) or {}
        return crosswalk_part(release.crosswalk, told.get("said") or {}, texts)
    if page.name == "revisions":
        finest = release.steps[0] if release.steps else 1
        return revisions_part(release.history, figures, finest, texts)
    return Part()


def _environment(texts: Texts) -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(DASHBOARDS / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["t"] = texts
    made.filters["web_address"] = lambda text: str(text).startswith(("https://", "http://"))
    made.filters["dialled"] = lambda phone: re.sub(r"[^\d+]", "", phone) if re.fullmatch(r"[\d\s().+-]+", phone) else ""
    return made
