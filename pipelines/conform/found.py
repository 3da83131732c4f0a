"""What stood in the cells that are a problem, told so that it gives nothing away: its shape, the nearest known word."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.problems import Problem
from schemas.words import SCHEMES, fold, list_names, missing_texts, word_list

Rejected = tuple[Problem, list[int]]
# Codes by which a whole text, and not one word of it, is unfit: no known word is near to such a text.
WORDS = {"TIP-E155", "TIP-E157", "TIP-E158"}
LONGEST = 24
CLOSE = 0.75
# Looking for a near word is slow, and whoever fills a column with something else fills all of it.
MOST_LOOKS = 60


def with_found(
    chunk: pa.Table, rejected: Sequence[Rejected], known: Mapping[str, Collection[str]] | None = None
) -> list[Rejected]:
    """The same problems and rows, parted by what was found; a text is masked unless anybody may know it.

    `known`: for a code the texts that would have been right, where `expected` does not list them.
    """
    numbers = chunk.column("row").to_numpy() if rejected else np.array([], dtype=np.int32)
    parted: list[Rejected] = []
    for problem, rows in rejected:
        if problem.column not in chunk.column_names or problem.column == "row":
            parted.append((problem, rows))
            continue
        places = np.searchsorted(numbers, rows)
        cells = chunk.column(problem.column).take(pa.array(places))
        parted += _by_shape(problem, rows, cells, (known or {}).get(problem.code, ()))
    return parted


def _by_shape(problem: Problem, rows: list[int], cells: pa.ChunkedArray, known: Collection[str]) -> list[Rejected]:
    """One entry for each kind of text that was found."""
    if pa.types.is_dictionary(cells.type):
        cells = cells.cast(pa.string())
    counted = pc.fill_null(cells, "").combine_chunks().dictionary_encode()
    texts = counted.dictionary.to_pylist()
    told: dict[Problem, list[int]] = {}
    words = known or problem.expected.split(", ") if problem.code in WORDS else ()
    says = [_told(problem, text, words if at < MOST_LOOKS else ()) for at, text in enumerate(texts)]
    for row, code in zip(rows, counted.indices.to_pylist(), strict=True):
        told.setdefault(says[code], []).append(row)
    return list(told.items())


def _told(problem: Problem, text: str, words: Collection[str]) -> Problem:
    return replace(problem, found=mask(text), nearest=nearest(text, words))


def mask(text: str) -> str:
    """The text where it is a word of the public lists; otherwise its shape, letters as x and digits as 9."""
    text = text.strip()
    if not text or fold(text) in _public():
        return text
    shape = "".join(_sign(sign) for sign in text[:LONGEST])
    return shape + ("…" if len(text) > LONGEST else "")


def _sign(sign: str) -> str:
    if sign.isdigit():
        return "9"
    if sign.isalpha():
        return "X" if sign.isupper() else "x"
    return sign if sign.isascii() and sign.isprintable() else "?"


def nearest(text: str, words: Collection[str]) -> str:
    """The known word that is almost the text, or nothing; it tells no more than that word."""
    folded = {fold(word): word for word in words}
    found = get_close_matches(fold(text[:100]), list(folded), n=1, cutoff=CLOSE)
    return folded[found[0]] if found else ""


@cache
def _public() -> frozenset[str]:
    """Every word of the closed lists and of their schemes, and the words for no answer."""
    lists = [word_list(name) for name in list_names()]
    own = {fold(name) for each in lists for name in each.words}
    others = {text for each in lists for scheme in SCHEMES for text in each.crosswalk(scheme)}
    return frozenset({text for text in own | others if any(map(str.isalpha, text))} | set(missing_texts()) - {""})
