"""The JSON of every drawing is decoded to its last leaf, and each number in it has to be a published one."""

import base64
import json
import struct
from collections.abc import Callable
from typing import Any

import pytest

from tests.redteam.planted import SECRET, Drawing, Site

Change = Callable[[Drawing], object]


def typed(*numbers: float, dtype: str = "f8") -> dict[str, str]:
    form = {"f8": "d", "i4": "i", "i2": "h", "float64": "d"}[dtype]
    return {"dtype": dtype, "bdata": base64.b64encode(struct.pack(f"<{len(numbers)}{form}", *numbers)).decode()}


def in_trace(**told: Any) -> Change:
    return lambda drawing: drawing["data"][0].update(told)


def in_layout(**told: Any) -> Change:
    return lambda drawing: drawing["layout"].update(told)


def at_top(**told: Any) -> Change:
    return lambda drawing: drawing.update(told)


LEAKS: dict[str, Change] = {
    "customdata": in_trace(customdata=[[SECRET]]),
    "customdata in base64": in_trace(customdata=typed(SECRET)),
    "small integers in base64": in_trace(customdata=typed(3, 4, dtype="i4")),
    "lengths in base64": in_trace(x=typed(SECRET, 1, 2)),
    "base64 under its other name": in_trace(customdata=typed(SECRET, dtype="float64")),
    "base64 in base64": in_trace(meta={"rows": [typed(SECRET)]}),
    "text": in_trace(text=[f"{SECRET} people"]),
    "numbers as text": in_trace(text=[SECRET]),
    "hovertext": in_trace(hovertext=[f"{SECRET}"]),
    "hovertemplate": in_trace(hovertemplate=f"{SECRET}<extra></extra>"),
    "texttemplate": in_trace(texttemplate=f"{SECRET}"),
    "meta": in_trace(meta={"hidden": SECRET}),
    "ids": in_trace(ids=[f"person {SECRET}"]),
    "name": in_trace(name=f"{SECRET}"),
    "legend group": in_trace(legendgroup=f"{SECRET}"),
    "error bars": in_trace(error_x={"array": [SECRET]}),
    "widths": in_trace(width=[SECRET]),
    "selected points": in_trace(selectedpoints=[SECRET]),
    "JSON in a text": in_trace(meta=json.dumps({"hidden": [SECRET]})),
    "base64 in JSON in a text": in_trace(meta=json.dumps({"hidden": typed(SECRET)})),
    "a key": in_trace(meta={f"n{SECRET}": True}),
    "an axis that does not exist": in_layout(**{f"xaxis{SECRET}": {"visible": False}}),
    "frames": at_top(frames=[{"name": "one", "data": [{"x": [SECRET]}]}]),
    "frames in base64": at_top(frames=[{"data": [{"x": typed(SECRET)}]}]),
    "menus": in_layout(updatemenus=[{"buttons": [{"args": [{"x": [[SECRET]]}], "method": "restyle"}]}]),
    "sliders": in_layout(sliders=[{"steps": [{"label": f"{SECRET}", "args": []}]}]),
    "title": in_layout(title={"text": f"{SECRET} people"}),
    "template": in_layout(template={"data": {"bar": [{"customdata": [SECRET]}]}}),
    "meta of the layout": in_layout(meta={"total": SECRET}),
    "geometry by name": in_layout(meta={"geometry": ["x", "y", "base"], "n": SECRET}),
    "data revision": in_layout(datarevision=SECRET),
    "an image": in_layout(images=[{"source": "data:image/png;base64,AAAA", "sizex": SECRET}]),
    "a colour": in_trace(marker={"color": f"#00{SECRET}"}),
    "colours by numbers": in_trace(marker={"color": [SECRET]}),
    "an ending of an axis": in_layout(xaxis={"range": [0, SECRET]}),
    "where it ticks": in_layout(xaxis={"range": [0, 400], "tickvals": [SECRET]}),
    "what it says there": in_layout(xaxis={"range": [0, 400], "ticktext": [f"{SECRET}"]}),
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_a_number_in_a_drawing_is_found(leak: Change, site: Site) -> None:
    site.draw("who.html", "who_age", leak)
    assert site.codes() & {"TIP-E523", "TIP-E526"}


def note(drawing: Drawing) -> dict[str, Any]:
    found: dict[str, Any] = drawing["layout"]["annotations"][0]
    return found


@pytest.mark.parametrize(
    "leak",
    [
        lambda drawing: note(drawing).update(text=f"Children\u2003{SECRET}"),
        lambda drawing: note(drawing).update(hovertext=f"{SECRET}"),
        lambda drawing: note(drawing).update(text="7<b></b>319"),
        lambda drawing: note(drawing).update(text="&#55;&#51;&#49;&#57;"),
        lambda drawing: drawing["layout"]["annotations"].append({"text": f"{SECRET}", "visible": False}),
    ],
)
def test_a_number_in_a_note_is_found(leak: Change, site: Site) -> None:
    site.draw("who.html", "who_age", leak)
    assert site.codes() & {"TIP-E523"}


@pytest.mark.parametrize(
    "text",
    [
        '{"data":[],"layout":{"height":60},"layout":{"height":60}}',
        '{"data":[{"x":{"dtype":"f8","bdata":"AA"}}],"layout":{}}',
        '{"data":[{"x":{"dtype":"f8","bdata":"AAAAAAAA8D8=","extra":1}}],"layout":{}}',
        '{"data":[{"x":{"dtype":"c16","bdata":"AAAAAAAA8D8="}}],"layout":{}}',
        '{"data":[{"x":[NaN]}],"layout":{}}',
        '{"data":[1],"layout":{}}',
        '{"data":[],"layout":{"annotations":7}}',
        "[]",
        "nothing",
    ],
)
def test_a_drawing_that_cannot_be_read_is_found(text: str, site: Site) -> None:
    html = site.text("who.html")
    start = html.index('class="drawing">') + len('class="drawing">')
    site.write("who.html", html[:start] + text + html[html.index("</script>", start) :])
    assert site.codes() & {"TIP-E526", "TIP-E527"}


@pytest.mark.parametrize("kind", ["text/javascript", "application/json", "module"])
def test_numbers_in_other_scripts_are_found(kind: str, site: Site) -> None:
    site.replace("who.html", "</main>", f'<script type="{kind}">var rows = [{SECRET}]</script></main>')
    assert site.codes() == {"TIP-E528"}


def test_properties_of_outlines_are_found(site: Site) -> None:
    told = json.loads(site.text("data/areas.geojson"))
    told["features"][0]["properties"]["people"] = SECRET
    site.write("data/areas.geojson", json.dumps(told))
    assert site.codes() == {"TIP-E536"}


@pytest.mark.parametrize("where", ["features", "feature", "geometry"])
def test_notes_of_map_files_are_found(where: str, site: Site) -> None:
    told = json.loads(site.text("data/areas.geojson"))
    feature = told["features"][0]
    {"features": told, "feature": feature, "geometry": feature["geometry"]}[where]["note"] = "x"
    site.write("data/areas.geojson", json.dumps(told))
    assert site.codes() == {"TIP-E536"}
