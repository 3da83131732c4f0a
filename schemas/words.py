"""The closed lists of words, one TOML file each in `words/`, and the crosswalks by which a source's word becomes one.

A crosswalk is the list of texts under a scheme's name (htcds, ctdc, nibrs, nrm, glotip, generic).
"""

import csv
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("words")
SCHEMES = ("htcds", "ctdc", "nibrs", "nrm", "glotip", "generic")
MISSING = ("unknown", "refused", "not_collected", "not_applicable")


@dataclass(frozen=True)
class Word:
    """One word of a closed list: its public label, its meaning, and the texts that other schemes write for it.

    `label_es` and `means_es` are the same in Spanish, empty where nobody has translated them yet.
    """

    name: str
    label: str
    means: str
    texts: dict[str, tuple[str, ...]]
    label_es: str = ""
    means_es: str = ""


@dataclass(frozen=True)
class WordList:
    """A closed list; the four missing words are allowed beside the words of every list."""

    name: str
    title: str
    words: dict[str, Word]

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every word that a cell of this list may hold."""
        return (*self.words, *MISSING)

    def crosswalk(self, scheme: str) -> dict[str, str]:
        """Folded text of the scheme, of the public labels in both languages, and of the list itself, to word."""
        labels = {fold(label): word.name for word in self.words.values() for label in (word.label, word.label_es)}
        found = {text: name for text, name in labels.items() if text} | {fold(name): name for name in self.words}
        for word in self.words.values():
            found |= {fold(text): word.name for text in word.texts.get(scheme, ())}
        return found


def fold(text: str) -> str:
    """Texts that differ in case, accents, or kind and number of blanks are the same word."""
    plain = text
    if not text.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(plain.replace("_", " ").casefold().split())


@cache
def word_list(name: str) -> WordList:
    """The closed list of that name."""
    return _read(FOLDER / f"{name}.toml")


@cache
def list_names() -> tuple[str, ...]:
    """The closed lists that exist, sorted; `missing` belongs to all of them and is not one."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "missing"))


@cache
def missing_texts() -> dict[str, str]:
    """Folded text to missing word, the same for every source; a source may say more."""
    missing = _read(FOLDER / "missing.toml")
    labels = {fold(label): word.name for word in missing.words.values() for label in (word.label, word.label_es)}
    return labels | {fold(text): word.name for word in missing.words.values() for text in word.texts["texts"]}


@cache
def missing_words() -> WordList:
    """The four ways of having no answer, with labels and meanings."""
    return _read(FOLDER / "missing.toml")


@cache
def countries() -> dict[str, tuple[str, str]]:
    """Folded ISO alpha-2, alpha-3 or English name to (alpha-2, region). `NA` is Namibia."""
    found: dict[str, tuple[str, str]] = {}
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for key in ("iso2", "iso3", "country"):  # a few rows lack one of them
                if row[key]:
                    found.setdefault(fold(row[key]), (row["iso2"], row["region"]))
    return found


def _read(path: Path) -> WordList:
    """A list as it is declared; every table of the file is a word."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    words = {
        name: Word(
            name=name,
            label=entry["label"],
            means=entry["means"],
            texts={key: tuple(value) for key, value in entry.items() if isinstance(value, list)},
            label_es=entry.get("label_es", ""),
            means_es=entry.get("means_es", ""),
        )
        for name, entry in content.items()
        if isinstance(entry, dict)
    }
    return WordList(name=path.stem, title=content["title"], words=words)
