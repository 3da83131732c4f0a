"""How the numbers of an effect are told: as a band, rounded, or as all that they may be told as."""

from dataclasses import dataclass
from functools import cached_property

from pipelines.feedback.wording import wording
from pipelines.publish.foresee import NO_END, Known, told_value


@dataclass(frozen=True)
class Words:
    """The texts of one language."""

    language: str

    @cached_property
    def _words(self) -> dict[str, str]:
        return wording(self.language)

    def __getitem__(self, key: str) -> str:
        """One of the texts about the effect."""
        return self._words[f"effect_{key}"]

    def range(self, known: Known, step: int) -> str:
        """Everything that may be told of a number at a step: one value, one of two, or from one to another."""
        least = told_value(known.least, step)
        most = told_value(known.most, step)
        if most == NO_END:
            return self["or_more"].format(least=name_of(least, step)) if least else self["any"]
        if least == most:
            return name_of(least, step)
        key = "or" if most - least == step else "to"
        return self[key].format(least=name_of(least, step), most=name_of(most, step))


def name_of(told: float, step: int) -> str:
    """One value as the pages write it; 0 is the band below the step."""
    return f"<{step}" if not told and step > 1 else f"{int(told):,}"
