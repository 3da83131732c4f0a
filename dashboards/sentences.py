"""Sentences that several charts share, made from published cells only; what is hidden is said to be hidden."""

import pandas as pd

from dashboards.cells import Cell, answers, cells, whole
from dashboards.texts import Texts


def most_frequent(rows: pd.DataFrame, dimension: str, texts: Texts, noun: str) -> str:
    """Which answer was given most often, of how many, and how many answers are hidden."""
    listed = cells(answers(rows, dimension))
    shown = [cell for cell in listed if cell.count is not None]
    if listed and not shown:
        return texts("sentence.all_hidden")
    highest = max((cell.count or 0 for cell in shown), default=0)
    if not highest:
        return _with_hidden(texts("sentence.none", noun=noun), listed, texts)
    top = [cell for cell in shown if cell.count == highest]
    names = texts.series(texts("list.quoted", label=texts.label(dimension, cell.values[dimension])) for cell in top)
    is_whole_story = len(shown) == len(listed)
    said = _of_base(names, top, whole(rows, dimension), texts, noun)
    said = texts("sentence.most_often" if is_whole_story else "sentence.largest_shown", said=said)
    said = _with_hidden(said, listed, texts)
    is_beyond_doubt = is_whole_story or (top[0].pct or 0) > 50
    return said if is_beyond_doubt else f"{said} {texts('sentence.may_be_larger')}"


def total(rows: pd.DataFrame, texts: Texts, key: str) -> str:
    """One published number in a sentence of its own; `key`_hidden where it is hidden."""
    only = next(iter(cells(rows)), None)
    if only is None or only.count is None:
        return texts(f"{key}_hidden")
    return texts(key, count=texts.number(only.count))


def hidden_note(listed: list[Cell], texts: Texts) -> str:
    """How many of the numbers are hidden, empty where none is."""
    hidden = sum(cell.state == "hidden" for cell in listed)
    if not hidden:
        return ""
    key = "sentence.one_hidden" if hidden == 1 else "sentence.some_hidden"
    return texts(key, hidden=texts.number(hidden), groups=texts.number(len(listed)))


def _of_base(names: str, top: list[Cell], base: Cell | None, texts: Texts, noun: str) -> str:
    number = texts.number(top[0].count or 0)
    kind = "tie" if len(top) > 1 else "most"
    if base is None or base.count is None or top[0].pct is None:
        return texts(f"sentence.{kind}_alone", label=names, count=number, noun=noun)
    return texts(
        f"sentence.{kind}",
        label=names,
        count=number,
        base=texts.number(base.count),
        pct=texts.about_pct(top[0].pct),
        noun=noun,
    )


def _with_hidden(said: str, listed: list[Cell], texts: Texts) -> str:
    return " ".join(part for part in (said, hidden_note(listed, texts)) if part)
