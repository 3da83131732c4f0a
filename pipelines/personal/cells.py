"""What a run of texts holds of each form, looked for over the distinct texts by Arrow, and only then one by one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.personal.numbers import is_real
from pipelines.personal.shapes import PLAIN, SHAPES, WORTH

# A whole column of harmless-looking numbers is judged by so many; to look at more would teach nothing.
MOST_CHECKED = 2000
DASHES = "[\u2010-\u2015\u2212]"
BLANKS = "[\u00a0\u2007\u2009\u202f]"
FORMS = {shape.name: shape for shape in SHAPES}


@dataclass(frozen=True)
class Found:
    """The texts of one form: how many have it, which of them are real, and how they begin."""

    shape: str
    like: int
    real: tuple[str, ...]
    starts: frozenset[str]


def find(texts: Any, names: Sequence[str]) -> Iterator[Found]:
    """Every form among `names` that one of the distinct `texts` (an Arrow array) has."""
    whole = [name for name in names if FORMS[name].kind == "address"]
    yield from _find(texts, pc.utf8_trim_whitespace(texts), whole)
    worth = texts.filter(pc.match_substring_regex(texts, WORTH))
    if not len(worth):
        return
    clean = pc.utf8_trim_whitespace(pc.replace_substring_regex(worth, DASHES, "-"))
    clean = pc.replace_substring_regex(clean, BLANKS, " ")
    telling = pc.invert(pc.match_substring_regex(clean, PLAIN))
    yield from _find(worth.filter(telling), clean.filter(telling), [name for name in names if name not in whole])


def _find(texts: Any, clean: Any, names: Sequence[str]) -> Iterator[Found]:
    """The same among texts of which `clean` are the plain spellings."""
    for name in names if len(texts) else ():
        has = pc.match_substring_regex(clean, FORMS[name].pattern)
        if pc.any(has).as_py():
            most = MOST_CHECKED if FORMS[name].is_bare else len(texts)
            written = texts.filter(has).slice(0, most).to_pylist()
            spelt = clean.filter(has).slice(0, most).to_pylist()
            real = tuple(text for text, plain in zip(written, spelt, strict=True) if is_real(name, plain))
            yield Found(name, len(spelt), real, frozenset(_start(text) for text in spelt))


def rows_of(column: Any, texts: Sequence[str]) -> Any:
    """Where in a column the texts stand: an array of places."""
    return pc.indices_nonzero(pc.is_in(column, pa.array(texts, pa.string())))


def _start(text: str) -> str:
    """The letters that a number begins with, or its first six digits: the same everywhere in numbers of one's own."""
    letters = re.match(r"[A-Za-z]+", text)
    return letters[0] if letters else text[:6]
