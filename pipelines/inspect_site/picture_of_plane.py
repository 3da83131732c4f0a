"""The picture of points over two scales, worked out again from its drawing."""

from collections.abc import Iterator, Mapping

from pipelines.inspect_site.signs import HIDDEN, Told, n, pct

DOWN = {"top": 10, "middle": 4, "bottom": 0}


def plane_of(told: Told, colours: Mapping[str, str]) -> str:
    """All of it: heads, and within the panel steps, lines, points and names."""
    return "".join(_parts(told["layout"], told["data"], colours))


def _parts(layout: Told, data: list[Told], colours: Mapping[str, str]) -> Iterator[str]:
    high = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    right, top = (layout[f"{letter}axis"]["range"][1] for letter in "xy")
    yield f'<svg class="picture" width="100%" height="{n(layout["height"])}"{HIDDEN}>'
    for note in layout["annotations"]:
        if note["yref"] == "paper":
            y = layout["margin"]["t"] + (1 - note["y"]) * high - note["yshift"]
            yield _text(note, f'x="{pct(note["x"], 1)}" y="{n(y)}" dx="{n(note["xshift"])}"')
    yield f'<svg class="panel" y="{n(layout["margin"]["t"])}" width="100%" height="{n(high)}">'
    for value, text in _steps(layout["yaxis"]):
        y, look = pct(top - value, top), "grid" if value else "ink"
        yield f'<line class="line-{look}" x1="0%" y1="{y}" x2="100%" y2="{y}"/>'
        yield f'<text class="beside" x="-6" y="{y}" dy="5">{text}</text>'
    for value, text in _steps(layout["xaxis"]):
        x = pct(value, right)
        yield f'<line class="line-ink" x1="{x}" y1="{n(high)}" x2="{x}" y2="{n(high + 5)}"/>'
        yield f'<text class="under" x="{x}" y="{n(high + 20)}">{text}</text>'
    view = f'viewBox="0 {n(-top)} {n(right)} {n(top)}" preserveAspectRatio="none"'
    yield f'<svg class="plane" width="100%" height="100%" {view}><g transform="scale(1 -1)">'
    yield from (_mark(trace, colours) for trace in data)
    yield "</g></svg>"
    for note in layout["annotations"]:
        if note["yref"] == "y":
            shift = f'dx="{n(note["xshift"])}" dy="{n(DOWN[note["yanchor"]] - note["yshift"])}"'
            yield _text(note, f'x="{pct(note["x"], right)}" y="{pct(top - note["y"], top)}" {shift}')
    yield "</svg></svg>"


def _steps(axis: Told) -> Iterator[tuple[float, str]]:
    yield from zip(axis["tickvals"], axis["ticktext"], strict=True)


def _text(note: Told, place: str) -> str:
    return f'<text class="spot {note["xanchor"]}" {place}>{note["text"]}</text>'


def _mark(trace: Told, colours: Mapping[str, str]) -> str:
    points = [f"{n(x)} {n(y)}" for x, y in zip(trace["x"], trace["y"], strict=True)]
    if trace["mode"] == "markers":
        return f'<path class="spots" d="{"".join(f"M{point}h0" for point in points)}"/>'
    look = f"{'limit' if 'dash' in trace['line'] else 'middle'} line-{colours[trace['line']['color']]}"
    return f'<path class="{look}" d="M{"L".join(points)}"/>'
