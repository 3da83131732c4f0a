"""The page that says what each published word is called in the standards of the field, from crosswalk.csv."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboards.texts import BASE, Texts
from pipelines.show.parts import Part
from pipelines.show.places import CODES, Place, numbers_in
from schemas.problems import DeclarationMistake, problem

FILE = "crosswalk.csv"
# Lines that are no words of a breakdown: what is counted, and what the breakdowns of an indicator are.
DECLARED = ("unit", "breakdown")
Line = Mapping[str, str]


@dataclass(frozen=True)
class Section:
    """The words of one breakdown: the standards that know any of them, and for each word its texts in these."""

    name: str
    title: str
    schemes: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]


def read_crosswalk(published: Path) -> tuple[Line, ...]:
    """The lines of a published crosswalk; none where there is no such file."""
    path = published / FILE
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def crosswalk_part(lines: Sequence[Line], said: Mapping[str, str], texts: Texts) -> Part:
    """The sections of the page, and the numbers in the codes of others; `said` has the sentences of the release."""

    def translated(english: str) -> str:
        found = english if texts.language == BASE else said.get(english) or texts.said.get(english)
        if found is None:
            raise DeclarationMistake(problem("TIP-E357", file=f"{texts.language}.toml", what=english))
        return found

    names = list(dict.fromkeys(line["dimension"] for line in lines))
    own = [_section(name, lines, lambda text: text, texts) for name in names if name not in DECLARED]
    declared = [_section(name, lines, translated, texts) for name in DECLARED if name in names]
    sections = (*declared, *sorted(own, key=lambda section: section.title))
    told = (text for section in sections for _, cells in section.lines for text in cells)
    numbers = dict.fromkeys(number for text in told for number in numbers_in(text, texts))
    return Part(sections, tuple(Place("", "", CODES, number) for number in numbers))


def _section(name: str, lines: Sequence[Line], say: Callable[[str], str], texts: Texts) -> Section:
    own = [line for line in lines if line["dimension"] == name]
    schemes = tuple(dict.fromkeys(line["scheme"] for line in own if line["scheme"]))
    schemes = tuple(sorted(schemes, key=lambda scheme: list(texts.words).index(f"crosswalk.schemes.{scheme}")))
    is_declared = name in DECLARED
    made = []
    for word, label in dict.fromkeys((line["word"], line["label"]) for line in own):
        cells = tuple(
            "; ".join(say(line["their_text"]) for line in own if (line["word"], line["scheme"]) == (word, scheme))
            for scheme in schemes
        )
        made.append((say(label) if is_declared else texts.label(name, word), cells))
    title = texts(f"crosswalk.{name}") if is_declared else texts.dimension(name)
    return Section(name, title, schemes, tuple(made))
