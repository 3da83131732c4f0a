"""What an analyst's run has at hand: the steps of the project, the gates, and a way to say how it goes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from pipelines.gates import Gates
from pipelines.project import Project
from pipelines.steps import Steps
from schemas.problems import Mistake, Problem


@dataclass
class Desk:
    """One run.

    `say` is told in words how it goes; `mistakes` are kept for the exit code; `problems`, and `arrivals` (what the
    first gate said), for the summary. `opened` are gates that were opened ahead of everything else.
    """

    project: Project
    say: Callable[[str], None] = lambda _: None
    accepted_jumps: tuple[str, ...] = ()
    mistakes: list[Mistake] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    arrivals: list[str] = field(default_factory=list)
    opened: Gates | None = None

    @cached_property
    def steps(self) -> Steps:
        """The steps of the project."""
        return Steps(self.project)

    @cached_property
    def gates(self) -> Gates:
        """The gates; the first use starts their process, which loads while other steps work."""
        return self.opened or Gates.open(self.project.gates)

    def close(self) -> None:
        """End the process of the gates, if it was started."""
        if self.opened or "gates" in self.__dict__:
            self.gates.close()
