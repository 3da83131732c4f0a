"""What a crosswalk of this version can say, read from the closed lists as files."""

import tomllib
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path

SCHEMAS = Path(__file__).parents[2] / "schemas"
CROSSWALK = "data/crosswalk.csv"
# What is counted, and what indicators break down by: declared in schemas/crosswalk.toml and no words of a list.
DECLARED = ("unit", "breakdown")
UNSAID = {"label", "label_es", "means", "means_es", "generic", "texts"}
Line = tuple[str, str, str, str, str]


@cache
def standards() -> Set[Line]:
    """Dimension, word, label, standard and text; words of lists without the first and third, which the release has."""
    return frozenset([*_words(), *_declared()])


@cache
def meanings(language: str) -> Set[str]:
    """What words of the closed lists mean, in one of the languages in which they are written."""
    key = "means" if language == "en" else f"means_{language}"
    files = (tomllib.loads(path.read_text(encoding="utf-8")) for path in (SCHEMAS / "words").glob("*.toml"))
    return frozenset(said[key] for words in files for said in words.values() if isinstance(said, dict) and key in said)


def _words() -> Iterator[Line]:
    for path in sorted((SCHEMAS / "words").glob("*.toml")):
        for word, said in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(said, dict):
                yield "", word, "", "", ""
                yield from (
                    ("", word, "", scheme, text)
                    for scheme, texts in said.items()
                    if scheme not in UNSAID
                    for text in texts
                )


def _declared() -> Iterator[Line]:
    told = tomllib.loads((SCHEMAS / "crosswalk.toml").read_text(encoding="utf-8"))
    for part in DECLARED:
        for word, said in told[part].items():
            yield part, word, said["label"], "", ""
            yield from (
                (part, word, said["label"], scheme, text)
                for scheme, text in said.items()
                if scheme not in UNSAID and not scheme.endswith("_es")
            )
