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
    """Which answer was given most often, of how many, as far as the published numbers can tell."""
    listed = cells(answers(rows, dimension))
    shown = [cell for cell in listed if cell.count is not None]
    if listed and all(cell.state in UNTOLD for cell in listed):
        return texts("sentence.none_told")
    if listed and not shown:
        said = texts("sentence.none_shown")
    elif not any(cell.count for cell in shown):
        said = texts("sentence.none", noun=noun)
    else:
        said = _largest(listed, dimension, whole(rows, dimension), texts, noun)
    return joined(said, untold_note(listed, texts))


def _largest(listed: list[Cell], dimension: str, base: Cell | None, texts: Texts, noun: str) -> str:
    first = [listed[at] for at in may_be_largest([span(cell) for cell in listed])]
    top = sorted((cell for cell in first if cell.count is not None), key=lambda cell: -(cell.count or 0))
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
    return joined(said, texts("sentence.may_be_larger") if has_rivals else "")


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


def total(rows: pd.DataFrame, texts: Texts, key: str) -> str:
    """One published number in a sentence of its own; `key`_withheld where it is not told."""
    only = next(iter(cells(rows)), None)
    if only is None or (only.count is None and only.limit is None):
        return texts(f"{key}_withheld")
    return texts(key, count=in_sentence(only, texts))


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
