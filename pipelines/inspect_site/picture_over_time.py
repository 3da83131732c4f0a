"""Lines over time in panels, worked out again from their drawing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipelines.inspect_site.signs import Told, box, n, pct, written


@dataclass(frozen=True)
class OverTime:
    """Lines over time in panels."""

    told: Told
    colours: Mapping[str, str]

    def pieces(self) -> list[tuple[float, float]]:
        """From the title of each panel to the next."""
        tops = [self._top(note["y"]) - 22.0 for note in self._titles()]
        return list(zip(tops, [*tops[1:], float(self.told["layout"]["height"])], strict=True))

    def parts(self, name: str, top: float, end: float) -> Iterator[str]:
        """What is drawn between two heights."""
        for note in self._titles():
            if top <= self._top(note["y"]) < end:
                yield written(note["text"], "0", 0)
        for axis in dict.fromkeys(trace["xaxis"][1:] for trace in self.told["data"]):
            layout = self.told["layout"]
            scale = layout.get(f"yaxis{axis}") or layout["yaxis"]
            if top <= self._top(scale["domain"][1]) < end:
                yield from self._panel(name, axis, [one for one in self.told["data"] if one["xaxis"][1:] == axis], top)

    def _titles(self) -> list[Told]:
        return [note for note in self.told["layout"]["annotations"] if note["yref"] == "paper"]

    def _top(self, part: float) -> int:
        margin: Mapping[str, float] = self.told["layout"]["margin"]
        height = float(self.told["layout"]["height"])
        return round(margin["t"] + (1 - part) * (height - margin["t"] - margin["b"]))

    def _panel(self, name: str, axis: str, traces: Sequence[Told], above: float) -> Iterator[str]:
        layout = self.told["layout"]
        times, scale = (layout.get(f"{letter}axis{axis}") or layout[f"{letter}axis"] for letter in "xy")
        bottom, top = map(self._top, scale["domain"])
        (start, end), highest = times["range"], scale["range"][1]
        yield f'<svg class="panel" y="{n(top - above)}" width="100%" height="{n(bottom - top)}">'
        for value, text in zip(scale["tickvals"], scale["ticktext"], strict=True):
            y, look = pct(highest - value, highest), "grid" if value else "ink"
            yield f'<line class="line-{look}" x1="0%" y1="{y}" x2="100%" y2="{y}"/>'
            yield f'<text class="beside" x="-6" y="{y}" dy="5">{text}</text>'
        for trace in traces:
            yield from self._bands(name, trace, start, end - start)
        view = f'viewBox="{n(start)} {n(-highest)} {n(end - start)} {n(highest)}" preserveAspectRatio="none"'
        marks = "".join([*map(self._limits, traces), *map(_line, traces)])
        group = f'<g transform="scale(1 -1)">{marks}</g>' if marks else '<g transform="scale(1 -1)"/>'
        yield f'<svg width="100%" height="100%" {view}>{group}</svg>'
        for value, text in zip(times["tickvals"], times["ticktext"], strict=True):
            yield _time(pct(value - start, end - start), bottom - top, text)
        for note in layout["annotations"]:
            if re.sub("^x1$", "x", note["xref"]) == re.sub("^x1$", "x", f"x{axis}"):
                x = pct(note["x"] - start, end - start)
                if note["y"] == 1:
                    yield f'<text class="mark" x="{x}" y="-8">{note["text"]}</text>'
                    continue
                yield f'<text class="cross" x="{x}" y="50%" dy="6">{note["text"]}</text>'
        yield "</svg>"

    def _bands(self, name: str, trace: Told, start: float, wide: float) -> Iterator[str]:
        if trace["type"] != "bar" or _is_limit(trace):
            return
        is_hatched = "pattern" in trace["marker"]
        look = f'class="line-edge" fill="url(#{name}-withheld)"' if is_hatched else 'class="fill-veil"'
        for at in trace["x"]:
            left = pct(at - trace["width"] / 2 - start, wide)
            yield f'<rect {look} x="{left}" width="{pct(trace["width"], wide)}" height="100%"/>'

    def _limits(self, trace: Told) -> str:
        if trace["type"] != "bar" or not _is_limit(trace):
            return ""
        fill, edge, wide = trace["marker"]["color"], trace["marker"]["line"]["color"], trace["width"]
        look = f'class="fill-{self.colours[fill]} line-{self.colours[edge]}"'
        return "".join(box(look, x - wide / 2, 0, wide, y) for x, y in zip(trace["x"], trace["y"], strict=True))


def _time(x: str, foot: float, text: str) -> str:
    line = f'<line class="line-ink" x1="{x}" y1="{n(foot)}" x2="{x}" y2="{n(foot + 5)}"/>'
    return f'{line}<text class="under" x="{x}" y="{n(foot + 20)}">{text}</text>'


def _is_limit(trace: Told) -> bool:
    return "line" in trace["marker"] and "pattern" not in trace["marker"]


def _line(trace: Told) -> str:
    if trace["type"] != "scatter":
        return ""
    points = zip(trace["x"], trace["y"], strict=True)
    runs = [list(run) for is_told, run in groupby(points, lambda point: point[1] is not None) if is_told]
    line = "".join("M" + "L".join(f"{n(x)} {n(y)}" for x, y in run) for run in runs)
    dots = "".join(f"M{n(x)} {n(y)}h0" for run in runs for x, y in run)
    own = " later" if trace["line"].get("dash") == "dot" else ""
    return f'<path class="trend{own}" d="{line}"/><path class="dots{own}" d="{dots}"/>' if runs else ""
