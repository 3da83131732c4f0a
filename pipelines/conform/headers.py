"""Which column of a file is the one that a source declares, and in which words a person is told so."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.headers import Found, HeaderIndex, How, plain, wanted
from schemas.problems import Problem, problem
from schemas.source import Record
from schemas.synonyms import may_be_taken, synonyms

__all__ = ["FileHeaders", "Use"]


@dataclass(frozen=True)
class Use:
    """One declared column that was found: its declared name, the header of the file, and how it was found."""

    name: str
    header: str
    how: How
    is_shared: bool


class FileHeaders:
    """Finds the file's own spelling of a declared header, and keeps what could not be found.

    A header that is another declared one to the letter is taken for no other field. `record` is the declaration
    whose columns are looked for and `kind` its record type, without which no other name of a field is accepted.
    """

    def __init__(self, headers: Sequence[str], record: Record | None = None, kind: str = "") -> None:
        self._headers = tuple(dict.fromkeys(headers))
        self._index = HeaderIndex(headers)
        self._kind = kind
        self._declared = tuple(wanted(record)) if record else ()
        self._exact = {name for each in self._declared for name in each.names} & set(headers)
        self._missing: list[Problem] = []
        self.uses: list[Use] = []
        self.notes: list[Problem] = []

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers of the file, each once."""
        return self._headers

    def __call__(
        self, *names: str, optional: bool = False, field: str = "", is_flag: bool = False, is_shared: bool = False
    ) -> str | None:
        """The header, or None; a missing one that is not optional is a problem.

        Only what `is_shared` (a number, a filter, a total) may be a column that a field comes from, too.
        """
        taken = () if is_shared else self._exact.difference(names)
        several: tuple[str, ...] = ()
        for name in names:
            found = self._index.find(name, is_flag=is_flag, but_not=taken)
            if found.header:
                self.uses.append(Use(name, found.header, found.how, is_shared))
                return found.header
            several = several or found.several
        if several:
            self._missing.append(problem("TIP-E741", column=names[0], headers=", ".join(several)))
        elif not optional:
            return self._by_another_name(names, field)
        return None

    @property
    def problems(self) -> list[Problem]:
        """Columns that are missing, that could be several of the file's, and columns that could be several declared."""
        names: dict[str, dict[str, None]] = {}
        for use in self.uses:
            if use.how != "exact" and not use.is_shared:
                names.setdefault(use.header, {})[use.name] = None
        doubtful = [
            problem("TIP-E742", column=header, names=", ".join(declared))
            for header, declared in names.items()
            if len(declared) > 1
        ]
        return [*self._missing, *doubtful]

    def _by_another_name(self, names: Sequence[str], field: str) -> str | None:
        """The only header that is another name of the field, said in a note; else the column is missing."""
        known = synonyms(self._kind)[field] if self._kind and may_be_taken(self._kind, field) else frozenset[str]()
        fitting = [header for header in self._headers if plain(header) in known]
        free = [header for header in fitting if header not in self._claimed()] if fitting else []
        if len(free) != 1:
            self._missing.append(problem("TIP-E150", column=names[0], expected=" or ".join(names)))
            return None
        self.uses.append(Use(names[0], free[0], "synonym", is_shared=False))
        self.notes.append(problem("TIP-E743", column=names[0], header=f'"{free[0]}"'))
        return free[0]

    def _claimed(self) -> Counter[str]:
        """Headers that some declared name stands for, or might."""
        found: list[Found] = [
            self._index.find(name, is_flag=each.is_flag) for each in self._declared for name in each.names
        ]
        return Counter(header for each in found for header in (each.header, *each.several) if header)
