"""How an organisation's deliveries are written: separated text in any encoding, or a workbook; rows come in pieces."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from pipelines.simulate.people import Ints
from pipelines.simulate.workbook import Workbook

Row = Sequence[str]
# In the place of a drop's number, where all drops are one.
ONE_FILE = -1


@dataclass(frozen=True)
class Form:
    """What a file looks like. `footer` may hold {rows}; a `sheet` makes it a workbook, with dates and numbers."""

    header: tuple[Row, ...]
    delimiter: str = ","
    encoding: str = "utf-8"
    is_quoted: bool = False
    title: tuple[str, ...] = ()
    footer: str = ""
    sheet: str = ""
    dates: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()


class RowFile(Protocol):
    """A file that takes rows until it is closed."""

    def add(self, rows: Iterable[Row]) -> int: ...  # noqa: D102  # a protocol's methods are described where they are made

    def close(self) -> None: ...  # noqa: D102  # as above


class TextFile:
    """Separated text; cells hold neither quotes nor line breaks, and a delimiter only where everything is quoted."""

    def __init__(self, path: Path, form: Form) -> None:
        self._form = form
        self._rows = 0
        self._file = path.open("w", encoding=form.encoding, newline="")
        self._file.writelines(f"{line}\r\n" for line in form.title)
        self._write(form.header)

    def add(self, rows: Iterable[Row]) -> int:
        """Write rows; how many there were."""
        count = self._write(rows)
        self._rows += count
        return count

    def close(self) -> None:
        """Write the footer and close."""
        if self._form.footer:
            self._file.write(self._form.footer.format(rows=self._rows) + "\r\n")
        self._file.close()

    def _write(self, rows: Iterable[Row]) -> int:
        mark = f'"{self._form.delimiter}"' if self._form.is_quoted else self._form.delimiter
        lines = [mark.join(row) for row in rows]
        if lines:
            start, end = ('"', '"\r\n') if self._form.is_quoted else ("", "\r\n")
            self._file.write(start + (end + start).join(lines) + end)
        return len(lines)


class Desk:
    """Where one organisation writes: opens a file when its first row comes, and gives out running numbers."""

    def __init__(self, folder: Path, *, is_one_file: bool = False) -> None:
        self.folder = folder
        self.is_one_file = is_one_file
        self.rows = 0
        self._files: dict[str, RowFile] = {}
        self._next: dict[str, int] = {}

    def add(self, name: str, form: Form, rows: Iterable[Row]) -> None:
        """Rows for the file of that name, which may lie in a folder of the delivery."""
        if name not in self._files:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            self._files[name] = _opened(path, form)
        self.rows += self._files[name].add(rows)

    def spread(self, drops: Ints, name: Callable[[int], str], form: Callable[[int], Form], rows: Sequence[Row]) -> int:
        """Each row to the file of its drop, in their order, with one blank row in the middle; how many blank ones."""
        if self.is_one_file:
            drops = np.full_like(drops, ONE_FILE)
        found: list[int] = np.unique(drops).tolist()
        for drop in found:
            chosen = [rows[at] for at in np.flatnonzero(drops == drop).tolist()]
            chosen.insert(len(chosen) // 2, ("",) * len(chosen[0]))
            self.add(name(drop), form(drop), chosen)
        return len(found)

    def numbers(self, of: str, count: int) -> Ints:
        """The next running numbers of a kind, from 1."""
        start = self._next.get(of, 1)
        self._next[of] = start + count
        return np.arange(start, start + count, dtype=np.int64)

    def close(self) -> tuple[str, ...]:
        """Close every file; their names in order."""
        for file in self._files.values():
            file.close()
        return tuple(sorted(self._files))


def _opened(path: Path, form: Form) -> RowFile:
    if form.sheet:
        return Workbook(path, form.sheet, form.header, form.dates, form.numbers)
    return TextFile(path, form)
