"""What earlier releases told: read from their proof, and tied to the numbers of this one."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from pipelines.publish.cells import Cells, Key
from pipelines.publish.earlier import Earlier
from pipelines.publish.system import DRAFT, JOINT, Tie, Told

NO_END = float("inf")


def remember(cells: Cells, earlier: Sequence[Earlier], *, is_rebase: bool) -> tuple[tuple[Told, ...], tuple[Tie, ...]]:
    """All facts of all earlier releases, their sums, and how this release's numbers hang on those of the last.

    The last release's proof holds those of all before. In a re-base nothing ties the numbers: cases may have come
    in late or been taken back. Otherwise periods up to the last release stay as they were, and so does what nothing
    was added to but zeros that everybody knows, of those who have not reported since. The rest only grows.
    """
    if not earlier:
        return (), ()
    last = earlier[-1]
    told = tuple(_read_facts(last))
    ties = list(_read_sums(last, len(cells.counts)))
    if not is_rebase:
        ties += _hanging_on(cells, told, earlier)
    return told, tuple(ties)


def _hanging_on(cells: Cells, told: Sequence[Told], earlier: Sequence[Earlier]) -> Iterator[Tie]:
    """How each number of this release hangs on the last release that told it, unless a re-base lies between them."""
    rebases = [number for number, release in enumerate(earlier) if release.kind == "rebase"]
    through = {release.id: release.frozen_through for release in earlier[max(rebases, default=0) :]}
    newest: dict[Key, tuple[int, str]] = {}
    order = [release.id for release in earlier]
    for number, fact in enumerate(told, len(cells.counts)):
        if fact.release in through:
            known = newest.get(fact.key)
            if known is None or order.index(known[1]) < order.index(fact.release):
                newest[fact.key] = number, fact.release
    last = {new: newest[key] for new, key in enumerate(cells.keys) if key in newest}
    same = _unchanged(cells, {new: told_in for new, (_, told_in) in last.items()}, through)
    for new, (number, _) in last.items():
        yield Tie("same" if new in same else "grows", new, (number,))


def _unchanged(cells: Cells, told_in: Mapping[int, str], through: Mapping[str, str]) -> set[int]:
    """The numbers of this release that are the same as when they were told last, in the release `told_in`.

    Those of frozen periods are, and sums of such as were told then and of known zeros.
    """
    same = {new for new, release in told_in.items() if is_frozen(cells.keys[new], through[release])}
    exact = [relation for relation in cells.relations if relation.is_exact and relation.whole in told_in]
    before = -1
    while before < (before := len(same)):
        for whole, parts, _ in exact:
            if not cells.known[whole] and all(
                cells.known[part] or (part in same and told_in[part] == told_in[whole]) for part in parts
            ):
                same.add(whole)
    return same


def is_frozen(key: Key, through: str) -> bool:
    """Whether a number speaks only of periods up to a month such as 2024-12; those of an unknown period do."""
    periods = [value for name, value in key[1] if name == "period"]
    return bool(periods) and (periods[0] == "unknown" or _end(periods[0]) <= through)


def _end(period: str) -> str:
    """The last month of a year, a quarter, a month, or of the part of a year whose month nobody knows."""
    found = re.fullmatch(r"(\d{4})(?:-(?:Q(\d)|(\d\d)|undated))?", period)
    if not found:
        return "~"
    year, quarter, month = found.groups()
    return f"{year}-{int(quarter) * 3 if quarter else int(month or 12):02d}"


def _read_facts(last: Earlier) -> Iterator[Told]:
    for row in _lines(last.published / "proof" / "facts.csv"):
        pairs = frozenset(tuple(pair.split("=", 1)) for pair in row["cell"].split(";") if pair)
        most = float(row["at_most"]) if row["at_most"] else NO_END
        release = last.id if row["release"] == DRAFT else row["release"]
        yield Told((row["universe"], pairs), float(row["at_least"]), most, int(row["step"]), release)  # type: ignore[arg-type]


def _read_sums(last: Earlier, offset: int) -> Iterator[Tie]:
    lines = _lines(last.published / "proof" / "sums.csv")
    for _, group in groupby(lines, lambda row: row["sum"]):
        rows = list(group)
        parts = tuple(offset + int(row["part"]) for row in rows)
        yield Tie(rows[0]["kind"], offset + int(rows[0]["whole"]), parts)


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


__all__ = ["JOINT", "is_frozen", "remember"]
