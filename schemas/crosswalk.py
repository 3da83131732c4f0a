"""How the words of a release are said in the standards of the field: texts of closed lists, units, an SDG indicator."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from schemas.words import SCHEMES, word_list

FILE = Path(__file__).with_suffix(".toml")
# Texts that organisations happen to write belong to no standard.
NO_STANDARD = "generic"
STANDARDS = (*(scheme for scheme in SCHEMES if scheme != NO_STANDARD), "ic_tip", "sdg_16_2_2")
Line = dict[str, str]


def crosswalk(
    lists: Mapping[str, str], labels: Mapping[str, Mapping[str, str]], counted: Collection[str]
) -> list[Line]:
    """One line for each word and each text of a standard; without a standard and a text where there is none.

    `lists` has the closed list of each dimension, `labels` the values that the release has of it with their labels,
    and `counted` the linked tables that it counts.
    """
    found = [line for name, named in sorted(lists.items()) for line in _of_list(name, named, labels.get(name, {}))]
    found += [line for part, names in (("unit", counted), ("breakdown", labels)) for line in _declared(part, names)]
    return found


def crosswalk_in(language: str) -> Iterator[tuple[str, str]]:
    """Every declared sentence and label with its translation, where it has one."""
    for words in _file().values():
        for said in words.values():
            yield from ((said[key], said[f"{key}_{language}"]) for key in said if f"{key}_{language}" in said)


def _of_list(dimension: str, named: str, labels: Mapping[str, str]) -> Iterator[Line]:
    for word in word_list(named).words.values():
        if word.name in labels:
            texts = [(scheme, text) for scheme in STANDARDS for text in word.texts.get(scheme, ())]
            yield from (_line(dimension, word.name, labels[word.name], *told) for told in texts or [("", "")])


def _declared(part: str, names: Collection[str]) -> Iterator[Line]:
    for name, said in _file()[part].items():
        texts = [(scheme, said[scheme]) for scheme in STANDARDS if scheme in said]
        if name in names:
            yield from (_line(part, name, said["label"], *told) for told in texts or [("", "")])


def _line(dimension: str, word: str, label: str, scheme: str, text: str) -> Line:
    return {"dimension": dimension, "word": word, "label": label, "scheme": scheme, "their_text": text}


@cache
def _file() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
