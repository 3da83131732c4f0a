"""Did a file arrive whole? The newest delivery of each source against what this source usually sends."""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from statistics import median, median_high, median_low

from pipelines.gates.records import Check, Delivery, Inspection, in_words, tolerance

# Files that grow with the year would outrun a median over all of the past.
RECENT = 6
FEWEST_EARLIER = 2
ACCEPTED_SLACK_PCT = 20.0
LATENESS_SLACK_DAYS = 31.0


def inspect_arrival(deliveries: Iterable[Delivery]) -> Inspection:
    """The checks for the newest delivery of every source; a source without a past gets only the check for rows."""
    checks: list[Check] = []
    notes: list[str] = []
    for source, group in groupby(
        sorted(deliveries, key=lambda one: (one.source, one.delivery)), lambda one: one.source
    ):
        *earlier, newest = group
        checks.append(Check(source, "has rows", newest.rows, 1, f"{source}: the file has no rows"))
        if len(earlier) < FEWEST_EARLIER:
            notes.append(f"{source}: no history yet, compared with nothing")
            continue
        recent = earlier[-RECENT:]
        checks += [*_size(newest, recent), *_period(newest, recent), *_quality(newest, recent)]
    return Inspection("arrival", tuple(checks), tuple(notes), history=bool(checks) and not notes)


def _size(newest: Delivery, recent: list[Delivery]) -> Iterator[Check]:
    source = newest.source
    rows = [one.rows for one in recent]
    usual = max(median(rows), 1)
    factor = tolerance(usual, len(rows))
    says = f"{source}: {in_words(newest.rows)} rows, usually {_range_in_words(min(rows), max(rows))}"
    if newest.rows:
        yield Check(source, "not far fewer rows than usual", newest.rows, usual / factor, says)
    yield Check(source, "not far more rows than usual", usual * factor, newest.rows, says)

    columns = median_low(one.columns for one in recent)
    says = f"{source}: {newest.columns} columns, usually {columns}"
    yield Check(source, "at least the usual columns", newest.columns, columns, says)
    missing = median_high(one.missing_columns for one in recent)
    says = f"{source}: {newest.missing_columns} declared columns are missing, usually {missing or 'none'}"
    yield Check(source, "no more declared columns missing than usual", missing, newest.missing_columns, says)


def _period(newest: Delivery, recent: list[Delivery]) -> Iterator[Check]:
    source, last = newest.source, recent[-1].period_to
    if last is None:
        return
    if newest.period_to is None or newest.period_from is None:
        yield Check(source, "covers a period", 0, 1, f"{source}: no dates could be read, the last file went to {last}")
        return
    says = f"{source}: covers up to {newest.period_to}, the last file went to {last}"
    yield Check(source, "not older than the last file", newest.period_to, last, says)
    usual = max((_months_between(before, after) for before, after in pairwise(recent)), default=0)
    says = f"{source}: starts in {newest.period_from}, the last file ended in {last}; months between are missing"
    gap = _months_between(recent[-1], newest)
    yield Check(source, "no longer gap after the last file than usual", usual, gap, says)


def _quality(newest: Delivery, recent: list[Delivery]) -> Iterator[Check]:
    source = newest.source
    accepted = [one.accepted_pct for one in recent if one.accepted_pct is not None]
    if accepted and newest.accepted_pct is not None:
        usual = median(accepted)
        says = f"{source}: {newest.accepted_pct:.0f} % of the rows accepted, usually {usual:.0f} %"
        less = usual - ACCEPTED_SLACK_PCT
        yield Check(source, "share of accepted rows not far below the usual", newest.accepted_pct, less, says)
    late = [one.lateness_days for one in recent if one.lateness_days is not None]
    if late and newest.lateness_days is not None:
        usual = median(late)
        says = f"{source}: arrived {newest.lateness_days:.0f} days after its period, usually {usual:.0f}"
        more = usual + LATENESS_SLACK_DAYS
        yield Check(source, "not far later than usual", more, newest.lateness_days, says)


def _months_between(before: Delivery, after: Delivery) -> int:
    """Whole months that lie between two deliveries; 0 where they touch, overlap, or have no dates."""
    if before.period_to is None or after.period_from is None:
        return 0
    return max(_month_number(after.period_from) - _month_number(before.period_to) - 1, 0)


def _month_number(month: str) -> int:
    return 12 * int(month[:4]) + int(month[5:])


def _range_in_words(fewest: int, most: int) -> str:
    low, high = in_words(fewest), in_words(most)
    if low == high:
        return low
    return f"{low} to {high}" if low.isdigit() or "," in low else f"up to {high}"
