"""What a run has left on the disk, as score cards: one for a source and a period."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from pipelines.conform import Outcome
from pipelines.link import Delivery, in_force
from pipelines.project import Project
from pipelines.scorecard.card import Card, Given
from pipelines.scorecard.measure import (
    answers_of,
    covered,
    days_after,
    expected,
    months_of,
    new_years_days,
    repeated,
    rows_of,
)
from pipelines.steps.deliveries import Deliveries
from pipelines.submissions.ledger import read_acts
from pipelines.submissions.past import Past
from schemas.problems import Problem
from schemas.records import record_types


def read_card(project: Project, source: str, period: str, on: date | None = None) -> Card:
    """The card of one source for a year, a quarter or a month; empty where nothing has come.

    A source with a rhythm is expected to have handed in what has ended by the day `on`.
    """
    declared, months = project.sources[source], months_of(period)
    past = Past.of(read_acts(project.submissions), source)
    arrivals = {number: act.on for number, act in past.given.items()}
    told = list(_outcomes(project, source))
    given = [_given(delivery, outcome, arrivals.get(delivery.sequence)) for delivery, outcome in told]
    spoken = tuple(each for each in given if _speaks(each, months))
    due = expected(months, declared.rhythm, on)
    card = Card(
        holder=declared.holder,
        period=period,
        rhythm=declared.rhythm or "month",
        expected=due,
        received=covered(due, spoken),
        given=spoken,
        answers=(),
        repeated=repeated(_problems(told)),
        records=0,
        unusable=len({each.number for each in given if each.filled and not each.period_from}) + _refused(past),
    )
    for name in sorted(declared.record):
        record = record_types()[name]
        everything = _rows([delivery for delivery, _ in told if delivery.record == name], declared.identity)
        if everything is None:
            continue
        rows = rows_of(everything, record, months)
        first, dated = new_years_days(rows, record)
        card = replace(
            card,
            records=card.records + len(rows),
            answers=(*card.answers, *answers_of(rows, record)),
            new_years_days=card.new_years_days + first,
            dated=card.dated + dated,
        )
    return card


def _refused(past: Past) -> int:
    """Files that were refused and have not come in since."""
    given = {act.sha256 for act in past.given.values()}
    return len({act.sha256 for act in past.acts if act.act == "refused"} - given)


def _outcomes(project: Project, source: str) -> Iterable[tuple[Delivery, Outcome]]:
    """Every conformed delivery of the source with what became of it."""
    steps = Deliveries(project)
    by_place = {
        (folder.name, name): outcome
        for folder in steps.conformed_folders(source)
        for name, outcome in zip(
            sorted(project.sources[source].record), steps.outcomes(source, folder.name), strict=True
        )
    }
    for delivery in steps.conformed():
        if delivery.source == source:
            yield delivery, by_place[delivery.path.parent.name, delivery.path.stem]


def _given(delivery: Delivery, outcome: Outcome, on: date | None) -> Given:
    counts = outcome.counts
    return Given(
        number=delivery.sequence,
        record=delivery.record,
        period_from=outcome.period_from,
        period_to=outcome.period_to,
        filled=counts.accepted + counts.rejected,
        accepted=counts.accepted,
        waiting=counts.rejected,
        days=days_after(outcome.period_to, on),
    )


def _speaks(given: Given, months: Sequence[str]) -> bool:
    return bool(given.period_from) and given.period_from <= months[-1] and months[0] <= given.period_to


def _problems(told: Iterable[tuple[Delivery, Outcome]]) -> list[list[Problem]]:
    by_delivery: dict[int, list[Problem]] = {}
    for delivery, outcome in told:
        by_delivery.setdefault(delivery.sequence, []).extend(outcome.problems)
    return list(by_delivery.values())


def _rows(deliveries: Sequence[Delivery], identity: str) -> pd.DataFrame | None:
    """The rows that count: of each record the last version, and only those in scope; None where none came."""
    kept, _ = in_force(deliveries)
    frames = [_read(delivery.path) for delivery in kept]
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return None
    rows = pd.concat(frames, ignore_index=True)
    if identity == "id":
        rows = rows.sort_values("version").drop_duplicates("record_id", keep="last")
    return rows[rows["status"] == "in_scope"]


def _read(path: Path) -> pd.DataFrame:
    """The rows with words as plain texts: deliveries differ in which words they hold."""
    frame: pd.DataFrame = pq.read_table(path).to_pandas(strings_to_categorical=False)
    words = frame.select_dtypes("category").columns
    return frame.astype(dict.fromkeys(words, object))
