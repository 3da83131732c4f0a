"""A chart with all that stands around it on the page: title, statistic, sentence, drawing, table, notes, warnings."""

import json
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboards.cells import TOTAL, is_missing_answer, without_unused
from dashboards.texts import Texts
from pipelines.show.about_figure import About, about_figure
from pipelines.show.charts import Chart
from pipelines.show.facts import NOISY
from pipelines.show.grids import Grid, grid, marks_of
from pipelines.show.picture import picture
from pipelines.show.places import Place, Told, in_figure, in_sentence, told_by
from pipelines.show.release import PublishedTable, Release
from pipelines.show.settled import one_mark


@dataclass(frozen=True)
class Figure:
    """What the page template needs of one chart. `drawing` is JSON, `picture` SVG; both are empty without a chart.

    `title` names the subject; `message` says the most important of it, where the numbers prove it, and `headline`
    does so at the head of a page. `marks` are those that its table shows. `places` are its numbers where it stands;
    `told` knows those that its sentences may say elsewhere; `keys` name its rows. On the page of an area whose own
    numbers are not told, it `stands_for` the area around it.
    """

    name: str
    page: str
    table: str
    title: str
    message: str
    headline: str
    statistic: str
    sentence: str
    drawing: str
    picture: str
    height: int
    grid: Grid
    marks: frozenset[str]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    is_key_point: bool
    about: About
    told: Told
    places: tuple[Place, ...]
    keys: frozenset[tuple[str, ...]] = frozenset()
    stands_for: str = ""


@dataclass(frozen=True)
class Missing:
    """A chart whose table is not in this release, or has no rows for it."""

    title: str


def make_figure(chart: Chart, release: Release, texts: Texts) -> Figure | Missing:
    """The figure of a chart, or word that nothing was published for it.

    Raises:
        ReleaseStopped: It says a number that was not published.
    """
    table = release.tables.get(chart.table)
    rows = pd.DataFrame() if table is None or table.rows.empty else _chosen(chart, table.rows)
    if table is None or rows.empty:
        return Missing(_title(chart, table, texts))
    rows, is_provisional = one_mark(rows)
    drawn = chart.draw(rows, texts)
    made = grid(rows, texts, dict(table.columns))
    sentence, message, headline = (say(rows, texts) for say in (chart.sentence, chart.message, chart.headline))
    told = told_by(chart.name, chart.table, rows, texts, [release.community["name"], table.title])
    parts = (("sentence", sentence), ("message", message))
    spoken = [place for part, text in parts for place in in_sentence(told, chart.page, part, text, texts)]
    # A number that was not published stops the build before it is drawn.
    places = (*spoken, *in_figure(told, chart.page, made, drawn, texts))
    plain = "" if drawn is None else drawing(drawn)
    said = _statistic(chart.statistic, table, rows, release, texts)
    return Figure(
        name=chart.name,
        page=chart.page,
        table=chart.table,
        title=_title(chart, table, texts),
        message=message,
        headline=headline,
        statistic=texts("statistics.provisional", statistic=said) if is_provisional else said,
        sentence=sentence,
        drawing=plain,
        picture=picture(chart.name, json.loads(plain)) if plain else "",
        height=0 if drawn is None else int(drawn.layout.height),
        grid=made,
        marks=marks_of(rows, made, texts) | ({"provisional_figure"} if is_provisional else set()),
        notes=(
            *(texts(key) for key in chart.notes),
            *_notes(table, rows, made, texts),
            *_on_rates(rows, release, texts),
        ),
        warnings=tuple(texts.word("warnings", text) for text in table.warnings),
        is_key_point=chart.is_key_point,
        about=about_figure(table, release, texts),
        told=told,
        places=places,
        keys=frozenset(zip(*(rows[name] for name in table.kinds), strict=True)),
    )


def _chosen(chart: Chart, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the chart, without the kinds of missing answers that nobody gave."""
    return without_unused(chart.select(rows), is_missing_answer)


def drawing(figure: go.Figure) -> str:
    """The figure as JSON with sorted keys: the same figure, the same bytes; no NaN can pass."""
    plain = figure.to_plotly_json()
    plain["layout"].pop("template", None)
    text = json.dumps(plain, sort_keys=True, allow_nan=False, ensure_ascii=True, separators=(",", ":"))
    # Inside a script element no text may look like the end of it.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _title(chart: Chart, table: PublishedTable | None, texts: Texts) -> str:
    if chart.title:
        return texts(chart.title)
    return chart.table.replace("_", " ").capitalize() if table is None else table.title


def _statistic(key: str, table: PublishedTable, rows: pd.DataFrame, release: Release, texts: Texts) -> str:
    """Measure, unit, area and period of a figure; a figure of one year or of one area names that one."""
    span = release.community["period"]
    place = str(release.community["name"])
    own = [area for area in dict.fromkeys(rows.get("area", ())) if area != TOTAL]
    if len(own) == 1:
        place = texts("statistics.within", area=texts.label("area", own[0]), place=place)
    periods = dict.fromkeys(rows.get("period", ()))
    start, end = texts.date(span["from"]), texts.date(span["to"])
    one = texts.label("period", next(iter(periods))) if len(periods) == 1 else ""
    unit = texts.word("units", table.unit)
    return texts(key, unit=unit, area=place, start=start, end=end, period=one or f"{start}–{end}")  # noqa: RUF001  as periods are written


def _notes(table: PublishedTable, rows: pd.DataFrame, made: Grid, texts: Texts) -> tuple[str, ...]:
    several = [name for name, kind in table.kinds.items() if kind == "multi" and rows[name].nunique() > 1]
    multi = (texts("notes.several_answers"),) if several else ()
    base = (texts("notes.percent_base"),) if texts("columns.pct") in made.heads else ()
    noisy = (texts("notes.noisy"),) if "status" in rows and (rows["status"] == NOISY).any() else ()
    return (*(texts.word("notes", text) for text in table.notes), *multi, *base, *noisy)


def _on_rates(rows: pd.DataFrame, release: Release, texts: Texts) -> tuple[str, ...]:
    """From how many residents and people on there is a rate."""
    rules = release.policy.get("rates")
    if not rules or "rate_per_100k" not in rows.columns:
        return ()
    people, count = (texts.number(rules[name]) for name in ("least_population", "least_count"))
    return (texts("notes.least_population", people=people, count=count),)
