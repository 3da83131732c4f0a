"""The pictures of charts: they hold the numbers of their drawings, and say what they cannot draw."""

import json
import re
from itertools import pairwise
from pathlib import Path

import plotly.graph_objects as go
import pytest
from plotly.offline import get_plotlyjs_version

from dashboards import palette
from dashboards.bars import Bar, bars
from dashboards.lines import MOST_STEPS, scale_steps
from pipelines.show import bundle
from pipelines.show.figures import drawing
from pipelines.show.picture import picture
from pipelines.show.picture.elements import COLOURS
from pipelines.show.picture.vocabulary import TRACES
from schemas.problems import DeclarationMistake

STYLE = Path(__file__).parent.parent / "dashboards" / "theme" / "charts.css"


def picture_of(figure: go.Figure) -> str:
    return picture("one", json.loads(drawing(figure)))


def test_a_bar_is_as_long_as_its_number() -> None:
    made = picture_of(bars([Bar("Women", 1050, "1,050"), Bar("Men", 210, "210")]))
    assert re.findall(r'<rect class="fill-main" x="0" y="\d+" width="(\d+)"', made) == ["1050", "210"]
    assert 'viewBox="0 0 1050 ' in made


def test_what_is_told_in_part_or_not_at_all_looks_different() -> None:
    each = {
        "below": picture_of(bars([Bar("A", 10, "<10", "below")], end=40)),
        "withheld": picture_of(bars([Bar("A", None, "withheld", "withheld")], end=40)),
        "zero": picture_of(bars([Bar("A", 0, "0")], end=40)),
        "no report": picture_of(bars([Bar("A", None, "no report", "no_report")], end=40)),
    }
    assert 'class="fill-paper line-edge" x="0"' in each["below"]
    assert 'fill="url(#one-withheld)" x="0%"' in each["withheld"]
    assert 'width="0"' in each["zero"]
    assert 'class="start"' in each["zero"]
    assert "<rect" not in each["no report"]
    assert "<line" not in each["no report"]


def test_an_unusual_label_stays_a_text() -> None:
    made = picture_of(bars([Bar('<script>"&', 10, "10")]))
    assert "<script" not in made
    assert "&lt;script&gt;" in made


@pytest.mark.parametrize(
    ("figure", "what"),
    [
        (go.Figure(go.Pie(values=[1])), "the trace pie"),
        (go.Figure(go.Bar(x=[1], y=[1], opacity=0.5)), "bar.opacity"),
        (go.Figure(go.Scatter(x=[1], y=[1], mode="text")), "scatter.mode"),
        (go.Figure(go.Bar(x=[1], y=[1])), "without what the others have"),
        (go.Figure(layout={"shapes": [{"type": "circle"}]}), "a shape that is no line"),
        (go.Figure(layout={"images": [{"source": "a"}]}), "layout.images"),
    ],
)
def test_what_has_no_picture_is_named(figure: go.Figure, what: str) -> None:
    with pytest.raises(DeclarationMistake) as stopped:
        picture_of(figure)
    assert what in stopped.value.problems[0].says


def test_every_colour_has_a_name_in_the_style_sheet() -> None:
    named = dict(
        re.findall(r"--plot-(\w+): (#\w{6});", STYLE.read_text(encoding="utf-8").partition("@media screen")[0])
    )
    assert {name: colour for colour, name in COLOURS.items()} == named
    assert set(palette.STEPS) <= set(named.values())


def test_a_picture_sets_no_style_that_the_policy_of_the_page_forbids() -> None:
    assert "style" not in picture_of(bars([Bar("A", None, "withheld", "withheld"), Bar("B", 10, "10")]))


@pytest.mark.parametrize("highest", [1, 2, 4, 5, 9, 10, 49, 50, 1590, 20_000])
def test_steps_of_a_scale_are_even_and_few(highest: int) -> None:
    steps = scale_steps(highest)
    assert steps[0] == 0
    assert steps[-1] <= highest < steps[-1] + steps[1]
    assert len({second - first for first, second in pairwise(steps)}) == 1
    assert 1 < len(steps) <= MOST_STEPS + 1
    assert str(steps[1]).rstrip("0") in {"1", "2", "5"}


def test_the_smaller_script_is_taken_in_the_right_version_only(tmp_path: Path) -> None:
    light = tmp_path / "plotly-basic.min.js"
    assert bundle.plotly_script(light) == bundle.FULL.read_text(encoding="utf-8")
    light.write_text("/**\n* plotly.js (basic - minified) v0.0.1\n*/", encoding="utf-8")
    assert bundle.plotly_script(light) == bundle.FULL.read_text(encoding="utf-8")
    light.write_text(f"/**\n* plotly.js (basic - minified) v{get_plotlyjs_version()}\n*/", encoding="utf-8")
    assert bundle.plotly_script(light) == light.read_text(encoding="utf-8")


@pytest.mark.skipif(not bundle.LIGHT.exists(), reason="npm was not there: the pages have the whole script")
def test_the_smaller_script_draws_what_charts_use() -> None:
    script = bundle.LIGHT.read_text(encoding="utf-8")
    assert bundle.plotly_script() == script
    assert all(f'name:"{kind}"' in script for kind in TRACES)
