"""Every number on every page is registered with the fact that it is; a number that is none stops the build."""

import base64
import csv
import struct
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboards.cells import breakdown
from dashboards.looks import plain_layout
from dashboards.texts import Texts, read_texts
from pipelines.show import show
from pipelines.show.charts import Chart
from pipelines.show.drawn import drawn_texts, drawn_values
from pipelines.show.figures import Figure, make_figure
from pipelines.show.page_words import in_page, words_of
from pipelines.show.places import Place, numbers_in
from pipelines.show.published import read_release
from pipelines.show.release import Release
from schemas.problems import ReleaseStopped
from tests.built_pages import figures_of
from tests.published_example import write_published

Draw = Callable[[pd.DataFrame, Texts], go.Figure | None]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_published(tmp_path_factory.mktemp("published") / "p")


@pytest.fixture(scope="module")
def release(published: Path) -> Release:
    return read_release(published)


@pytest.fixture(scope="module")
def texts(release: Release) -> Texts:
    return read_texts("en", release.labels)


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site") / "_site"
    show(published, target)
    return target


@pytest.fixture(scope="module")
def places(site: Path) -> list[dict[str, str]]:
    with (site / "data" / "places.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_number_of_every_table_is_registered(site: Path, places: list[dict[str, str]], texts: Texts) -> None:
    known = {(row["page"], row["figure"], row["text"]) for row in places}
    found = [
        (figure.page, figure.name, number)
        for figure in figures_of(site)
        for line in (figure.heads, *figure.lines, *figure.names)
        for cell in line
        for number in numbers_in(cell, texts)
    ]
    assert len(found) > 100
    assert set(found) <= known


def test_a_place_leads_to_the_fact(published: Path, places: list[dict[str, str]]) -> None:
    with (published / "proof" / "facts.csv").open(encoding="utf-8", newline="") as file:
        facts = {row["fact"]: row for row in csv.DictReader(file)}
    counts = [row for row in places if row["column"] == "count"]
    assert {row["part"] for row in counts} == {"sentence", "message", "table", "drawing", "headline"}
    for row in counts:
        fact, number = facts[row["fact"]], int(row["text"].replace(",", ""))
        is_limit = fact["at_least"] == "0" and number == int(fact["at_most"]) + 1
        assert is_limit or int(fact["at_least"]) <= number <= int(fact["at_most"]), row
        assert fact["release"] == "draft"


def test_one_cell_is_traced_through_every_part(published: Path, places: list[dict[str, str]]) -> None:
    with (published / "proof" / "facts.csv").open(encoding="utf-8", newline="") as file:
        (female,) = [row["fact"] for row in csv.DictReader(file) if row["cell"] == "gender=female"]
    found = {(row["page"], row["part"]) for row in places if row["fact"] == female and row["text"] == "260"}
    assert found >= {("who.html", part) for part in ("sentence", "table", "drawing")}
    share = {(row["page"], row["part"], row["column"]) for row in places if row["fact"] == female}
    assert ("who.html", "message", "pct") in share


def test_words_are_registered_without_a_fact(places: list[dict[str, str]]) -> None:
    words = [row for row in places if row["part"] == "words"]
    assert not any(row["table"] or row["column"] or row["fact"] for row in words)
    said = {(row["page"], row["text"]) for row in words}
    assert {("who.html", "18"), ("who.html", "555"), ("quality.html", "130")} <= said


def made(draw: Draw, sentence: str, release: Release, texts: Texts) -> Figure:
    module = ModuleType("mine")
    told = {"TABLE": "people_by_age_and_gender", "PAGE": "who", "ORDER": 1, "draw": draw}
    module.__dict__.update(told, sentence=lambda *_: sentence, select=lambda rows: breakdown(rows, "gender"))
    figure = make_figure(Chart("mine", module), release, texts)
    assert isinstance(figure, Figure)
    return figure


def no_chart(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:  # noqa: ARG001  as every chart
    return None


@pytest.mark.parametrize(
    "said", ["About 260 of 390 people (67%).", "One of 6 numbers.", "In 6 of 6 rows.", "No number."]
)
def test_a_sentence_may_say_numbers_of_its_rows(said: str, release: Release, texts: Texts) -> None:
    assert made(no_chart, said, release, texts).sentence == said


@pytest.mark.parametrize("said", ["About 650 people.", "2.0 times", "A rise of 49%", "7 rows"])
def test_a_sentence_may_not_work_out_another(said: str, release: Release, texts: Texts) -> None:
    with pytest.raises(ReleaseStopped) as stopped:
        made(no_chart, said, release, texts)
    (problem,) = stopped.value.problems
    assert (problem.code, problem.file) == ("TIP-E356", "mine")
    assert "sentence" in problem.says
    assert not set(numbers_in(said, texts)) & set(numbers_in(problem.says + problem.mend, texts))


LEAKS: dict[str, go.Figure] = {
    "a value": go.Figure(go.Bar(x=["a", "b"], y=[260, 131])),
    "a typed array": go.Figure(
        go.Bar(x=["a"], y={"dtype": "i2", "bdata": base64.b64encode(struct.pack("<h", 131)).decode()})
    ),
    "a size": go.Figure(go.Scatter(x=["a"], y=[260], marker={"size": [13]})),
    "more data": go.Figure(go.Bar(x=["a"], y=[260], customdata=[[131]])),
    "what a pointer shows": go.Figure(go.Bar(x=["a"], y=[260], hovertemplate="131 people")),
    "a note": go.Figure(go.Bar(y=[260]), layout={"annotations": [{"text": "<b>131</b>"}]}),
    "the end of an axis": go.Figure(go.Bar(y=[260]), layout={"yaxis": {"range": [0, 131]}}),
    "a title": go.Figure(go.Bar(y=[260]), layout={"title": {"text": "131 people"}}),
    "a name": go.Figure(go.Bar(y=[260], name="131 people")),
    "a text beside a tick": go.Figure(go.Bar(y=[260]), layout={"xaxis": {"ticktext": ["131"], "tickvals": [0]}}),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_drawing_says_nothing_else_either(leak: str, release: Release, texts: Texts) -> None:
    LEAKS[leak].update_layout(height=100)
    with pytest.raises(ReleaseStopped, match="TIP-E356") as stopped:
        made(lambda *_: LEAKS[leak], "", release, texts)
    assert "drawing" in stopped.value.problems[0].says


def test_what_only_places_marks_is_no_number() -> None:
    drawn = go.Figure(go.Bar(x=[260, 130], y=[8.5, 31.5], orientation="h"), layout=plain_layout(80, geometry=["y"]))
    assert list(drawn_values(drawn)) == [260, 130]
    assert "#206095" not in list(drawn_texts(go.Figure(go.Bar(y=[1], marker={"color": ["#206095"]}))))


def test_a_page_says_nothing_that_nobody_registered(release: Release, texts: Texts) -> None:
    words = words_of(release.told, texts)
    own = [Place("who.html", "a", "table", "777", "t", "count", "0")]
    page = '<p>Call 555-0100.</p><section class="figure" id="a"><td>777</td></section><p>{}</p>'
    found = in_page("who.html", page.format("as above, 777"), own, words, texts)
    assert [(place.figure, place.part, place.text) for place in found] == [("", "words", "555"), ("", "words", "0100")]
    for leak in ("778", '<a title="778">x</a>', '</p><section class="figure" id="b">777</section><p>'):
        with pytest.raises(ReleaseStopped, match="TIP-E356") as stopped:
            in_page("who.html", page.format(leak), own, words, texts)
        assert stopped.value.problems[0].file == "who.html"
    assert in_page("who.html", "<script>778</script><style>779</style>", [], words, texts) == []
