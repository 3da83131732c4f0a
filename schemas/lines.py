"""On which line of a TOML text each key stands, so that a mistake can be shown where it is."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

Keys = tuple[str | int, ...]

# Strings and comments as a whole, then marks, then everything else that is not blank.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|'
    r"'''.*?'{3,5}|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'|"
    r"\#[^\n]*|"
    r"[\[\]{}=,.\n]|"
    r"""[^\s\[\]{}=,.\#"']+""",
    re.DOTALL,
)


def line_of(text: str, keys: Keys) -> int:
    """The line (from 1) where that key of a valid TOML text is set, or the nearest table around it."""
    lines = key_lines(text)
    around = (keys[:length] for length in range(len(keys), 0, -1))
    return next((lines[place] for place in around if place in lines), 1)


def key_lines(text: str) -> dict[Keys, int]:
    """The line of every key, table, and item of a list; the text must be valid TOML."""
    return _Lines(list(_tokens(text))).read()


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line, at = 1, 0
    for found in _TOKEN.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        if not found[0].startswith("#"):
            yield found[0], line
    yield "\n", line


@dataclass
class _Lines:
    """Goes through the tokens once; what is valid needs no check."""

    tokens: list[tuple[str, int]]
    at: int = 0
    found: dict[Keys, int] = field(default_factory=dict)
    items: dict[Keys, int] = field(default_factory=dict)

    def read(self) -> dict[Keys, int]:
        table: Keys = ()
        while self.at < len(self.tokens):
            part, line = self.tokens[self.at]
            if part == "\n":
                self.at += 1
            elif part == "[":
                table = self._header(line)
            else:
                self._pair(table)
        return self.found

    def _header(self, line: int) -> Keys:
        is_list = self.tokens[self.at + 1][0] == "["
        self.at += 2 if is_list else 1
        *upper, last = self._key("]")
        self.at += 1 if is_list else 0
        table: Keys = ()
        for part in upper:
            self.found.setdefault((*table, part), line)
            table = self._newest((*table, part))
        table = (*table, last)
        if is_list:
            self.items[table] = self.items.get(table, -1) + 1
            self.found.setdefault(table, line)
        table = self._newest(table)
        self.found[table] = line
        return table

    def _newest(self, table: Keys) -> Keys:
        """The table, or the last one where it is a list of tables."""
        return (*table, self.items[table]) if table in self.items else table

    def _key(self, end: str) -> list[str]:
        """The parts of a dotted key, up to and with its end."""
        parts = []
        while (part := self.tokens[self.at][0]) != end:
            if part not in (".", "\n"):
                parts.append(_plain(part))
            self.at += 1
        self.at += 1
        return parts

    def _pair(self, table: Keys) -> None:
        line = self.tokens[self.at][1]
        place = table
        for part in self._key("="):
            place = (*place, part)
            self.found.setdefault(place, line)
        self._value(place)

    def _value(self, place: Keys) -> None:
        part = self.tokens[self.at][0]
        if part == "[":
            self.at += 1
            self._list(place)
        elif part == "{":
            self.at += 1
            self._inline(place)
        else:
            while self.tokens[self.at][0] not in (",", "]", "}", "\n"):
                self.at += 1

    def _list(self, place: Keys) -> None:
        count = 0
        while (part := self.tokens[self.at])[0] != "]":
            if part[0] in (",", "\n"):
                self.at += 1
                continue
            self.found[(*place, count)] = part[1]
            self._value((*place, count))
            count += 1
        self.at += 1

    def _inline(self, place: Keys) -> None:
        while (part := self.tokens[self.at][0]) != "}":
            if part in (",", "\n"):
                self.at += 1
            else:
                self._pair(place)
        self.at += 1


def _plain(part: str) -> str:
    """A key without its quotes."""
    return next(iter(tomllib.loads(f"{part} = 0"))) if part[0] in "\"'" else part
