"""Where lines and bars stand follows from the texts beside them, on all pages alike: a distance tells nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.inspect_site.axes import is_number
from pipelines.inspect_site.numbers import BETWEEN, BREAK

# No drawing is lower than this: below a short one there is empty paper, always up to here.
LEAST = 60
# What a distance may depend on: the kind of drawing, the lines and the kind of a text, and the kind of what follows.
Key = tuple[object, ...]
Place = tuple[str, str]


@dataclass
class Positions:
    """The distances of all drawings, each by what it may depend on."""

    found: dict[Key, dict[float, list[Place]]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, page: str, figure: str, told: Mapping[str, Any]) -> None:
        """Note every distance in one drawing of bars in rows."""
        for key, distance in _distances(told):
            self.found[key].setdefault(round(distance, 6), []).append((page, figure))

    def telling(self) -> Iterator[tuple[str, str, str]]:
        """Drawings with a distance that other drawings, or other places of the same one, do not have."""
        seen = set()
        for distances in self.found.values():
            usual = max(distances.values(), key=len)
            seen |= {place for places in distances.values() if places is not usual for place in places}
        for page, figure in sorted(seen):
            yield page, figure, "the distances between its lines"


def _distances(told: Mapping[str, Any]) -> Iterator[tuple[Key, float]]:
    layout = told["layout"]
    notes = [note for note in layout.get("annotations", []) if note.get("yref") == "y" and is_number(note.get("y"))]
    bars = [trace for trace in told["data"] if trace.get("type") == "bar"]
    if not notes or not bars or not is_number(layout.get("height")):
        return
    form = "stacked on a base" if any("base" in trace for trace in bars) else "side by side"
    starts = sorted(at for trace in bars for at in _list(trace.get("base", trace.get("y"))))
    lines = layout.get("shapes", [])
    middles = [(float(line["y0"]) + float(line["y1"])) / 2 for line in lines] or starts
    for note, after in zip(notes, [*notes[1:], None], strict=True):
        top = float(note["y"])
        end = float(layout["height"] if after is None else after["y"])
        inside = sorted({start for start in starts if top <= start < end})
        is_drawn = any(top <= middle < end for middle in middles)
        key = (form, *_kind(note), is_drawn, None if after is None else _kind(after)[1])
        if after is not None or end > LEAST:
            yield (*key, "next"), end - top
        for start in inside:
            yield (*key, "bar"), start - top
    for line, middle in zip(lines, middles, strict=False):
        yield (form, "line", "length"), float(line["y1"]) - float(line["y0"])
        yield (form, "line", "beside a bar"), float(middle not in starts)


def _kind(note: Mapping[str, Any]) -> tuple[int, str]:
    """So many lines, and whether it is the label of a bar, a heading, or a remark."""
    text = str(note.get("text", ""))
    is_strong = text.startswith("<b>") and text.endswith("</b>")
    kind = "label" if BETWEEN in text else "heading" if is_strong else "remark"
    return len(BREAK.findall(text)) + 1, kind


def _list(value: object) -> list[float]:
    listed = value if isinstance(value, list) else [value]
    return [float(one) for one in listed if isinstance(one, int | float)]
