"""What is true of the made-up people, person by person and in counts, and what the files say of them."""

from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.simulate import people as lists
from pipelines.simulate.draw import Recorded, joined, year_of
from pipelines.simulate.people import FIRST_DAY, Bools, Ints, People

SINGLE = {"gender": lists.GENDERS, "citizenship": lists.COUNTRIES, "recruiter_relation": lists.RELATIONS}
SEVERAL = {
    "exploitation": lists.EXPLOITATION,
    "means_of_control": lists.MEANS,
    "recruitment": lists.RECRUITMENT,
    "services_asked": lists.SERVICES,
    "services_received": lists.SERVICES,
}
# The names of the arrays of People that hold these.
_FIELDS = {
    "citizenship": "country",
    "recruiter_relation": "relation",
    "means_of_control": "means",
    "services_asked": "asked",
    "services_received": "received",
}


class Ledger:
    """Takes chunk after chunk and keeps counts; people go straight into the Parquet file."""

    def __init__(self, path: Path, areas: tuple[str, ...], sources: list[str]) -> None:
        self._areas = areas
        self._meeters = [name for name in lists.MEETERS if name in sources]
        self._path = path
        self._file: pq.ParquetWriter | None = None
        self._counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self._records: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self._overlap: Counter[str] = Counter()
        self._linked = self._summed = 0

    def add_counts(self, source: str, found: Recorded) -> None:
        """The row counts of a source that meets none of the people."""
        for record, counts in found.counts.items():
            self._records[source][record].update(counts)

    def add(self, chunk: People, found: dict[str, Recorded]) -> None:
        """One chunk and what each organisation made of it; the same key twice is one person."""
        _, first, person = np.unique(chunk.key, return_index=True, return_inverse=True)
        people = chunk.pick(first)
        kept: dict[str, Bools] = {}
        named = np.zeros(len(people), dtype=bool)
        for source, recorded in found.items():
            self.add_counts(source, recorded)
            if source not in self._meeters:
                continue
            kept[source] = _marked(len(people), person[recorded.kept])
            named |= _marked(len(people), person[recorded.kept[recorded.has_token]])
            self._linked += int((~recorded.has_token).sum())
            self._summed += len(recorded.kept)
        self._linked += int(named.sum())
        met = {name: _marked(len(people), person[chunk.met[name]]) for name in self._meeters}
        self._count("people", people, np.ones(len(people), dtype=bool))
        self._count("met", people, _any(met, len(people)))
        self._count("recorded", people, _any(kept, len(people)))
        self._count_overlap(kept, len(people))
        self._write(people, met, kept)

    def close(self) -> dict[str, Any]:
        """Close the Parquet file; all counts, in a fixed order."""
        if self._file:
            self._file.close()
        of = {
            group: {name: _sorted(counter) for name, counter in tables.items()}
            for group, tables in self._counts.items()
        }
        recorded = self._counts["recorded"]["all"]["all"]
        shared = sum(count for name, count in self._overlap.items() if "+" in name)
        return {
            "counts": of,
            "linked": self._linked,
            "summed": self._summed,
            "overlap": {
                "by_organisations": _sorted(self._overlap),
                "share_pct": round(100 * shared / max(recorded, 1), 2),
            },
            "records": {
                source: {record: _sorted(counter) for record, counter in sorted(records.items())}
                for source, records in sorted(self._records.items())
            },
        }

    def _count(self, group: str, people: People, who: Bools) -> None:
        some = people.pick(np.flatnonzero(who))
        tables = self._counts[group]
        tables["all"]["all"] += len(some)
        tables["age_group"].update({"child": int((some.age < 18).sum()), "adult": int((some.age >= 18).sum())})
        tables["year"].update(_tally((FIRST_DAY.year + year_of(some.day)).astype(str).tolist()))
        tables["area"].update(_by_code(some.area, self._areas))
        for name, words in SINGLE.items():
            tables[name].update(_by_code(getattr(some, _FIELDS.get(name, name)), words))
        for name, words in SEVERAL.items():
            masks = getattr(some, _FIELDS.get(name, name))
            tables[name].update({word: int((masks >> at & 1).sum()) for at, word in enumerate(words)})

    def _count_overlap(self, kept: dict[str, Bools], size: int) -> None:
        """People by exactly which organisations have a usable record of them."""
        for several in range(1, len(kept) + 1):
            for names in combinations(sorted(kept), several):
                exactly = np.ones(size, dtype=bool)
                for name, flags in kept.items():
                    exactly &= flags if name in names else ~flags
                self._overlap["+".join(names)] += int(exactly.sum())

    def _write(self, people: People, met: dict[str, Bools], kept: dict[str, Bools]) -> None:
        month = [f"{FIRST_DAY.year + at // 12}-{at % 12 + 1:02d}" for at in range(36)]
        starts = (
            np.arange("2022-01", "2025-01", dtype="datetime64[M]").astype("datetime64[D]") - np.datetime64(FIRST_DAY)
        ).astype(int)
        columns: dict[str, Any] = {
            "person": pa.array(people.key),
            "month": _words(np.searchsorted(starts, people.day, side="right") - 1, month),
            "age_group": _words((people.age >= 18).astype(np.int64), ("child", "adult")),
            "area": _words(people.area, self._areas),
        }
        columns |= {name: _words(getattr(people, _FIELDS.get(name, name)), words) for name, words in SINGLE.items()}
        columns |= {
            name: pa.array(joined(getattr(people, _FIELDS.get(name, name)), words, ";").tolist(), pa.string())
            for name, words in SEVERAL.items()
        }
        columns |= {f"is_met_by_{name}": pa.array(flags) for name, flags in met.items()}
        columns |= {f"is_recorded_by_{name}": pa.array(flags) for name, flags in kept.items()}
        table = pa.table(columns)
        self._file = self._file or pq.ParquetWriter(self._path, table.schema, compression="zstd")
        self._file.write_table(table)


def _marked(size: int, at: Ints) -> Bools:
    found = np.zeros(size, dtype=bool)
    found[at] = True
    return found


def _any(flags: dict[str, Bools], size: int) -> Bools:
    found = np.zeros(size, dtype=bool)
    for some in flags.values():
        found |= some
    return found


def _words(codes: Ints, words: tuple[str, ...] | list[str]) -> Any:
    return pa.array(words, pa.string()).take(pa.array(codes))


def _by_code(codes: Ints, words: tuple[str, ...]) -> dict[str, int]:
    return dict(zip(words, np.bincount(codes, minlength=len(words)).tolist(), strict=True))


def _tally(texts: list[str]) -> dict[str, int]:
    return dict(sorted(Counter(texts).items()))


def _sorted(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items()))
