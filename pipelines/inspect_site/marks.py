"""The marks beside a number, worked out again from release.json and the coverage of the sources."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipelines.inspect_site.built import Built, Unreadable
from pipelines.inspect_site.copies import dimensions_of, rows_of
from pipelines.inspect_site.reported import COVERAGE, PERIOD, SUMS

TOLD = ("shown", "noisy", "below")
NEVER = 10**6
Row = Mapping[str, str]
Months = tuple[int, int]


def months_of(period: str) -> Months | None:
    """The first and the last month of a year, a quarter or a month, counted from the year 0; None for what is none."""
    found = PERIOD.fullmatch(period)
    if not found:
        return None
    year, quarter, month = (int(part or 0) for part in found.groups())
    if month:
        return 12 * year + month, 12 * year + month
    return (12 * year + 3 * quarter - 2, 12 * year + 3 * quarter) if quarter else (12 * year + 1, 12 * year + 12)


@dataclass(frozen=True)
class Marks:
    """What may still change, and where other organisations reported than in the period before."""

    built: Built

    def of(self, table: str, row: Row) -> list[str]:
        """The marks that belong beside the number of a published line."""
        status, period = row.get("status", "shown"), row.get("period", "total")
        found = ["[p]"] if status in TOLD and self._may_change(period) else []
        return [*found, "[b]"] if status != "not_reported" and self._is_break(table, row, period) else found

    def _may_change(self, period: str) -> bool:
        over, settled = self._ends
        end = (months_of(period) or (0, over if period == "total" else 0))[1]
        return not settled or end > over or end > settled

    @cached_property
    def _ends(self) -> Months:
        """The last month of which the numbers speak in full, and the last one whose numbers stay."""
        told = self.built.release.get("release") or {}
        named, before = (months_of(str(told.get(key) or "")) for key in ("period", "previous_period"))
        over = named[1] if named else NEVER
        if self.built.release.get("status", "draft") != "draft":
            return over, over
        over = min(over, max((month for own in self._came.values() for month in own), default=over))
        return over, before[1] if before and told.get("kind") != "rebase" else 0

    @cached_property
    def _came(self) -> Mapping[str, Collection[int]]:
        """For each source the months for which it has sent anything."""
        found: dict[str, set[int]] = {}
        try:
            rows = self.built.rows(COVERAGE)
        except Unreadable:
            return found
        for row in rows:
            month = months_of(row["period"])
            if month and row["has_report"] == "True":
                found.setdefault(row["source"], set()).update(range(month[0], month[1] + 1))
        return found

    def _is_break(self, table: str, row: Row, period: str) -> bool:
        own, records = months_of(period), self.built.tables[table].get("records") or []
        has_both = {"source_kind", "period"} <= set(dimensions_of(self.built, table))
        if not own or not has_both or period.endswith("undated") or not self._came:
            return False
        earlier = [told for told in self._periods[table] if told[1] - told[0] == own[1] - own[0] and told < own]
        able = [
            str(one["name"])
            for one in self.built.release.get("sources", [])
            if row["source_kind"] in (one["kind"], *SUMS) and not set(records).isdisjoint(one.get("records", []))
        ]
        return bool(earlier) and any(self._part(name, own) != self._part(name, max(earlier)) for name in able)

    @cached_property
    def _periods(self) -> Mapping[str, Collection[Months]]:
        """The years, quarters and months of each table."""
        names = {table: {row.get("period", "") for row in rows_of(self.built, table)} for table in self.built.tables}
        return {
            table: {own for name in found if not name.endswith("undated") and (own := months_of(name))}
            for table, found in names.items()
        }

    def _part(self, source: str, period: Months) -> float:
        """How much of a period a source reported, of the months that are over."""
        months = [month for month in range(period[0], period[1] + 1) if month <= self._ends[0]]
        return sum(month in self._came.get(source, ()) for month in months) / (len(months) or 1)
