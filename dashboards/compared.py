"""Two periods side by side, in words: one is larger only where the published intervals do not overlap."""

from collections.abc import Sequence

from dashboards.cells import Cell
from dashboards.numbers import in_sentence
from dashboards.order import span
from dashboards.texts import Texts


def relation(now: Cell, before: Cell) -> str:
    """How a number is to an earlier one: "more", "fewer", "same", or "unclear", where what is told proves neither."""
    new, old = span(now), span(before)
    if new == old:
        return "same"
    if new.least > old.most:
        return "more"
    return "fewer" if new.most < old.least else "unclear"


def last_two(listed: Sequence[Cell]) -> tuple[Cell, Cell] | None:
    """The last period and the one before it, where both are told in one number."""
    if len(listed) < 2 or listed[-1].count is None or listed[-2].count is None:
        return None
    return listed[-1], listed[-2]


def side_by_side(key: str, listed: Sequence[Cell], texts: Texts) -> str:
    """The last period that is over against the one before; empty where one of them is not told in a number."""
    pair = last_two([cell for cell in listed if not cell.is_unfinished])
    if pair is None:
        return ""
    now, before = pair
    return texts(
        key,
        period=texts.period(now.values["period"]),
        count=in_sentence(now, texts),
        comparison=texts(
            f"compared.{relation(now, before)}",
            period=texts.period(before.values["period"]),
            count=in_sentence(before, texts),
        ),
    )


def in_part(listed: Sequence[Cell], texts: Texts) -> str:
    """Which period is told in part and set beside no other; empty where everything is of periods that are over."""
    found = [cell.values["period"] for cell in listed if cell.is_unfinished and cell.state != "no_report"]
    return texts("sentence.in_part", period=texts.label("period", found[0])) if found else ""
