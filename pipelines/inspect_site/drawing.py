"""One drawing of a page: its kinds of marks, its texts, and every number in it, wherever it stands."""

import math
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipelines.inspect_site.axes import Axis, Outlines, axis_of, has_plain_scale, is_number, read_axis
from pipelines.inspect_site.built import Unreadable, read_json
from pipelines.inspect_site.chart import Drawing
from pipelines.inspect_site.decode import Path, decoded, leaves
from pipelines.inspect_site.looks import AXIS_KEY, is_look, is_name
from pipelines.inspect_site.numbers import drawn, numbers, plain

# Bars and lines of published numbers. Histograms, boxes, violins and the like carry raw rows into the page.
TRACES = {"bar", "scatter"}
LETTERS = {"x": "x", "x0": "x", "x1": "x", "y": "y", "y0": "y", "y1": "y"}


class Finding(NamedTuple):
    """What is wrong, and where; never the number itself, which may be one that must not be known."""

    code: str
    where: str


@dataclass(frozen=True)
class Known:
    """What a drawing may hold: texts that are registered, values, outlines and colours of the site."""

    is_registered: Callable[[str], bool]
    counted: Set[float]
    outlines: Outlines
    colours: Set[str]
    most_times: int


def read_drawing(drawing: Drawing) -> dict[str, Any]:
    """The drawing with its arrays decoded.

    Raises:
        Unreadable: It is no drawing.
    """
    told = decoded(read_json(drawing.text))
    if not isinstance(told, dict) or not isinstance(told.get("data"), list):
        raise Unreadable("it is no drawing")
    if not isinstance(told.get("layout"), dict) or not all(isinstance(trace, dict) for trace in told["data"]):
        raise Unreadable("it is no drawing")
    return told


def check_drawing(drawing: Drawing, told: Mapping[str, Any], known: Known) -> Iterator[Finding]:
    """Everything in the drawing that is neither a registered number, nor a place or a look that follows from them."""
    layout = told["layout"]
    for at, trace in enumerate(told["data"]):
        if trace.get("type", "scatter") not in TRACES:
            yield Finding("TIP-E525", f"data.{at}")
    if drawing.height != str(layout.get("height")):
        yield Finding("TIP-E526", "layout.height")
    reader = _Reader(told, known)
    for path, value in leaves(dict(told)):
        where = ".".join(map(str, path))
        if any(isinstance(key, str) and not reader.is_key(at, key) for at, key in enumerate(path)):
            yield Finding("TIP-E523", f"a key of {path[0]}")
        elif isinstance(value, str) and not reader.is_text(value):
            yield Finding("TIP-E523", where)
        elif is_number(value) and not reader.is_place(path, float(value)):
            yield Finding("TIP-E526", where)


@dataclass(frozen=True)
class _Reader:
    told: Mapping[str, Any]
    known: Known

    @property
    def layout(self) -> Mapping[str, Any]:
        layout: Mapping[str, Any] = self.told["layout"]
        return layout

    def is_key(self, at: int, key: str) -> bool:
        is_axis = at == 1 and AXIS_KEY.fullmatch(key)
        return bool(is_axis) or key in LETTERS or not numbers(plain(key))

    def is_text(self, text: str) -> bool:
        said = drawn(text)
        return not numbers(plain(said)) or is_name(text, self.known.colours) or self.known.is_registered(said)

    def is_place(self, path: Path, value: float) -> bool:
        """Whether a number may stand at the end of the path."""
        match path:
            case ("data", int(at), "x" | "y" | "base" as key, *_):
                return self._is_drawn(self.told["data"][at], key, value)
            case ("layout", "annotations" | "shapes" as kind, int(at), str(key)) if key in LETTERS:
                return self._is_mark(self.layout[kind][at], key, value)
            case ("layout", str(axis), str(key), *_) if AXIS_KEY.fullmatch(axis):
                return self._is_scale(axis, key, value)
            case ("layout", "height"):
                return value.is_integer() and value >= 60
        return is_look(str(path[-1]), value) or value in self.known.counted

    def _is_drawn(self, trace: Mapping[str, Any], key: str, value: float) -> bool:
        """Outlines of areas, and points on axes."""
        if trace.get("fill") == "toself":
            return self.known.outlines.has_line(trace.get("x"), trace.get("y"))
        across = "x" if trace.get("orientation") == "h" else "y"
        return self._axis(trace, LETTERS.get(key, across)).allows(value, self.known.counted)

    def _axis(self, mark: Mapping[str, Any], letter: str) -> Axis:
        return self._read(axis_of(mark, letter, self.layout))

    def _read(self, told: Mapping[str, Any]) -> Axis:
        height = self.layout.get("height", 0)
        return read_axis(told, float(height), self.known.counted, self.known.most_times)

    def _is_mark(self, mark: Mapping[str, Any], key: str, value: float) -> bool:
        """Notes and lines stand beside what they belong to."""
        letter = LETTERS[key]
        if mark.get(f"{letter}ref") == "paper":
            ends = [axis.get("domain", [0, 1]) for name, axis in self.layout.items() if AXIS_KEY.fullmatch(name)]
            return value == 0 or any(value in end for end in ends)
        is_in_panel = str(mark.get(f"{letter}ref")).endswith(" domain")
        axis = Axis("panel") if is_in_panel else self._axis(mark, letter)
        if axis.kind == "map":
            return self.known.outlines.has_middle(mark.get("x"), mark.get("y"))
        # An upright line at zero is where every bar begins.
        return axis.allows(value, self.known.counted) or (axis.kind == "counts" and value == 0)

    def _is_scale(self, axis: str, key: str, value: float) -> bool:
        told = self.layout[axis]
        match key:
            case "range":
                return self._read(told).kind != "unknown"
            case "domain":
                return 0 <= value <= 1
            case "tickvals" if self._read(told).kind == "counts":
                return has_plain_scale(told)
            case "tickvals":
                return self._read(told).allows(value, self.known.counted)
            case "scaleratio":
                return math.isclose(value, self._ratio())
        return is_look(key, value)

    def _ratio(self) -> float:
        """How much shorter a degree of longitude is than one of latitude, in the middle of the map."""
        ys = [y for trace in self.told["data"] if trace.get("fill") == "toself" for y in trace["y"] if y is not None]
        middle = (min(ys) + max(ys)) / 2 if ys else 0.0
        return 1 / max(math.cos(math.radians(middle)), 0.1)
