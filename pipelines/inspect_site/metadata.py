"""Files that describe the data for programs: JSON without any number that is not in the words of the release."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipelines.inspect_site.axes import is_number
from pipelines.inspect_site.built import Built, Unreadable, read_json
from pipelines.inspect_site.copies import CATALOGUE, FIGURES, INDICATOR_META, PACKAGE, languages_of, rows_of
from pipelines.inspect_site.decode import leaves
from pipelines.inspect_site.explained import said_in
from pipelines.inspect_site.figure_files import figure_of
from pipelines.inspect_site.numbers import NoStatistics, numbers, plain
from pipelines.inspect_site.page import Page
from pipelines.inspect_site.registered import Registered
from schemas.problems import Problem, problem

# Names of standards and of files, and the base of a rate, hold digits that count nobody.
NAMES = re.compile(
    r"https://datapackage\.org/profiles/2\.0/|http://www\.w3\.org/(?:ns|2006)/|http://xmlns\.com/foaf/0\.1/|"
    r"\butf-8\b|\b(?:[Ff]or every|[Ff]or each|[Pp]er) 100,000\b|"
    r"\b[Pp]or cada 100[.,]000\b|(?<!\d)16(?:\.2\.|-2-|_2_)2(?!\d)|source_\w+_1"
)


@dataclass(frozen=True)
class Metadata:
    """The descriptions of a site."""

    built: Built
    registered: Registered
    words: NoStatistics

    def check(self, pages: Mapping[str, Page]) -> Iterator[Problem]:
        """A problem for each description with a number of its own."""
        for name in self.built.names:
            if self.built.has(name) and _describes(name):
                try:
                    told = read_json(self.built.text(name))
                except Unreadable as unreadable:
                    yield problem("TIP-E537", file=name, what=str(unreadable))
                    continue
                figure = figure_of(name) if name.startswith(FIGURES) else ""
                yield from self._check(name, told, self._written(figure, pages))
        for name, page in pages.items():
            for text in page.data:
                try:
                    yield from self._check(name, read_json(text), set())
                except Unreadable as unreadable:
                    yield problem("TIP-E537", file=name, what=str(unreadable))

    def is_said(self, text: str, written: Set[str] = frozenset()) -> bool:
        """Whether every number of a text is in the words or the rules of the release, or was written by a figure."""
        # Names of standards first: a year of the release may stand in their addresses.
        rest = numbers(self.words.without(NAMES.sub(" ", plain(text))))
        return text in self._of_columns or set(rest) <= self._rules | written

    @cached_property
    def _of_columns(self) -> Set[str]:
        """What columns say in further languages, in the words of this version."""
        return {text for language in languages_of(self.built) for text in said_in(language)}

    @cached_property
    def _rules(self) -> set[str]:
        """The numbers of the policy, which explain how others are told."""
        return {f"{value:g}" for _, value in leaves(dict(self.built.release.get("policy") or {})) if is_number(value)}

    @cached_property
    def _meanings(self) -> Set[tuple[str, str]]:
        """What each word means, as the list of words has it: some meanings name the codes of other lists."""
        return {(row["value"], row["means"]) for row in rows_of(self.built, "words") if "means" in row}

    def _written(self, figure: str, pages: Mapping[str, Page]) -> Set[str]:
        found: set[str] = set()
        for name, page in pages.items():
            if figure and figure in page.figures:
                found |= self.registered.written(name, figure)
        return found

    def _check(self, name: str, told: Any, written: Set[str]) -> Iterator[Problem]:
        strange = set()
        for path, value in leaves(told):
            keys = [str(key) for key in path if isinstance(key, str)]
            if keys[-2:-1] == ["means"] and (keys[-1], value) in self._meanings:
                continue
            said = [*keys, value] if isinstance(value, str) else keys
            if is_number(value) or not all(self.is_said(text, written) for text in said):
                strange.add(".".join(key for key in keys if self.is_said(key)))
        for where in sorted(strange):
            yield problem("TIP-E536", file=name, what=f"a number of its own in {where}")


def _describes(name: str) -> bool:
    is_of_figure = name.startswith(FIGURES) and name.endswith(".json")
    return is_of_figure or name.endswith("-metadata.json") or name in {PACKAGE, CATALOGUE, INDICATOR_META}
