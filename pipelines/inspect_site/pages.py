"""Every page against what is registered for it: each number of its texts and of its drawings, and nothing else."""

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipelines.inspect_site.axes import Outlines, is_number, outlines
from pipelines.inspect_site.built import MALFORMED, Built, Unreadable, read_json
from pipelines.inspect_site.chart import Drawing
from pipelines.inspect_site.decode import leaves
from pipelines.inspect_site.drawing import Finding, Known, check_drawing, read_drawing
from pipelines.inspect_site.looks import palette
from pipelines.inspect_site.numbers import NoStatistics, drawn, no_statistics, numbers, plain
from pipelines.inspect_site.page import Page, read_page
from pipelines.inspect_site.picture import is_picture
from pipelines.inspect_site.positions import Positions
from pipelines.inspect_site.registered import Registered, untrue
from schemas.problems import Problem, problem

AREAS = "data/areas.geojson"
SCRIPT = "assets/loader.js"
STYLE = "assets/charts.css"


@dataclass(frozen=True)
class Pages:
    """The pages of a site."""

    built: Built
    registered: Registered

    @cached_property
    def read(self) -> dict[str, Page]:
        """Every page that can be read, by the name of its file."""
        found = {}
        for name in self.built.names:
            if name.endswith(".html") and self.built.has(name):
                try:
                    found[name] = read_page(self.built.text(name))
                except Unreadable:
                    continue
        return found

    def check(self) -> Iterator[Problem]:
        """What is wrong on the pages; one problem for each place and kind."""
        positions = Positions()
        for name, page in self.read.items():
            found = Counter([*self._texts(name, page), *self._drawings(name, page, positions)])
            for (figure, (code, where)), count in sorted(found.items()):
                yield problem(code, file=name, column=figure, where=where, count=count)
        for name, figure, where in positions.telling():
            yield problem("TIP-E526", file=name, column=figure, where=where)
        yield from self._nowhere()

    @cached_property
    def no_statistics(self) -> NoStatistics:
        """What may stand on every page: names, labels, notes and dates of the release."""
        return no_statistics(self.built.release)

    def _is_registered(self, name: str, figure: str, text: str) -> bool:
        rest = numbers(self.no_statistics.without(plain(text)))
        return set(rest) <= self.registered.written(name, figure)

    def _texts(self, name: str, page: Page) -> Iterator[tuple[str, Finding]]:
        for piece in page.pieces:
            # The names of files are checked where the files are.
            if (
                piece.where == "a[href]"
                and posixpath.normpath(posixpath.join(name, "..", piece.text)) in self.built.names
            ):
                continue
            if not self._is_registered(name, piece.figure, piece.text):
                yield piece.figure, Finding("TIP-E523", piece.where)

    def _drawings(self, name: str, page: Page, positions: Positions) -> Iterator[tuple[str, Finding]]:
        for drawing in page.drawings:
            try:
                told = read_drawing(drawing)
                found = list(check_drawing(drawing, told, self._known(name, drawing)))
                positions.add(name, drawing.figure, told)
                # Of a drawing that tells too much nothing can follow.
                if not found and not is_picture(drawing, told, self._style):
                    found = [Finding("TIP-E538", "the picture")]
            except MALFORMED:
                found = [Finding("TIP-E527", "the drawing")]
            for finding in found:
                yield drawing.figure, finding

    def _known(self, name: str, drawing: Drawing) -> Known:
        figure = drawing.figure
        return Known(
            lambda text: self._is_registered(name, figure, text),
            self.registered.counted(name, figure),
            self._outlines,
            self._colours,
            self._most_times,
        )

    @cached_property
    def _outlines(self) -> Outlines:
        try:
            return outlines(read_json(self.built.text(AREAS)) if self.built.has(AREAS) else {})
        except MALFORMED:
            return outlines({})

    @cached_property
    def _colours(self) -> set[str]:
        return set(palette(self.built.text(SCRIPT) if self.built.has(SCRIPT) else ""))

    @cached_property
    def _style(self) -> str:
        return self.built.text(STYLE) if self.built.has(STYLE) else ""

    @cached_property
    def _most_times(self) -> int:
        """So many periods of one kind can stand side by side."""
        listed = [self.registered.values_of(name, "period") for name in self.built.tables]
        return max([12, *map(len, listed)])

    def _nowhere(self) -> Iterator[Problem]:
        """Registered numbers that stand on no page: a register is no place to tell a number."""
        seen = {name: set(_numbers_on(page)) for name, page in self.read.items()}
        yield from untrue(
            "page",
            "its page",
            (
                at
                for at, row in enumerate(self.built.places, start=2)
                if not set(numbers(plain(row["text"]))) <= seen.get(row["page"], set())
            ),
        )


def _numbers_on(page: Page) -> Iterator[str]:
    """Every number of a page as it is written, and those that its drawings draw."""
    for piece in page.pieces:
        yield from numbers(plain(piece.text))
    for drawing in page.drawings:
        try:
            found = [leaf for _, leaf in leaves(read_drawing(drawing))]
        except Unreadable:
            continue
        for leaf in found:
            if isinstance(leaf, str):
                yield from numbers(plain(drawn(leaf)))
            elif is_number(leaf):
                yield str(int(leaf)) if float(leaf).is_integer() else str(leaf)
