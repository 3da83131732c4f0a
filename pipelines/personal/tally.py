"""What has been seen of one column so far: how many texts of which form and where, and whether it reads like prose."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pyarrow.compute as pc

from pipelines.personal.cells import FORMS, find, rows_of
from pipelines.personal.roles import Role
from pipelines.personal.shapes import EVERY, FORMED, NOT_EVEN_TOKENS, STRONG, STRONG_WORTH

ROWS_TOLD = 5
# A bare form is telling where most of the column's numbers of that form are real.
SHARE = {"bare_phone": 0.7, "bare_card": 0.5, "bare_dni": 0.6, "bare_passport": 0.9}
OF_ALL_IDS = 0.9
# Digits without any form are telling only where they fill a column: so many different ones, and that share of its
# texts. Of nine random digits one number in nine could be nobody's; below a header that speaks of them it takes fewer.
WITHOUT_FORM = {"bare_ssn": "ssn", "bare_seven": "phone", "very_bare_seven": "phone"}
ENOUGH, NEARLY_ALL = {"bare_ssn": 50, "bare_seven": 30}, 0.98
ENOUGH_HINTED, MOST = 3, 0.8
FLAGS = r"(?i)^(0|1|true|false|yes|no|y|n|x|t|f|s|si|sí|verdadero|falso|)$"
SENTENCE = r"(\S+\s+){3}\S+"
LONG_SENTENCE = r"(\S+\s+){8}\S+"
SHORTEST_FORM = len("a@b.co")
FEWEST, LONG, HARDLY_REPEATED, MANY = 3, 25, 0.4, 20


@dataclass
class Tally:
    """One column: its role, what its header says of bare digits, and the counts that decide whether it may come in."""

    role: Role
    context: str = ""
    cells: Counter[str] = field(default_factory=Counter)
    like: Counter[str] = field(default_factory=Counter)
    real: Counter[str] = field(default_factory=Counter)
    starts: dict[str, set[str]] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)
    filled: int = 0
    distinct: int = 0
    sentences: int = 0
    characters: int = 0
    long_sentences: int = 0
    is_only_flags: bool = True

    def see(self, column: Any, first_row: int, *, is_named: bool) -> None:
        """Take a run of cells into account; `is_named` where the header alone is forbidden already."""
        if self.role in ("id", "plain") and not is_named:
            self._see_strong(column, first_row)
            return
        texts, times = pc.value_counts(column).flatten()
        is_filled = pc.not_equal(pc.utf8_trim_whitespace(texts), "")
        texts, times = texts.filter(is_filled), times.filter(is_filled)
        if not len(texts):
            return
        self.filled += int(pc.sum(times).as_py())
        self.distinct += len(texts)
        if is_named and self.is_only_flags:
            self.is_only_flags = bool(pc.all(pc.match_substring_regex(pc.utf8_trim_whitespace(texts), FLAGS)).as_py())
        lengths = pc.utf8_length(texts)
        self.characters += int(pc.sum(lengths).as_py())
        longest = pc.max(lengths).as_py()
        if self.role == "unknown" and longest >= LONG:
            self.sentences += int(pc.sum(pc.match_substring_regex(texts, SENTENCE)).as_py())
            self.long_sentences += int(pc.sum(pc.match_substring_regex(texts, LONG_SENTENCE)).as_py())
        if longest >= SHORTEST_FORM:
            self._see_forms(column, texts, first_row, EVERY if self.role == "unknown" else FORMED)

    def _see_strong(self, column: Any, first_row: int) -> None:
        """Numbers of their own, dates and tokens: nothing but what none of them is ever written like."""
        is_id = self.role == "id"
        names = STRONG if is_id else NOT_EVEN_TOKENS
        self.distinct += len(column)
        found = column.filter(pc.match_substring_regex(column, STRONG_WORTH))
        if len(found):
            self._see_forms(column, pc.unique(found), first_row, names)

    def _see_forms(self, column: Any, texts: Any, first_row: int, names: tuple[str, ...]) -> None:
        counted: dict[str, set[str]] = {}
        for found in find(texts, names):
            self.like[found.shape] += found.like
            self.real[found.shape] += len(found.real)
            self.starts.setdefault(found.shape, set()).update(sorted(found.starts)[:100])
            known = counted.setdefault(FORMS[found.shape].kind, set())
            new = [text for text in found.real if text not in known]  # "tel. +1 ..." has two forms, and is one number
            known.update(new)
            if new:
                places = rows_of(column, new)
                self.cells[found.shape] += len(places)
                rows = self.rows.setdefault(found.shape, [])
                rows += [first_row + place for place in places.slice(0, ROWS_TOLD - len(rows)).to_pylist()]

    def kinds(self) -> dict[str, tuple[int, tuple[int, ...]]]:
        """The kinds of personal data in the cells: how many cells, and the first rows."""
        found: dict[str, tuple[int, tuple[int, ...]]] = {}
        for shape in self.real:
            if self._is_telling(shape):
                count, rows = found.get(FORMS[shape].kind, (0, ()))
                more = (*rows, *self.rows.get(shape, ()))
                found[FORMS[shape].kind] = (count + self.cells[shape], tuple(sorted(set(more)))[:ROWS_TOLD])
        return found

    def _is_telling(self, shape: str) -> bool:
        real, like = self.real[shape], self.like[shape]
        if self.role == "id" and shape == "ssn":
            return real >= OF_ALL_IDS * self.distinct
        if not FORMS[shape].is_bare:
            return real > 0
        if shape in WITHOUT_FORM and not self._is_full_of(shape):
            return False
        # Numbers that an office gives out itself begin alike; those of people's own do not.
        begin_alike = like >= FEWEST and len(self.starts[shape]) <= max(1, like // 10)
        is_lettered = shape == "bare_passport" and any(len(start) == 1 for start in self.starts[shape])
        return real > 0 and real >= SHARE.get(shape, 0) * like and (is_lettered or not begin_alike)

    def _is_full_of(self, shape: str) -> bool:
        """Whether the column holds hardly anything but these digits, and more of them the less its header says."""
        if self.context == WITHOUT_FORM[shape]:
            enough, share = ENOUGH_HINTED, MOST
        elif self.context or shape not in ENOUGH:
            return False
        else:
            enough, share = ENOUGH[shape], NEARLY_ALL
        return self.real[shape] >= max(enough, share * self.distinct)

    @property
    def is_prose(self) -> bool:
        """Long texts that hardly ever repeat, in a column that nobody declared.

        The labels of a code may be long too, and in a short file none of them repeats: there it takes whole sentences.
        """
        if self.role != "unknown" or self.distinct < max(2, HARDLY_REPEATED * self.filled):
            return False
        is_long = self.characters >= LONG * self.distinct and 2 * self.sentences >= self.distinct
        return (is_long and self.distinct >= MANY) or 2 * self.long_sentences >= self.distinct
