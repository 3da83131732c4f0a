"""The words of a page in one language: sentences from languages/*.toml, labels from the release, numbers in words."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from schemas.problems import DeclarationMistake, problem

LANGUAGES = Path(__file__).with_name("languages")
# Declarations, charts and tables are written in this language, and every other file has the keys of its file.
BASE = "en"
# Sentences of the program that no key names, such as what a column is: English to the language of the file.
SAID = "said"


@dataclass(frozen=True)
class Texts:
    """`words` by dotted key, `labels` by dimension and value, `said` by English sentence."""

    language: str
    words: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its braces filled; a key without a text stops the build."""
        if key not in self.words:
            raise DeclarationMistake(problem("TIP-E352", file=f"{self.language}.toml", key=key))
        return self.words[key].format(**values)

    def has(self, key: str) -> bool:
        """Whether the language file holds the key."""
        return key in self.words

    def label(self, dimension: str, value: str) -> str:
        """The published label of a value, or the value itself."""
        return self.labels.get(dimension, {}).get(value, value)

    def word(self, section: str, text: str) -> str:
        """A word of a closed list, such as a unit, in this language; anything else as it is."""
        key = f"{section}.{text}"
        return self(key) if self.has(key) else text

    def dimension(self, name: str) -> str:
        """The name of a breakdown as the head of a table column."""
        key = f"dimensions.{name}"
        return self(key) if self.has(key) else name.replace("_", " ").capitalize()

    def number(self, value: float) -> str:
        """1234567 as 1,234,567 (or as the language writes it)."""
        return self._in_style(f"{value:,.0f}")

    def decimal(self, value: float) -> str:
        """12.345 as 12.3, one decimal, as published; a true zero is written 0."""
        return self.number(0) if value == 0 else self._in_style(f"{value:,.1f}")

    def figure(self, value: float) -> str:
        """A whole number without decimals, anything else with one."""
        return self.number(value) if value == int(value) else self.decimal(value)

    def pct(self, value: float) -> str:
        """12 as 12%, 12.3 as 12.3%."""
        return self("number.percent", number=self.figure(value))

    def about_pct(self, value: float) -> str:
        """A rounded percentage for sentences; small shares are not rounded to nothing."""
        if 0 < value < 1:
            return self("number.under_one_percent")
        if 99 < value < 100:
            return self("number.over_99_percent")
        # Half up, as readers round by hand; Python's own rounding would turn 12.5 into 12.
        return self("number.about_percent", number=self.number(int(value + 0.5)))

    def date(self, iso: str) -> str:
        """2024-03-09 as 9 March 2024; what is no date stays as it is."""
        found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", iso)
        if found is None:
            return iso
        year, month, day = found.groups()
        return self("date.day", day=int(day), month=self(f"date.month_{int(month)}"), year=year)

    def period(self, code: str) -> str:
        """2024-03 as March 2024, 2024-Q1 as the first quarter of 2024; anything else by its label."""
        found = re.fullmatch(r"(\d{4})-(?:Q([1-4])|(\d{2}))", code)
        if found is None:
            return self.label("period", code)
        year, quarter, month = found.groups()
        if quarter:
            return self(f"date.quarter_{quarter}", year=year)
        return self("date.month", month=self(f"date.month_{int(month)}"), year=year)

    def series(self, parts: Iterable[str]) -> str:
        """A list in words: A, B and C."""
        words = list(parts)
        if len(words) < 2:
            return "".join(words)
        return self("list.last", before=self("list.comma").join(words[:-1]), last=words[-1])

    def _in_style(self, text: str) -> str:
        swapped = {",": self("number.group"), ".": self("number.point")}
        return "".join(swapped.get(character, character) for character in text)


def read_texts(language: str, labels: Mapping[str, Mapping[str, str]]) -> Texts:
    """The texts of one language file, its sections flattened to dotted keys.

    Raises:
        DeclarationMistake: There is no such file, or it lacks a key of the English one.
    """
    path = LANGUAGES / f"{language}.toml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in LANGUAGES.glob("*.toml")))
        raise DeclarationMistake(problem("TIP-E358", language=language, known=known))
    tree = tomllib.loads(path.read_text(encoding="utf-8"))
    said = tree.pop(SAID, {})
    texts = Texts(language=language, words=dict(_flat(tree, "")), labels=labels, said=said)
    missing = [] if language == BASE else [key for key in read_texts(BASE, {}).words if not texts.has(key)]
    if missing:
        raise DeclarationMistake(*(problem("TIP-E352", file=path.name, key=key) for key in missing))
    return texts


def _flat(tree: Mapping[str, object], above: str) -> Iterable[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", str(value)
