"""The pages: one declaration file each in dashboards/pages, filled with the figures that name the page."""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import jinja2

import dashboards
from dashboards.texts import Texts
from pipelines.show.briefs import for_area, of_each_area, stands_for
from pipelines.show.charts import Chart
from pipelines.show.crosswalk import FILE as CROSSWALK
from pipelines.show.crosswalk import crosswalk_part
from pipelines.show.dataset import citation_of, schema_org
from pipelines.show.figures import Figure, Missing, make_figure
from pipelines.show.json_text import in_script
from pipelines.show.page_words import in_page, words_of
from pipelines.show.parts import Part
from pipelines.show.places import Place, in_sentence
from pipelines.show.release import Release
from pipelines.show.revisions import revisions_part
from schemas.problems import DeclarationMistake, problem

DASHBOARDS = Path(str(dashboards.__file__)).parent
# A page has so many key points, or none.
FEWEST_POINTS, MOST_POINTS = 3, 6


@dataclass(frozen=True)
class Page:
    """One page. `headline` names charts; the sentence of the first that is published leads the page.

    `compared` names those of which the first adds a comparison. Pages of the group "about" speak of the statistics
    and stand apart. `has_key_points`: figures of other pages say in short what they show. With `per = "area"` there is
    one page for each area: `area` is its code, `subject` its name, `around` the area around it.
    """

    name: str
    order: int
    file: str
    template: str = "figures.html"
    group: str = "statistics"
    headline: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    has_key_points: bool = False
    per: str = ""
    area: str = ""
    subject: str = ""
    around: str = ""


@dataclass(frozen=True)
class Edition:
    """The pages in one language: the folder they lie in ("" for the first language), and the texts of all languages."""

    texts: Texts
    folder: str = ""
    others: Sequence["Edition"] = ()

    @property
    def root(self) -> str:
        """The way from a page of it to the front of the site."""
        return "../" if self.folder else ""


@dataclass(frozen=True)
class Content:
    """What stands on one page. Key points are figures of other pages, or its own; those in `leading` head the page."""

    figures: Sequence[Figure] = ()
    missing: Sequence[Missing] = ()
    key_points: Sequence[Figure] = ()
    leading: Sequence[Figure] = ()

    @property
    def marks(self) -> frozenset[str]:
        """The marks that the tables of the page show."""
        return frozenset().union(*(figure.marks for figure in self.figures))


def find_pages() -> list[Page]:
    """Every page in its order."""
    made = [_page(path) for path in sorted((DASHBOARDS / "pages").glob("*.toml"))]
    return sorted(made, key=lambda page: (page.order, page.name))


def make_pages(
    release: Release,
    pages: Sequence[Page],
    charts: Sequence[Chart],
    edition: Edition,
    style_ids: Sequence[str],
    *,
    only: Collection[str] = (),
) -> tuple[dict[str, str], list[Place]]:
    """Every page of one language as HTML, by its path in the site, and every number that stands on them.

    With names of pages in `only`, these pages alone, and no charts but theirs.

    Raises:
        ReleaseStopped: One of the numbers was never published.
    """
    _every_chart_has_a_page(charts, pages)
    place, texts = {page.name: page.order for page in pages}, edition.texts
    made = {
        chart.name: make_figure(chart, release, texts)
        for chart in sorted(charts, key=lambda chart: (place[chart.page], chart.order, chart.name))
        if chart.page not in {page.name for page in pages if page.per}
        if not only or any(_is_on(chart, page) for page in pages if page.name in only)
    }
    every = [one for page in pages for one in of_each_area(page, release, texts)]
    environment = _environment(texts)
    shared = {"release": release, "community": release.community, "style_ids": style_ids}
    shared |= {"edition": edition, "root": edition.root}
    shared |= {"pages": [page for page in pages if not page.per], "briefs": [page for page in every if page.per]}
    shared |= {"dataset": lambda root: in_script(schema_org(release, texts, f"{root}data/"))}
    shared |= {"citation": citation_of(release, texts)}
    shared |= {"every_figure": [figure for figure in made.values() if isinstance(figure, Figure)]}
    words = words_of(release.told, texts)
    written, places = {}, []
    for page in every if not only else [page for page in every if page.name in only]:
        content = _content(page, charts, _of_area(page, charts, release, texts) if page.per else made)
        template, path = environment.get_template(page.template), edition.folder + page.file
        part = _part(page, release, [figure for figure in made.values() if isinstance(figure, Figure)], texts)
        written[path] = template.render(page=page, content=content, part=part.content, **shared)
        own = [*_places(path, content, texts), *(replace(place, page=path) for place in part.places)]
        places += [*own, *in_page(path, written[path], own, words, texts)]
    return written, places


def _of_area(page: Page, charts: Sequence[Chart], release: Release, texts: Texts) -> Mapping[str, Figure | Missing]:
    """The figures of a page that stands for one area."""
    own = for_area(release, page.area)
    made = {chart.name: make_figure(chart, own, texts) for chart in charts if chart.page == page.name}
    return {
        name: figure
        if isinstance(figure, Missing)
        else replace(figure, stands_for=stands_for(own, figure, page, texts))
        for name, figure in made.items()
    }


def _is_on(chart: Chart, page: Page) -> bool:
    """Whether a page says anything of a chart; those of revisions and downloads speak of all."""
    leads = chart.name in (*page.headline, *page.compared) or (page.has_key_points and chart.is_key_point)
    return chart.page == page.name or leads or page.name in ("revisions", "downloads")


def _content(page: Page, charts: Sequence[Chart], made: Mapping[str, Figure | Missing]) -> Content:
    own = [made[chart.name] for chart in charts if chart.page == page.name and chart.name in made]
    figures = [figure for figure in made.values() if isinstance(figure, Figure)]
    leads = [[figure for name in names for figure in figures if figure.name == name] for names in _heads(page)]
    told = [figure for figure in own if isinstance(figure, Figure)]
    points = [figure for figure in figures if figure.is_key_point] if page.has_key_points else told
    points = [figure for figure in points if figure.message]
    return Content(
        figures=told,
        missing=[gap for gap in own if isinstance(gap, Missing)],
        key_points=points[:MOST_POINTS] if len(points) >= FEWEST_POINTS else (),
        leading=list({found[0].name: found[0] for found in leads if found}.values()),
    )


def _heads(page: Page) -> tuple[tuple[str, ...], ...]:
    return page.headline, page.compared


def _part(page: Page, release: Release, figures: Sequence[Figure], texts: Texts) -> Part:
    """What the pages that are named here hold beside figures; nothing where the policy does not let it out."""
    if page.name == "crosswalk" and release.allows("downloads", CROSSWALK):
        told = (release.told.get("translations") or {}).get(texts.language) or {}
        return crosswalk_part(release.crosswalk, told.get("said") or {}, texts)
    if page.name == "revisions":
        finest = release.steps[0] if release.steps else 1
        return revisions_part(release.history, figures, finest, texts)
    return Part()


def _places(path: str, content: Content, texts: Texts) -> list[Place]:
    """The numbers of the figures of a page, of its headline, and of its key points."""
    found = [replace(place, page=path) for figure in content.figures for place in figure.places]
    elsewhere = [("headline", figure.headline, figure) for figure in content.leading]
    elsewhere += [("key_point", figure.message, figure) for figure in content.key_points]
    for part, said, figure in elsewhere:
        found += in_sentence(figure.told, path, part, said, texts)
    return found


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


def _page(path: Path) -> Page:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return Page(
        name=path.stem,
        order=told["order"],
        file=told.get("file", f"{path.stem}.html"),
        template=told.get("template", "figures.html"),
        group=told.get("group", "statistics"),
        headline=tuple(told.get("headline", ())),
        compared=tuple(told.get("compared", ())),
        has_key_points=told.get("has_key_points", False),
        per=told.get("per", ""),
    )


def _every_chart_has_a_page(charts: Sequence[Chart], pages: Sequence[Page]) -> None:
    names = [page.name for page in pages]
    lost = [chart for chart in charts if chart.page not in names]
    if lost:
        known = ", ".join(names)
        raise DeclarationMistake(
            *(problem("TIP-E354", file=f"{chart.name}.py", page=chart.page, expected=known) for chart in lost)
        )
