"""Which column of a file is the one that a source declares."""

from collections.abc import Sequence

from schemas.problems import Problem, problem
from schemas.words import fold


class FileHeaders:
    """Finds the file's own spelling of a declared header, and keeps what could not be found."""

    def __init__(self, headers: Sequence[str]) -> None:
        self.exact = set(headers)
        self.folded: dict[str, list[str]] = {}
        for header in headers:
            self.folded.setdefault(fold(header), []).append(header)
        self.problems: list[Problem] = []

    def __call__(self, *names: str, optional: bool = False) -> str | None:
        """The header, or None; a missing one that is not optional is a problem."""
        for name in names:
            if name in self.exact:
                return name
            alike = self.folded.get(fold(name), [])
            if len(alike) == 1:
                return alike[0]
        if not optional:
            self.problems.append(problem("TIP-E150", column=names[0], expected=" or ".join(names)))
        return None
