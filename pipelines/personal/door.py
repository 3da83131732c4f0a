"""The door: sees every cell of a file before anything of it is stored, and lets none through once it has an alarm."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

import pyarrow as pa

from pipelines.personal.cells import FORMS, find
from pipelines.personal.headers import context_of, header_kind, is_in_group, kinds, last_part
from pipelines.personal.letters import letter
from pipelines.personal.roles import Role
from pipelines.personal.shapes import FORMED
from pipelines.personal.tally import Tally
from schemas.problems import FileStopped, Problem, problem
from schemas.words import fold

BY_NAME, IN_CELLS, IN_HEADERS, PROSE = "TIP-E700", "TIP-E701", "TIP-E702", "TIP-E703"
MOST_WORDS_OF_DATA = 3
DATA_LIKE = re.compile(r"[\W_]*\d[\d\W_]*")
LINKAGE_KEYS = "TIP-E720"
PROSE_KIND, SLK_KIND = "prose", "slk"
SAYS = {
    SLK_KIND: "linkage keys without a key over them",
    "ssn": "US social security numbers",
    "card": "payment card numbers",
    "passport": "passport numbers",
}
ENOUGH_FOR_PROSE = 1000


Alarm = tuple[int, str, str, int, tuple[int, ...]]


class _Run(Protocol):
    """A run of rows: its columns are Arrow arrays of text, by place."""

    @property
    def columns(self) -> list[Any]: ...

    def __len__(self) -> int: ...


Run = TypeVar("Run", bound=_Run)


class Door:
    """The door for one file; `roles` says what the source has declared, `drop` which columns are cut off anyway.

    One that `holds` lets nothing out after an alarm and stops the file at its end; another one only looks.
    """

    def __init__(self, file: str, roles: Mapping[str, Role], drop: Sequence[str] = (), *, holds: bool = True) -> None:
        self._file = file
        self._roles = roles
        self._drop = frozenset(map(fold, drop))
        self._holds = holds
        self._titles: list[tuple[str, ...]] = []
        self._named: dict[int, str] = {}
        self._in_headers: dict[int, str] = {}
        self._tallies: list[Tally] = []
        self.dropped: dict[int, str] = {}

    def open(self, titles: Sequence[tuple[str, ...]]) -> None:
        """Take the headers in: for each column by place, every text that stands above it, its name first."""
        self._titles = list(titles)
        for place, above in enumerate(titles):
            role: Role = next((self._roles[fold(text)] for text in above if fold(text) in self._roles), "unknown")
            self._tallies.append(Tally(role, context_of(above)))
            if is_dropped(above, self._drop):
                self.dropped[place] = above[0]
                continue
            kind = next((kind for text in above if (kind := header_kind(text))), "")
            if kind and not (kind == PROSE_KIND and role != "unknown"):
                self._named[place] = kind
            short = pa.array([text for text in above if 0 < len(text.split()) <= MOST_WORDS_OF_DATA], pa.string())
            if told := next((FORMS[each.shape].kind for each in find(short, FORMED) if each.real), ""):
                self._in_headers[place] = told

    def through(self, runs: Iterator[Run], first_row: int) -> Iterator[Run]:
        """The same runs of rows, each seen before it goes on."""
        is_over = False
        for run in runs:
            for place, column in enumerate(run.columns):
                if place not in self.dropped and place < len(self._tallies):
                    self._tallies[place].see(column, first_row, is_named=place in self._named)
            first_row += len(run)
            is_over = self._holds and (is_over or bool(self._alarms(ENOUGH_FOR_PROSE)))
            if not is_over:
                yield run
        if self._holds and (found := self.problems()):
            raise FileStopped(*found)

    def problems(self) -> tuple[Problem, ...]:
        """What may not come in, by column; no cell of the file is in it, and no header that may be data."""
        return tuple(told for _, told in self.told())

    def told(self) -> list[tuple[int, Problem]]:
        """The same with the place of each column."""
        return [
            (
                place,
                problem(
                    code,
                    file=self._file,
                    column=self.name_of(place),
                    count=count,
                    letter=letter(place),
                    what=says(kind),
                    rows=", ".join(map(str, rows)),
                ),
            )
            for place, code, kind, count, rows in sorted(self._alarms(1))
        ]

    def places(self) -> dict[int, str]:
        """The columns that may not come in, by place, and what each holds."""
        return {place: says(kind) for place, _, kind, _, _ in sorted(self._alarms(1), reverse=True)}

    def name_of(self, place: int) -> str:
        """The name of a column; nothing where the row of headers may be a row of data."""
        is_data = bool(self._in_headers) or any(DATA_LIKE.fullmatch(text) for above in self._titles for text in above)
        return "" if is_data else self._titles[place][0]

    def is_named(self, place: int) -> bool:
        """Whether the header alone forbids the column."""
        return place in self._named

    def is_declared(self, place: int) -> bool:
        """Whether the source reads this column."""
        return self._tallies[place].role != "unknown"

    def _alarms(self, enough: int) -> list[Alarm]:
        """Place, code, kind, number of cells and first rows; prose only where `enough` cells have been seen."""
        found: list[Alarm] = [(place, IN_HEADERS, kind, 1, ()) for place, kind in self._in_headers.items()]
        found += [(place, BY_NAME, kind, 1, ()) for place, kind in self._named.items() if self._is_held(place)]
        for place, tally in enumerate(self._tallies):
            if place not in self._named:
                codes = {SLK_KIND: LINKAGE_KEYS}
                found += [(place, codes.get(kind, IN_CELLS), kind, *where) for kind, where in tally.kinds().items()]
                if tally.filled >= enough and tally.is_prose and not tally.kinds():
                    found.append((place, PROSE, PROSE_KIND, 1, ()))
        return found

    def _is_held(self, place: int) -> bool:
        """A forbidden column that is empty holds nothing, and the ticks of "how found / telephone" are no numbers."""
        tally = self._tallies[place]
        return tally.filled > 0 and not (tally.is_only_flags and is_in_group(self._titles[place][0]))


def is_dropped(titles: Sequence[str], drop: Collection[str]) -> bool:
    """Whether one of a column's titles, with or without its form's groups, is among the folded names to cut off."""
    return any(fold(text) in drop or fold(last_part(text)) in drop for text in titles if text)


def says(kind: str) -> str:
    """What a kind is called in a sentence."""
    return SAYS.get(kind) or kinds()[kind].says
