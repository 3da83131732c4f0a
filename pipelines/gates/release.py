"""Is a release fit to leave? Its tables against the declared ones, and against the release before it."""

from collections.abc import Collection, Iterator, Mapping

from pipelines.gates.records import Check, Inspection, Shape, in_words, tolerance

HIDDEN_SLACK_PCT = 15.0
# In a table of few cells, this many may change sides without being a jump.
HIDDEN_SLACK_CELLS = 3
LONG_PAST = 5


def inspect_release(
    now: Mapping[str, Shape],
    last: Mapping[str, Shape] | None,
    declared: Collection[str],
    explained: Collection[str] = (),
) -> Inspection:
    """The checks of a release; the jumps of the `explained` tables are accepted, and that is said."""
    checks: list[Check] = []
    notes = [] if last is not None else ["no history yet, compared with no earlier release"]
    for table in sorted({*declared, *now}):
        says = f"{table}: is in the release, but not declared"
        checks.append(Check(table, "is declared", int(table in declared), 1, says))
        shape = now.get(table)
        says = f"{table}: is empty" if shape else f"{table}: is declared, but not in the release"
        checks.append(Check(table, "has rows", shape.rows if shape else 0, 1, says))
        before = (last or {}).get(table)
        if shape is None or before is None:
            continue
        if table in explained:
            notes.append(f"{table}: changes against the last release are explained, not checked")
        else:
            checks += [*_totals(table, shape, before), *_cells(table, shape, before)]
    notes += [
        f"{table}: was in the last release, is no longer declared" for table in sorted({*(last or {})} - {*declared})
    ]
    return Inspection("release", tuple(checks), tuple(notes), history=last is not None)


def _totals(table: str, now: Shape, before: Shape) -> Iterator[Check]:
    if before.total is None:
        return
    says = f"{table}: the total was shown in the last release and is not any more"
    yield Check(table, "total still shown", int(now.total is not None), 1, says)
    if now.total is None:
        return
    factor = tolerance(before.total, LONG_PAST)
    says = f"{table}: total {in_words(now.total)}, in the last release {in_words(before.total)}"
    yield Check(table, "total not far below the last release", now.total, before.total / factor, says)
    yield Check(table, "total not far above the last release", max(before.total, 1) * factor, now.total, says)


def _cells(table: str, now: Shape, before: Shape) -> Iterator[Check]:
    says = f"{table}: {now.rows:,} rows, in the last release {before.rows:,}"
    yield Check(table, "at least half the rows of the last release", now.rows, before.rows / 2, says)
    slack = max(HIDDEN_SLACK_PCT, 100 * HIDDEN_SLACK_CELLS / max(now.shown + now.hidden, 1))
    says = f"{table}: {now.hidden_pct:.0f} % of the cells hidden, in the last release {before.hidden_pct:.0f} %"
    change = abs(now.hidden_pct - before.hidden_pct)
    yield Check(table, "share of hidden cells near the last release", slack, change, says)
