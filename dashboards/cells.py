"""Reading published rows: what is told of each number, and how closely. Rows are selected, never added up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from schemas.problems import DeclarationMistake, problem

State = Literal["shown", "below", "withheld", "hidden", "no_report"]
# What a row says of itself; whatever else it says (noise added on purpose, too), it shows a number.
STATES: dict[object, State] = {
    "below": "below",
    "withheld": "withheld",
    "hidden": "hidden",
    "not_reported": "no_report",
}
# Of these nothing is told, and they share one mark.
UNTOLD = ("withheld", "hidden")

TOTAL = "total"
ANY_ANSWER = "any_answer"
WHOLES = (TOTAL, "asked", ANY_ANSWER)
NOT_ANSWERS = ("unknown", "refused", "not_collected", "not_applicable", "not_asked", "no_answer")

# The first column that is a measure; every column before it is a dimension of the table.
MEASURES = ("count", "has_report")
# What a row says of its count, beside it; every other measure is a figure worked out from counts.
OF_COUNT = ("count", "at_least", "at_most", "status", "base", "fact", "is_coarse")
FLAGS = ("is_revised", "is_break", "is_provisional", "is_unfinished")
# Figures of the place and not of its number: they are told whatever is told of the number.
OF_PLACE = ("population", "funnel_low", "funnel_high")


@dataclass(frozen=True)
class Cell:
    """One published cell. `count` and every figure of it are None unless it is shown.

    The true number lies from `at_least` to `at_most`, which is None where no end is told. `is_coarse` says that it
    is rounded more coarsely than the others; `fact` is its number among the registered facts; `is_revised` says that
    the release before told it otherwise; `is_break` that other organisations reported than in the period before;
    `is_provisional` that it may still change, and `is_unfinished` that it does because its period is not over.
    """

    values: Mapping[str, str]
    state: State
    count: int | None
    base: int | None
    figures: Mapping[str, float | None]
    at_least: int = 0
    at_most: int | None = None
    is_coarse: bool = False
    fact: int | None = None
    is_revised: bool = False
    is_break: bool = False
    is_provisional: bool = False
    is_unfinished: bool = False

    @property
    def marks(self) -> tuple[str, ...]:
        """What stands beside the number; of one that is not told, nobody can say that it may change."""
        is_told = self.count is not None or self.limit is not None
        found = {"provisional": self.is_provisional and is_told, "revised": self.is_revised, "break": self.is_break}
        return tuple(mark for mark, is_so in found.items() if is_so)

    @property
    def pct(self) -> float | None:
        """The published percentage, None where there is none."""
        return self.figures.get("pct")

    @property
    def is_exact(self) -> bool:
        """Whether the number that is shown is the true one."""
        return self.count is not None and self.at_least == self.at_most

    @property
    def limit(self) -> int | None:
        """Of a number that is only said to be below a limit, the limit."""
        return self.at_most + 1 if self.state == "below" and self.at_most is not None else None


def dimensions(rows: pd.DataFrame) -> list[str]:
    """The breakdowns of a table, in their order."""
    names = [str(name) for name in rows.columns]
    first = min(names.index(name) for name in MEASURES if name in names)
    return names[:first]


def breakdown(rows: pd.DataFrame, *names: str, **fixed: str) -> pd.DataFrame:
    """The rows that break down by `names` only: every other dimension at its total, or at the value given."""
    _require(rows, *names, *fixed)
    kept = rows
    for name in dimensions(rows):
        if name not in names:
            kept = kept[kept[name] == fixed.get(name, TOTAL)]
    return kept


def cells(rows: pd.DataFrame) -> list[Cell]:
    """The rows as cells, in the order of the table."""
    known = dimensions(rows)
    measured = [str(name) for name in rows.columns if name not in known]
    return [_cell({str(key): value for key, value in row.items()}, known, measured) for row in rows.to_dict("records")]


def answers(rows: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """The rows of real answers: no totals, no unknown or refused."""
    _require(rows, dimension)
    return rows[~rows[dimension].isin([*WHOLES, *NOT_ANSWERS])]


def parts(rows: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """The rows of answers and of missing answers: everything but the totals."""
    _require(rows, dimension)
    return rows[~rows[dimension].isin(WHOLES)]


def without_unused(rows: pd.DataFrame, is_unused: Callable[[str], bool]) -> pd.DataFrame:
    """The rows without the values that `is_unused` speaks of, where every cell of such a value is a true zero."""
    kept = rows
    for name in dimensions(rows) if "count" in rows.columns else ():
        is_nothing = (rows["count"] == 0).fillna(value=False) | (rows.get("status") == "not_reported")
        nothing = is_nothing.groupby(rows[name]).all()
        kept = kept[~kept[name].isin([value for value in nothing.index[nothing] if is_unused(str(value))])]
    return kept


def is_missing_answer(value: str) -> bool:
    """Whether a value says that there is no answer: unknown, refused, an area or a month that was not told."""
    return value in NOT_ANSWERS or value.endswith(("-unspecified", "-undated"))


def whole(rows: pd.DataFrame, dimension: str) -> Cell | None:
    """The cell that the answers are a part of: those with a known answer, else all."""
    by_value = {cell.values[dimension]: cell for cell in cells(rows)}
    return by_value.get(ANY_ANSWER) or by_value.get("asked") or by_value.get(TOTAL)


def _require(rows: pd.DataFrame, *names: str) -> None:
    known = dimensions(rows)
    missing = [name for name in names if name not in known]
    if missing:
        raise DeclarationMistake(*(problem("TIP-E351", column=name, expected=", ".join(known)) for name in missing))


def _cell(row: Mapping[str, object], known: list[str], measured: list[str]) -> Cell:
    figures = {name: _number(row[name]) for name in measured if name not in (*OF_COUNT, *FLAGS)}
    state = STATES.get(row.get("status"), "shown")
    count, base, fact = _whole(row.get("count")), _whole(row.get("base")), _whole(row.get("fact"))
    least, most = _whole(row.get("at_least")), _whole(row.get("at_most"))
    if state == "no_report":
        least = most = 0
    elif state == "shown" and least is None and row.get("status") != "noisy":
        least = most = count
    return Cell(
        values={name: str(row[name]) for name in known},
        state=state,
        count=count if state == "shown" else None,
        base=base,
        figures={name: told if state == "shown" or name in OF_PLACE else None for name, told in figures.items()},
        at_least=least or 0,
        at_most=most,
        is_coarse=row.get("is_coarse") is True,
        fact=fact,
        is_revised=row.get("is_revised") is True,
        is_break=row.get("is_break") is True and state != "no_report",
        is_provisional=row.get("is_provisional") is True,
        is_unfinished=row.get("is_unfinished") is True,
    )


def _whole(value: object) -> int | None:
    number = _number(value)
    return None if number is None else int(number)


def _number(value: object) -> float | None:
    """A number, or None for every kind of missing value and for what is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124  NaN
        return None
    return value
