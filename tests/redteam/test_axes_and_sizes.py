"""Lengths, ends of axes, distances, sizes and colours tell numbers without writing any."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from dashboards.bars import Bar, bars
from pipelines.inspect_site.positions import Positions
from pipelines.show.figures import drawing
from tests.redteam.planted import Drawing, Site

Change = Callable[[Drawing], object]


def first(drawing: Drawing) -> dict[str, Any]:
    found: dict[str, Any] = drawing["data"][0]
    return found


def with_length(length: float) -> Change:
    return lambda drawing: first(drawing).update(x=[length, *first(drawing)["x"][1:]])


def moved(amount: float) -> Change:
    return lambda drawing: first(drawing).update(y=[first(drawing)["y"][0] + amount, *first(drawing)["y"][1:]])


IN_BARS: dict[str, Change] = {
    "a length": with_length(97),
    "a length that is nearly right": with_length(96.0003),
    "the end of an axis": lambda d: d["layout"]["xaxis"].update(range=[0, 407]),
    "the beginning of an axis": lambda d: d["layout"]["xaxis"].update(range=[7, 400]),
    "an axis of logarithms": lambda d: d["layout"]["xaxis"].update(range=[0.3, 2.6], type="log"),
    "the place of a bar": moved(7),
    "the place of a bar, a little": moved(0.07),
    "the place of a text": lambda d: d["layout"]["annotations"][1].update(y=d["layout"]["annotations"][1]["y"] + 3),
    "the length of the line at zero": lambda d: d["layout"]["shapes"][0].update(y1=d["layout"]["shapes"][0]["y1"] + 2),
    "the place of the line at zero": lambda d: d["layout"]["shapes"][0].update(x0=3, x1=3),
    "how thick bars are": lambda d: first(d).update(width=17),
    "how thick lines are": lambda d: d["layout"]["shapes"][0]["line"].update(width=5),
    "how large letters are": lambda d: d["layout"]["font"].update(size=17),
    "how bright a bar is": lambda d: first(d).update(opacity=0.37),
    "a colour that no chart has": lambda d: first(d)["marker"].update(color="#123456"),
    "a margin": lambda d: d["layout"]["margin"].update(l=37),
    "a gap": lambda d: d["layout"].update(bargap=0.37),
    "the height": lambda d: d["layout"].update(height=d["layout"]["height"] + 7),
}


@pytest.mark.parametrize("leak", IN_BARS.values(), ids=IN_BARS)
def test_what_a_chart_of_bars_tells_beside_its_numbers_is_found(leak: Change, site: Site) -> None:
    site.draw("who.html", "who_age", leak)
    assert site.codes() & {"TIP-E523", "TIP-E526"}


def test_a_band_of_what_is_not_told_has_one_length(site: Site) -> None:
    def shorter(drawing: Drawing) -> None:
        bands = [trace for trace in drawing["data"] if "pattern" in trace["marker"]]
        assert bands
        bands[0]["x"] = [37] * len(bands[0]["x"])

    site.draw("who.html", "who_suspects", shorter)
    assert site.codes() == {"TIP-E526"}


IN_LINES: dict[str, Change] = {
    "a point": lambda d: line_of(d).update(y=[7, *line_of(d)["y"][1:]]),
    "sizes of points": lambda d: line_of(d)["marker"].update(size=[3, 7, 9]),
    "the size of all points": lambda d: line_of(d)["marker"].update(size=7.3),
    "a point between two periods": lambda d: line_of(d).update(x=[0.37, *line_of(d)["x"][1:]]),
    "the end of an axis": lambda d: d["layout"]["yaxis"].update(range=[0, 137]),
    "the periods on the axis": lambda d: d["layout"]["xaxis"].update(range=[-0.6, 7319]),
    "where it ticks": lambda d: d["layout"]["xaxis"].update(tickvals=[0.37]),
}


def line_of(drawing: Drawing) -> dict[str, Any]:
    found: dict[str, Any] = next(trace for trace in drawing["data"] if trace["type"] == "scatter")
    return found


@pytest.mark.parametrize("leak", IN_LINES.values(), ids=IN_LINES)
def test_what_lines_tell_beside_their_numbers_is_found(leak: Change, site: Site) -> None:
    site.draw("when.html", "when_quarter", leak)
    assert site.codes() == {"TIP-E526"}


def outline(drawing: Drawing) -> dict[str, Any]:
    found: dict[str, Any] = next(trace for trace in drawing["data"] if trace.get("fill") == "toself")
    return found


IN_MAPS: dict[str, Change] = {
    "a corner": lambda d: outline(d).update(x=[outline(d)["x"][0] + 0.0007, *outline(d)["x"][1:]]),
    "a mark on a place": lambda d: d["data"].append({"type": "scatter", "x": [-89.87], "y": [40.03]}),
    "a colour that no chart has": lambda d: outline(d).update(fillcolor="#123456"),
    "the shape of the map": lambda d: d["layout"]["yaxis"].update(scaleratio=1.7),
    "the place of a name": lambda d: d["layout"]["annotations"][0].update(x=-89.87),
    "a class of the legend": lambda d: d["data"][-1].update(name="1 to 7"),
}


@pytest.mark.parametrize("leak", IN_MAPS.values(), ids=IN_MAPS)
def test_what_a_map_tells_beside_its_numbers_is_found(leak: Change, site: Site) -> None:
    site.draw("where.html", "where_map", leak)
    assert site.codes() & {"TIP-E523", "TIP-E526"}


def test_the_height_of_the_place_is_that_of_the_drawing(site: Site) -> None:
    site.replace("who.html", 'data-height="', 'data-height="1')
    assert site.codes() == {"TIP-E526"}


def test_a_chart_of_one_bar_is_as_high_as_the_lowest_chart() -> None:
    positions = Positions()
    for name, count in (("one", 1), ("several", 3)):
        made = bars([Bar(f"{2020 + at}", 10.0, "10") for at in range(count)])
        positions.add("who.html", name, json.loads(drawing(made)))
    assert not list(positions.telling())
