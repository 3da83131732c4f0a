"""What stands on one page: its figures, what leads it, and its key points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboards.texts import Texts
from pipelines.show.briefs import for_area, stands_for
from pipelines.show.charts import Chart
from pipelines.show.figures import Figure, Missing, make_figure
from pipelines.show.page_list import Page
from pipelines.show.places import Place, in_sentence
from pipelines.show.release import Release

# A page has so many key points, or none.
FEWEST_POINTS, MOST_POINTS = 3, 6


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


def content_of(page: Page, charts: Sequence[Chart], made: Mapping[str, Figure | Missing]) -> Content:
    """The content of a page, from the figures that were made."""
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


def figures_of_area(
    page: Page, charts: Sequence[Chart], release: Release, texts: Texts
) -> Mapping[str, Figure | Missing]:
    """The figures of a page that stands for one area."""
    own = for_area(release, page.area)
    made = {chart.name: make_figure(chart, own, texts) for chart in charts if chart.page == page.name}
    return {
        name: figure
        if isinstance(figure, Missing)
        else replace(figure, stands_for=stands_for(own, figure, page, texts))
        for name, figure in made.items()
    }


def figures_of_all_areas(
    pages: Sequence[Page], charts: Sequence[Chart], release: Release, texts: Texts
) -> list[Figure]:
    """The figures of the pages of areas with the rows of every area, for their files; they stand on no page so."""
    names = {page.name for page in pages if page.per}
    made = [make_figure(chart, release, texts) for chart in charts if chart.page in names]
    return [
        replace(figure, title=texts("downloads.each_area", title=figure.title), message="", headline="", sentence="")
        for figure in made
        if isinstance(figure, Figure)
    ]


def is_on(chart: Chart, page: Page) -> bool:
    """Whether a page says anything of a chart; those of revisions and downloads speak of all."""
    leads = chart.name in (*page.headline, *page.compared) or (page.has_key_points and chart.is_key_point)
    return chart.page == page.name or leads or page.name in ("revisions", "downloads")


def places_of(path: str, content: Content, texts: Texts) -> list[Place]:
    """The numbers of the figures of a page, of its headline, and of its key points."""
    found = [replace(place, page=path) for figure in content.figures for place in figure.places]
    elsewhere = [("headline", figure.headline, figure) for figure in content.leading]
    elsewhere += [("key_point", figure.message, figure) for figure in content.key_points]
    for part, said, figure in elsewhere:
        found += in_sentence(figure.told, path, part, said, texts)
    return found
