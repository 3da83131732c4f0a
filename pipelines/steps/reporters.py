"""Who hands in which kinds of record: what is declared today, and what stays as it was as long as counts are frozen."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipelines.count import Reporter
from pipelines.count.frozen import REPORTS, says_records
from pipelines.releases import Entry
from schemas.records import record_types


def standing(
    declared: Sequence[Reporter], releases: Path, ledger: Sequence[Entry], frozen: Mapping[str, Path]
) -> tuple[Reporter, ...]:
    """The declared sources, and with what is frozen those whose records are in it, as their releases say.

    Before reports said of which kind of record they are, any source counted as one that could have reported
    everything. Where such a release is frozen that stays until the next re-base, or a small number would become a
    zero that everybody knows, and give away others beside it.
    """
    if not ledger:
        return tuple(declared)
    if not says_records(frozen.get(REPORTS)):
        return tuple(Reporter(one.source, one.kind, tuple(record_types())) for one in declared)
    return _together([*declared, *_released(releases, ledger)])


def _released(releases: Path, ledger: Sequence[Entry]) -> Iterator[Reporter]:
    """The sources that the releases name which count on the same frozen counts: those from the last re-base on."""
    whole = max((number for number, entry in enumerate(ledger) if entry.kind == "rebase"), default=0)
    for entry in ledger[whole:]:
        told = json.loads((releases / entry.id / "published" / "release.json").read_text(encoding="utf-8"))
        for source in told["sources"]:
            yield Reporter(source["name"], source["kind"], tuple(source["records"]))


def _together(reporters: Iterable[Reporter]) -> tuple[Reporter, ...]:
    """Each source once for each kind of organisation that it was."""
    found: dict[tuple[str, str], set[str]] = {}
    for one in reporters:
        found.setdefault((one.source, one.kind), set()).update(one.records)
    return tuple(Reporter(*who, tuple(sorted(records))) for who, records in sorted(found.items()))
