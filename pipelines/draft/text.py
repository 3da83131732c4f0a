"""The draft as a TOML file: what is recognised as keys, what a person must decide as values that begin with DECIDE."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from schemas.declaration import UNDECIDED


def quoted(text: str) -> str:
    """A TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def value_of(value: Any) -> str:
    """A TOML value: text, number, list of texts or inline table."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list | tuple):
        return value_of(value[0]) if len(value) == 1 else f"[{', '.join(map(value_of, value))}]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {value_of(each)}" for key, each in value.items()) + " }"
    return str(value)


class Draft:
    """Lines of a declaration in the making, and what a person has to decide, in words."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._head: list[str] = []
        self.decisions: list[str] = []

    def note(self, text: str) -> None:
        """A comment; texts of a file stand in it on one line only."""
        self._add(f"# {' '.join(text.split())}")

    def table(self, *keys: str) -> None:
        """The head of a table; one below which nothing stands is left out."""
        self._head = ["", f"[{'.'.join(_key(key) for key in keys)}]"]

    def gap(self) -> None:
        """An empty line."""
        self._add("")

    def put(self, key: str, value: object, why: str = "") -> None:
        """One key."""
        comment = f" # {' '.join(why.split())}" if why else ""
        self._add(f"{_key(key)} = {value_of(value)}{comment}")

    def decide(self, key: str, what: str) -> None:
        """A key that waits for a person; until then the declaration is refused."""
        self.put(key, f"{UNDECIDED}: {what}")
        self.decisions.append(f"{key}: {what}")

    def ask(self, what: str) -> None:
        """Something to look at, which nothing waits for."""
        self.note(f"Look at: {what}")
        self.decisions.append(what)

    def text(self) -> str:
        """The whole file."""
        return "\n".join(self._lines) + "\n"

    def _add(self, line: str) -> None:
        self._lines += [*self._head, line]
        self._head = []


def _key(key: str) -> str:
    is_bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if is_bare else quoted(key)


def listed(headers: Iterable[str]) -> str:
    """Headers in a sentence."""
    return ", ".join(f'"{header}"' for header in headers)
