"""A release as it is told in one language; a word that nobody has translated stops the build, and all are named."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboards.texts import BASE, Texts
from pipelines.show.release import PublishedTable, Release
from schemas.problems import DeclarationMistake, Problem, problem

# Names of places and of organisations are the same in every language.
NAMES = ("area", "source")


def in_language(release: Release, texts: Texts) -> tuple[Release, Texts]:
    """The release and the texts with every label, title, note and caveat in the language of `texts`.

    Raises:
        DeclarationMistake: Something has no translation.
    """
    if texts.language == BASE:
        return release, replace(texts, labels=release.labels)
    told = (release.told.get("translations") or {}).get(texts.language) or {}
    words = _Words(texts, told.get("said") or {}, told.get("labels") or {}, {})
    # A release of old has meanings in English alone.
    means = (
        {name: words.of_means(name, own, told["means"]) for name, own in release.means.items()}
        if "means" in told
        else {}
    )
    translated = replace(
        release,
        community=words.of_community(release.community),
        tables={name: words.of_table(table) for name, table in release.tables.items()},
        labels={name: words.of_labels(name, labels) for name, labels in release.labels.items()},
        means=means,
        sources=tuple(words.of_source(source) for source in release.sources),
    )
    if words.missing:
        raise DeclarationMistake(*(_mistake(texts.language, what) for what in sorted(words.missing)))
    return translated, replace(texts, labels=translated.labels)


@dataclass(frozen=True)
class _Words:
    """The translations that the release brings, and beside them those of the language file."""

    texts: Texts
    said: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    missing: dict[str, None]

    def of_community(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """The community as it names itself; a name without a translation stays as it is."""
        help_told = told.get("helpline") or {}
        helpline = {**help_told, "text": self._sentence(help_told["text"])} if help_told.get("text") else help_told
        contact = {**told["contact"], "name": self.said.get(told["contact"]["name"], told["contact"]["name"])}
        return {**told, "name": self.said.get(told["name"], told["name"]), "helpline": helpline, "contact": contact}

    def of_table(self, table: PublishedTable) -> PublishedTable:
        """Its title, notes, warnings and columns."""
        columns = {name: self._sentence(means) if means else "" for name, means in table.columns.items()}
        return replace(
            table,
            title=self._sentence(table.title),
            unit=self._of_list("units", table.unit),
            notes=tuple(self._of_list("notes", note) for note in table.notes),
            warnings=tuple(self._of_list("warnings", warning) for warning in table.warnings),
            columns=columns,
            definition=self._sentence(table.definition) if table.definition else "",
            denominator=self._sentence(table.denominator) if table.denominator else "",
        )

    def of_labels(self, name: str, labels: Mapping[str, str]) -> dict[str, str]:
        """A label for every value."""
        own = self.labels.get(name) or {}
        return {value: own.get(value) or self._label(name, value, label) for value, label in labels.items()}

    def of_means(self, name: str, means: Mapping[str, str], told: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        """A meaning for every value that has one."""
        own = told.get(name) or {}
        return {value: own.get(value) or self._text(f"means.{name}.{value}", text) for value, text in means.items()}

    def of_source(self, source: Mapping[str, Any]) -> dict[str, Any]:
        """A source with its caveats; its name is its name."""
        return {**source, "caveats": [self._sentence(caveat) for caveat in source.get("caveats", ())]}

    def _label(self, name: str, value: str, label: str) -> str:
        key = f"labels.{name}.{value}"
        return label if name in NAMES and not self.texts.has(key) else self._text(key, label)

    def _text(self, key: str, english: str) -> str:
        if self.texts.has(key):
            return self.texts(key)
        self.missing[key] = None
        return english

    def _sentence(self, english: str) -> str:
        found = self.said.get(english) or self.texts.said.get(english)
        if not found:
            self.missing[english] = None
        return found or english

    def _of_list(self, section: str, text: str) -> str:
        """A word of a closed list is said by the language file where it stands; anything else is a sentence."""
        return text if self.texts.has(f"{section}.{text}") else self._sentence(text)


def _mistake(language: str, what: str) -> Problem:
    return problem("TIP-E357", file=f"{language}.toml", what=what)
