"""The pages: one declaration file each in dashboards/pages, filled with the figures that name the page."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import jinja2

import dashboards
from dashboards.texts import Texts
from pipelines.show.charts import Chart
from pipelines.show.dataset import citation_of, schema_org
from pipelines.show.figures import Figure, Missing, make_figure
from pipelines.show.json_text import in_script
from pipelines.show.page_words import in_page, words_of
from pipelines.show.places import Place, in_sentence
from pipelines.show.release import Release
from schemas.problems import DeclarationMistake, problem

DASHBOARDS = Path(str(dashboards.__file__)).parent
ROOT_LANGUAGE = "en"


@dataclass(frozen=True)
class Page:
    """One page. `headline` names charts; the sentence of the first that is published leads the page."""

    name: str
    order: int
    file: str
    template: str = "figures.html"
    headline: tuple[str, ...] = ()
    has_key_points: bool = False


@dataclass(frozen=True)
class Content:
    """What stands on one page. Key points are figures of other pages; the headline is the sentence of its leader."""

    figures: Sequence[Figure] = ()
    missing: Sequence[Missing] = ()
    key_points: Sequence[Figure] = ()
    leader: Figure | None = None


def find_pages() -> list[Page]:
    """Every page in its order."""
    made = [_page(path) for path in sorted((DASHBOARDS / "pages").glob("*.toml"))]
    return sorted(made, key=lambda page: (page.order, page.name))


def make_pages(
    release: Release, pages: Sequence[Page], charts: Sequence[Chart], texts: Texts, style_ids: Sequence[str]
) -> tuple[dict[str, str], list[Place]]:
    """Every page as HTML, by the name of its file, and every number that stands on them.

    Raises:
        ReleaseStopped: One of the numbers was never published.
    """
    _every_chart_has_a_page(charts, pages)
    place = {page.name: page.order for page in pages}
    made = {
        chart.name: make_figure(chart, release, texts)
        for chart in sorted(charts, key=lambda chart: (place[chart.page], chart.order, chart.name))
    }
    environment = _environment(texts)
    shared = {"pages": pages, "release": release, "community": release.community, "style_ids": style_ids}
    shared |= {"dataset": lambda root: in_script(schema_org(release, texts, f"{root}data/"))}
    shared |= {"citation": citation_of(release, texts)}
    shared |= {"every_figure": [figure for figure in made.values() if isinstance(figure, Figure)]}
    words = words_of(release.told, texts)
    written, places = {}, []
    for page in pages:
        content = _content(page, charts, made)
        template = environment.get_template(page.template)
        written[page.file] = template.render(page=page, content=content, **shared)
        own = _places(page, content, texts)
        places += [*own, *in_page(page.file, written[page.file], own, words, texts)]
    return written, places


def _content(page: Page, charts: Sequence[Chart], made: Mapping[str, Figure | Missing]) -> Content:
    own = [made[chart.name] for chart in charts if chart.page == page.name]
    figures = [figure for figure in made.values() if isinstance(figure, Figure)]
    leads = [figure for name in page.headline for figure in figures if figure.name == name]
    return Content(
        figures=[figure for figure in own if isinstance(figure, Figure)],
        missing=[gap for gap in own if isinstance(gap, Missing)],
        key_points=[figure for figure in figures if figure.is_key_point] if page.has_key_points else (),
        leader=leads[0] if leads else None,
    )


def _places(page: Page, content: Content, texts: Texts) -> list[Place]:
    """The numbers of the figures of a page, of its headline, and of its key points."""
    found = [replace(place, page=page.file) for figure in content.figures for place in figure.places]
    elsewhere = [("headline", content.leader)] if content.leader else []
    elsewhere += [("key_point", figure) for figure in content.key_points]
    for part, figure in elsewhere:
        found += in_sentence(figure.told, page.file, part, figure.sentence, texts)
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
    return made


def _page(path: Path) -> Page:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return Page(
        name=path.stem,
        order=told["order"],
        file=told.get("file", f"{path.stem}.html"),
        template=told.get("template", "figures.html"),
        headline=tuple(told.get("headline", ())),
        has_key_points=told.get("has_key_points", False),
    )


def _every_chart_has_a_page(charts: Sequence[Chart], pages: Sequence[Page]) -> None:
    names = [page.name for page in pages]
    lost = [chart for chart in charts if chart.page not in names]
    if lost:
        known = ", ".join(names)
        raise DeclarationMistake(
            *(problem("TIP-E354", file=f"{chart.name}.py", page=chart.page, expected=known) for chart in lost)
        )
