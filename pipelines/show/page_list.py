"""Which pages there are: one declaration file each in dashboards/pages, in each language of the community."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import dashboards
from dashboards.texts import Texts
from pipelines.show.charts import Chart
from schemas.problems import DeclarationMistake, problem

DASHBOARDS = Path(str(dashboards.__file__)).parent


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


def find_pages() -> list[Page]:
    """Every page in its order."""
    made = [_page(path) for path in sorted((DASHBOARDS / "pages").glob("*.toml"))]
    return sorted(made, key=lambda page: (page.order, page.name))


def require_pages(charts: Sequence[Chart], pages: Sequence[Page]) -> None:
    """A DeclarationMistake where a chart names a page that is not there."""
    names = [page.name for page in pages]
    lost = [chart for chart in charts if chart.page not in names]
    if lost:
        known = ", ".join(names)
        raise DeclarationMistake(
            *(problem("TIP-E354", file=f"{chart.name}.py", page=chart.page, expected=known) for chart in lost)
        )


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
