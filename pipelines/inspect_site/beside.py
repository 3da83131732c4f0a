"""Numbers beside the tables: codes of other standards, the ledger, and what was revised, each on its own page alone."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Set
from functools import cached_property

from pipelines.inspect_site.built import MALFORMED, Built, Unreadable, read_json
from pipelines.inspect_site.numbers import numbers, plain, values
from pipelines.inspect_site.registered import BESIDE, Registered, Row, untrue
from schemas.problems import Problem

CROSSWALK = "data/crosswalk.csv"
LEDGER = "data/ledger.jsonl"
PAGES = {"codes": "crosswalk.html", "ledger": "revisions.html", "before": "revisions.html", "changed": "revisions.html"}
WHAT = {"codes": "the crosswalk", "ledger": "the ledger", "before": "an earlier release", "changed": "what was revised"}
TIME = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:-(?:Q[1-4]|\d{2}(?:-\d{2})?))?(?!\d)")


def check_beside(registered: Registered) -> Iterator[Problem]:
    """Every number that is registered as one of these is one, and stands on the page where it belongs."""
    known = _Known(registered)
    listed = [(at, row) for at, row in enumerate(registered.built.places, start=2) if row["part"] in BESIDE]
    for part in BESIDE:
        yield from untrue("text", WHAT[part], (at for at, row in listed if row["part"] == part and not known.has(row)))


class _Known:
    """What the files of the site let stand beside its tables."""

    def __init__(self, registered: Registered) -> None:
        self.built: Built = registered.built
        self.registered = registered

    def has(self, row: Row) -> bool:
        if posixpath.basename(row["page"]) != PAGES[row["part"]]:
            return False
        found = set(numbers(plain(row["text"])))
        if row["part"] == "codes":
            return found <= self.codes
        if row["part"] == "ledger":
            return found <= self.ledger
        return all(self._is_told(text, row) for text in found)

    def _is_told(self, text: str, row: Row) -> bool:
        if row["part"] == "changed":
            return any(0 < value <= self.revised for value in values(text))
        fact = self.registered.facts.get(row["fact"], {})
        return row["fact"] not in self.registered.now and not values(text).isdisjoint(_told(fact))

    @cached_property
    def codes(self) -> Set[str]:
        try:
            return {number for row in self.built.rows(CROSSWALK) for number in numbers(plain(row["their_text"]))}
        except (Unreadable, KeyError):
            return set()

    @cached_property
    def ledger(self) -> Set[str]:
        """Names, periods and days of the releases, and the times that their notes speak of."""
        found: set[str] = set()
        try:
            told = [read_json(line) for line in self.built.text(LEDGER).split("\n") if line]
            for line in told:
                said = [str(line[key]) for key in ("id", "period", "released_on")]
                said += [time.group() for time in TIME.finditer(plain(str(line["revision_note"])))]
                found |= {number for text in said for number in numbers(plain(text))}
        except (*MALFORMED, OSError):
            return set()
        return found | {number.lstrip("0") for number in found}

    @cached_property
    def revised(self) -> int:
        """How many numbers the release before told otherwise: no figure can have more of them."""
        release = self.built.release.get("release") or {}
        before = {
            _cell(row): row for row in self.registered.facts.values() if row["release"] == release.get("previous")
        }
        now = self.registered.now.values()
        return sum(_cell(row) in before and _ends(before[_cell(row)]) != _ends(row) for row in now)


def _cell(row: Row) -> tuple[str, str]:
    return row["universe"], row["cell"]


def _ends(row: Row) -> tuple[str, str]:
    return row["at_least"], row["at_most"]


def _told(fact: Mapping[str, str]) -> Set[float]:
    """The numbers that say a fact: where it begins and ends, and to what it was rounded or below what it is."""
    try:
        least, most, step = (int(fact[key]) for key in ("at_least", "at_most", "step"))
    except (KeyError, ValueError):
        return frozenset()
    return {float(least), float(most), float(most + 1 if step > 1 and not least else most - (step - 1) // 2)}
