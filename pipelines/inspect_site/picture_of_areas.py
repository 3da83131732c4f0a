"""The picture of a map, worked out again from the outlines of its drawing."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape

from pipelines.inspect_site.signs import HIDDEN, NAMES, Told, n, pattern, pct

Box = tuple[float, float, float, float]


def map_of(figure: str, told: Told, colours: Mapping[str, str]) -> str:
    """Outlines, names and legend."""
    layout, ratio = told["layout"], told["layout"]["yaxis"]["scaleratio"]
    outlines = [trace for trace in told["data"] if trace.get("fill") == "toself"]
    xs, ys = ([at for trace in outlines for at in trace[letter] if at is not None] for letter in "xy")
    box = (min(xs), max(ys), max(xs) - min(xs), max(ys) - min(ys))
    drawn = f'<div class="map">{_shapes(figure, outlines, box, ratio, colours)}'
    named = "".join(_name(note, box) for note in layout.get("annotations", []))
    names = f'<svg class="names" width="100%" height="100%"{HIDDEN}>{named}</svg>' if named else ""
    key = "".join(_entry(trace, colours) for trace in told["data"] if trace.get("showlegend"))
    title = escape(unescape(layout["legend"]["title"]["text"]), quote=False)
    return f'{drawn}{names}</div><p class="key">{title}</p><ul class="key">{key}</ul>'


def _shapes(figure: str, outlines: Sequence[Told], box: Box, ratio: float, colours: Mapping[str, str]) -> str:
    left, top, wide, high = box
    high *= ratio
    size, tile = min(780 / wide, 408 / high), max(wide, high) / 60
    signs = [trace["fillpattern"]["shape"] for trace in outlines if "fillpattern" in trace]
    tiles = f'width="{n(tile)}" height="{n(tile / ratio)}"'
    more = ' viewBox="0 0 8 8" preserveAspectRatio="none"'
    patterns = "".join(pattern(figure, sign, tiles, more, is_turned=True) for sign in NAMES if sign in signs)
    defs = f"<defs>{patterns}</defs>" if patterns else ""
    paths = "".join(_outline(figure, trace, colours) for trace in outlines)
    view = f"{n(left)} {n(-top * ratio)} {n(wide)} {n(high)}"
    sizes = f'width="{n(round(wide * size))}" height="{n(round(high * size))}" viewBox="{view}"'
    group = f'<g transform="scale(1 {n(-ratio)})">{paths}</g>'
    return f'<svg class="picture" {sizes}{HIDDEN}>{defs}{group}</svg>'


def _outline(figure: str, trace: Told, colours: Mapping[str, str]) -> str:
    if "fillpattern" in trace:
        look = f'class="line-ink" fill="url(#{figure}-{NAMES[trace["fillpattern"]["shape"]]})"'
    else:
        look = f'class="fill-{colours[trace["fillcolor"]]} line-ink"'
    return f'<path {look} d="{"".join(_rings(trace))}"/>'


def _rings(trace: Told) -> Iterator[str]:
    ring: list[str] = []
    for x, y in [*zip(trace["x"], trace["y"], strict=True), (None, None)]:
        if x is None:
            yield f"M{'L'.join(ring)}Z"
            ring = []
        else:
            ring.append(f"{n(x)} {n(y)}")


def _name(note: Told, box: Box) -> str:
    left, top, wide, high = box
    x, lines = pct(note["x"] - left, wide), note["text"].split("<br>")
    places = [4 - 7 * (len(lines) - 1), *[14] * (len(lines) - 1)]
    spans = "".join(f'<tspan x="{x}" dy="{dy}">{line}</tspan>' for dy, line in zip(places, lines, strict=True))
    return f'<text x="{x}" y="{pct(top - note["y"], high)}">{spans}</text>'


def _entry(trace: Told, colours: Mapping[str, str]) -> str:
    marker = trace["marker"]
    shape = marker.get("pattern", {}).get("shape", "")
    strokes = {"/": "M6 13L14 1M14 13L22 1M1 9L6 1", "|": "M6 1V13M12 1V13M18 1V13", "": ""}[shape]
    box = f'<rect class="fill-{colours[marker["color"]]} line-ink" x="1" y="1" width="22" height="12"/>'
    hatch = f'<path class="hatch" d="{strokes}"/>' if strokes else ""
    name = escape(unescape(trace["name"]), quote=False)
    return f'<li><svg width="24" height="14"{HIDDEN}>{box}{hatch}</svg><span>{name}</span></li>'
