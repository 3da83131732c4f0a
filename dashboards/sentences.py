"""Sentences that several charts share, made from published cells only. Nothing is said to be larger that may not be."""

from collections.abc import Sequence

import pandas as pd

from dashboards.cells import UNTOLD, Cell, answers, cells, whole
from dashboards.numbers import in_sentence
from dashboards.order import may_be_largest, span
from dashboards.texts import Texts

# More names than this say nothing any more.
MOST_NAMED = 4


def most_frequent(rows: pd.DataFrame, dimension: str, texts: Texts, noun: str) -> str:
    """Which answer was given most often, as far as the published numbers can tell, and how many are not told."""
    listed = cells(answers(rows, dimension))
    note = "" if listed and all(cell.state in UNTOLD for cell in listed) else untold_note(listed, texts)
    return joined(leading(rows, dimension, texts, noun), note)


def leading(rows: pd.DataFrame, dimension: str, texts: Texts, noun: str) -> str:
    """Which answer was given most often, and which one comes next, as far as the published numbers can tell."""
    listed = cells(answers(rows, dimension))
    shown = [cell for cell in listed if cell.count is not None]
    if listed and all(cell.state in UNTOLD for cell in listed):
        return texts("sentence.none_told")
    if listed and not shown:
        return texts("sentence.none_shown")
    if not any(cell.count for cell in shown):
        return texts("sentence.none", noun=noun)
    return _largest(listed, dimension, whole(rows, dimension), texts, noun)


def _largest(listed: list[Cell], dimension: str, base: Cell | None, texts: Texts, noun: str) -> str:
    first, top = _leading(listed)
    has_rivals = len(top) < len(first)
    of_base = "" if base is None or base.count is None or top[0].pct is None else "_of_base"
    if len(top) > MOST_NAMED:
        said = texts("sentence.too_close", answers=texts.number(len(top)))
    elif len(top) == 1:
        key = "largest_shown" if has_rivals else "most_often"
        said = texts(f"sentence.{key}{of_base}", **_words(top, base, dimension, texts), noun=noun)
    else:
        key = "tie" if all(cell.is_exact for cell in top) else "among"
        said = texts(f"sentence.{key}{of_base}", **_words(top, base, dimension, texts), noun=noun)
    if has_rivals:
        return joined(said, texts("sentence.may_be_larger"))
    return joined(said, _next([cell for cell in listed if cell is not top[0]], dimension, texts) if of_base else "")


def most_often(rows: pd.DataFrame, dimension: str, texts: Texts) -> str:
    """The one answer that was surely given most often, with its share, in a few words; empty where there is none."""
    listed = cells(answers(rows, dimension))
    first, top = _leading(listed)
    if len(first) != 1 or not top or not top[0].count or top[0].pct is None:
        return ""
    label = texts.label(dimension, top[0].values[dimension])
    return texts("message.most_often", label=texts("list.quoted", label=label), pct=texts.about_pct(top[0].pct))


def _leading(listed: Sequence[Cell]) -> tuple[list[Cell], list[Cell]]:
    """Those that no other is surely larger than, and those of them whose number is told, the largest first."""
    first = [listed[at] for at in may_be_largest([span(cell) for cell in listed])]
    return first, sorted((cell for cell in first if cell.count is not None), key=lambda cell: -(cell.count or 0))


def _next(rest: Sequence[Cell], dimension: str, texts: Texts) -> str:
    """The one that surely comes next, with its share."""
    first, top = _leading(rest)
    if len(first) != 1 or not top or not top[0].count or top[0].pct is None:
        return ""
    label = texts.label(dimension, top[0].values[dimension])
    return texts("sentence.next", label=texts("list.quoted", label=label), pct=texts.about_pct(top[0].pct))


def _words(top: list[Cell], base: Cell | None, dimension: str, texts: Texts) -> dict[str, str]:
    named = [texts("list.quoted", label=texts.label(dimension, cell.values[dimension])) for cell in top]
    each = [with_number(name, cell, texts) for name, cell in zip(named, top, strict=True)]
    return {
        "label": texts.series(named),
        "labels": texts.series(each),
        "count": in_sentence(top[0], texts),
        "base": "" if base is None else in_sentence(base, texts),
        "pct": "" if top[0].pct is None else texts.about_pct(top[0].pct),
    }


def with_number(name: str, cell: Cell, texts: Texts) -> str:
    """A name with its number behind it."""
    return texts("list.with_number", label=name, count=in_sentence(cell, texts))


def untold_note(listed: Sequence[Cell], texts: Texts) -> str:
    """Of how many numbers only a limit is told, and how many are withheld; empty where there are none."""
    below = sum(cell.state == "below" for cell in listed)
    untold = sum(cell.state in UNTOLD for cell in listed)
    words = {"below": texts.number(below), "untold": texts.number(untold), "groups": texts.number(len(listed))}
    if below and untold:
        return texts("sentence.below_and_withheld", **words)
    if below:
        return texts("sentence.one_below" if below == 1 else "sentence.some_below", **words)
    if untold:
        return texts("sentence.one_withheld" if untold == 1 else "sentence.some_withheld", **words)
    return ""


def joined(*parts: str) -> str:
    """Sentences one after the other, without the empty ones."""
    return " ".join(part for part in parts if part)
