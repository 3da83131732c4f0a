"""What somebody wants to release, and every reason why that cannot be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.releases.ledger import Entry, Kind
from pipelines.releases.periods import first_day_to_release, last_day, months_later
from schemas.areas import Area
from schemas.community import Calendar
from schemas.periods import last_month
from schemas.policy import Policy, weaker_than
from schemas.problems import Problem, ReleaseStopped, problem


@dataclass(frozen=True)
class Request:
    """A period to release. A re-base counts everything anew, also what was released before. `today` is passed in."""

    period: str
    kind: Kind
    today: date

    @property
    def until(self) -> str:
        """The last month that the release speaks of."""
        return last_month(self.period)

    def name(self, entries: Sequence[Entry]) -> str:
        """The name of the release: its period, and for a re-base the number of re-bases that had this period."""
        if self.kind == "release":
            return self.period
        before = sum(entry.kind == "rebase" and entry.period == self.period for entry in entries)
        return f"{self.period}-rebase-{before + 1}"


def refusals(request: Request, entries: Sequence[Entry], policy: Policy, calendar: Calendar) -> list[Problem]:
    """Every reason why this period may not be released on this day under this policy."""
    return [
        *_too_early(request, policy),
        *_order(request, entries, policy),
        *_declared(request, calendar),
        *_weaker(entries, policy),
    ]


def _too_early(request: Request, policy: Policy) -> Iterator[Problem]:
    end, first = last_day(request.period), first_day_to_release(request.period, policy.release.lag_days)
    if request.today <= end:
        yield problem("TIP-E567", period=request.period, end=end)
    elif request.today < first:
        yield problem("TIP-E568", period=request.period, first=first, days=policy.release.lag_days)


def _order(request: Request, entries: Sequence[Entry], policy: Policy) -> Iterator[Problem]:
    """A released period stays as it is, and time goes one way."""
    if not entries:
        if request.kind == "rebase":
            yield problem("TIP-E575")
        return
    last = entries[-1]
    if request.today < last.released_on:
        yield problem("TIP-E587", today=request.today, last=last.released_on, id=last.id)
    if request.until < last.frozen_through:
        is_told = any(entry.period == request.period for entry in entries)
        code = "TIP-E569" if is_told else "TIP-E570"
        yield problem(code, period=request.period, last=last.id, again=last.period)
    elif request.until == last.frozen_through and request.kind == "release":
        yield problem("TIP-E569", period=request.period, last=last.id, again=last.period)
    if request.kind == "rebase":
        whole = [entry for number, entry in enumerate(entries) if entry.kind == "rebase" or not number][-1]
        first = months_later(whole.released_on, policy.release.rebase_months)
        if request.today < first:
            yield problem("TIP-E574", first=first, months=policy.release.rebase_months, id=whole.id)


def _declared(request: Request, calendar: Calendar) -> Iterator[Problem]:
    year = int(request.period[:4])
    if not calendar.from_year <= year <= calendar.to_year:
        yield problem("TIP-E571", period=request.period, first=calendar.from_year, last=calendar.to_year)


def _weaker(entries: Sequence[Entry], policy: Policy) -> Iterator[Problem]:
    """What would protect less than under any policy that a release was made with."""
    said = {
        sentence: entry.id
        for entry in reversed(entries)
        for sentence in weaker_than(policy, Policy.model_validate(entry.policy))
    }
    for sentence, name in said.items():
        yield problem("TIP-E572", file="policy.toml", id=name, what=sentence.rstrip("."))


def require_same_ground(told: Mapping[str, Any], calendar: Calendar, areas: Sequence[Area]) -> None:
    """ReleaseStopped where frozen counts would get another meaning. `told`: release.json of the last release."""
    parents = {area.code: area.parent for area in areas}
    found = []
    if told["community"]["period"]["from"] != str(calendar.from_year):
        found.append(f"the first year of the calendar was {told['community']['period']['from']}")
    for area in told["areas"]:
        if parents.get(area["code"]) != area["parent"]:
            found.append(f"the area {area['code']} lay in {area['parent'] or 'no other area'}")
    if found:
        raise ReleaseStopped(*(problem("TIP-E585", what=what) for what in found))
