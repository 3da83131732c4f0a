"""Which header of a file is the one that a declaration names: the same in any spelling, none, or one of several."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from schemas.mapping import Record
from schemas.words import fold

HYPHENS = dict.fromkeys(map(ord, "-\u2010\u2011\u2012\u2013\u2014\u2212"), " ")
BOM = "\ufeff"
# KoboToolbox writes the groups of a form before the name of a question.
GROUP = "/"
How = Literal["exact", "spelling", "group", "synonym", ""]


@dataclass(frozen=True)
class Wanted:
    """One column that a record declares: what it is `use`d for, and the names any of which will do.

    `marks`: what may stand between its name and an answer, where each answer has a yes/no column of its own.
    """

    use: str
    names: tuple[str, ...]
    field: str = ""
    is_optional: bool = False
    is_flag: bool = False
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """The header of the file that a name stands for, and how it was found; several where it could be each of them."""

    header: str | None = None
    how: How = ""
    several: tuple[str, ...] = ()


def wanted(record: Record) -> Iterator[Wanted]:
    """Every column that a record declares, in the order of its declaration."""
    yield from (Wanted("id", record.spelled(name)) for name in record.id)
    for field, column in record.columns.items():
        if column.header:
            marks = () if column.flags else record.option_marks
            yield Wanted(field, record.spelled(*column.header), field, column.optional, marks=marks)
        for name, word in column.flags.items():
            yield Wanted(f"{field}: {word}", record.spelled(name), is_optional=column.optional, is_flag=True)
    for key, question in record.questions.items():
        if question.header:
            marks = () if question.flags else record.option_marks
            names = record.spelled(*question.header)
            yield Wanted(f"question {key}", names, is_optional=question.optional, marks=marks)
        for name, answer in question.flags.items():
            yield Wanted(f"question {key}: {answer}", record.spelled(name), is_optional=question.optional, is_flag=True)
    for filter_ in (*record.filter, *record.held_unless):
        yield Wanted("filter", record.spelled(filter_.column), is_optional=filter_.optional)
    yield from (Wanted("totals", record.spelled(name)) for name in record.totals)


def plain(header: str) -> str:
    """Headers that differ in case, accents, blanks, underscores, hyphens or a byte order mark are the same."""
    return fold(header.removeprefix(BOM).translate(HYPHENS))


class HeaderIndex:
    """The headers of one file, to be looked up in every spelling."""

    def __init__(self, headers: Sequence[str]) -> None:
        self._exact = set(headers)
        self._spellings: dict[str, list[str]] = {}
        self._ends: dict[str, list[str]] = {}
        for header in dict.fromkeys(headers):
            for key in {plain(header), _joined(header)}:
                self._spellings.setdefault(key, []).append(header)
            for end in self._ends_of(header):
                self._ends.setdefault(plain(end), []).append(header)

    def find(self, name: str, *, is_flag: bool = False, but_not: Collection[str] = ()) -> Found:
        """The header that the name stands for; `but_not` those that another name stands for to the letter."""
        if name in self._exact:
            return Found(name, "exact")
        for key in dict.fromkeys((plain(name), _joined(name))):
            if found := _one_of(self._spellings.get(key, []), "spelling", but_not):
                return found
        if found := _one_of(self._ends.get(plain(name), []), "group", but_not):
            return found
        if GROUP in name and not is_flag:  # declared from an export with groups, delivered from one without
            return _one_of(self._spellings.get(plain(name.rpartition(GROUP)[2]), []), "group", but_not) or Found()
        return Found()

    def has_answers(self, each: Wanted) -> bool:
        """Whether a question stands in the file as one column for each of its answers."""
        starts = (header.partition(mark)[0] for mark in each.marks for header in self._exact if mark in header)
        return bool(each.marks) and not {plain(start) for start in starts}.isdisjoint(map(plain, each.names))

    def _ends_of(self, header: str) -> Iterator[str]:
        """What a header says without its groups; an answer of a question with several answers is no question."""
        parts = header.split(GROUP)
        for at in range(1, len(parts)):
            is_answer = at == len(parts) - 1 and GROUP.join(parts[:at]) in self._exact
            if parts[at].strip() and not is_answer:
                yield GROUP.join(parts[at:]).strip()


def _joined(header: str) -> str:
    """As `plain`, and without any blank: TypeOfExploitation is Type of exploitation."""
    return plain(header).replace(" ", "")


def _one_of(headers: Sequence[str], how: How, but_not: Collection[str]) -> Found | None:
    free = tuple(header for header in headers if header not in but_not)
    if not free:
        return None
    return Found(free[0], how) if len(free) == 1 else Found(several=free)
