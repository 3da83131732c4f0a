"""What stands in the columns of a sample file: its different texts and how often each does, and nothing beyond it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc

from pipelines.draft.sniff import footer_of
from pipelines.receive import read_rows
from pipelines.receive.headers import ROW
from pipelines.receive.kinds import readable_files
from schemas.problems import FileStopped
from schemas.source import FileFormat
from schemas.words import fold, missing_texts

MOST_TEXTS = 50_000
# A column of codes or words has few texts, short ones, and each of them again and again.
FEW, SHORT, AGAIN = 40, 60, 2
RARE = 3


@dataclass(frozen=True)
class Seen:
    """The texts of one column; of `rows` so many are `filled`."""

    texts: Counter[str]
    rows: int

    @property
    def filled(self) -> int:
        """Rows that say something."""
        return sum(self.texts.values())

    @property
    def answers(self) -> Counter[str]:
        """The texts without those that say that there is no answer."""
        return Counter({text: count for text, count in self.texts.items() if fold(text) not in missing_texts()})

    @property
    def is_coded(self) -> bool:
        """Whether these are words from a list: few, short, and repeated."""
        answers = self.answers
        few = 0 < len(answers) <= FEW and max(map(len, answers)) <= SHORT
        return few and sum(answers.values()) >= AGAIN * len(answers)

    def often(self) -> list[str]:
        """The texts of a column of words that may be shown: those that stand in several rows."""
        return sorted(text for text, count in self.answers.items() if count >= RARE) if self.is_coded else []


def look(path: Path, how: FileFormat) -> tuple[FileFormat, dict[str, Seen]]:
    """Every column of a file by its header, and the format with the footer that was met."""
    texts: dict[str, Counter[str]] = {}
    first: list[str] = []
    rows = 0
    reader = read_rows(path, how)
    for chunk in reader.chunks():
        rows += chunk.num_rows
        for header in reader.headers:
            met = texts.setdefault(header, Counter())
            for entry in pc.value_counts(pc.utf8_trim_whitespace(chunk.column(header))).to_pylist():
                text = entry["values"]
                if text and (text in met or len(met) < MOST_TEXTS):
                    met[text] += entry["counts"]
        first = chunk.column(reader.headers[0]).slice(max(0, chunk.num_rows - 3)).to_pylist()
    if not how.footer and (footer := footer_of(first)):
        return look(path, how.model_copy(update={"footer": (footer,)}))
    return how, {header: Seen(texts.get(header, Counter()), rows) for header in reader.headers if header != ROW}


def look_at_folder(folder: Path, how: FileFormat) -> dict[str, Seen]:
    """The columns of every table of a relational delivery, as TABLE.COLUMN."""
    return {name: seen for path in readable_files(folder) for name, seen in _of_table(path, how)}


def _of_table(path: Path, how: FileFormat) -> Iterator[tuple[str, Seen]]:
    try:
        _, columns = look(path, how)
    except FileStopped:  # a table that a person has to look at; the others are told all the same
        return
    yield from ((f"{path.stem}.{name}", seen) for name, seen in columns.items())
