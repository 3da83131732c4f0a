"""Which kinds of record were handed in for which months."""

from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa

from pipelines.link.force import Delivery
from schemas.source import Source

COLUMNS = ("source", "source_kind", "record", "period_from", "period_to")


def reports(sources: Mapping[str, Source], deliveries: Iterable[Delivery]) -> pa.Table:
    """Each kind of record of each delivery in force, with the months for which it was handed in.

    Those are all months of which anything that was handed in together speaks: a year with incidents, and victims in
    some months of it, is a report about victims for the whole year. So a month without any stays a small number as
    others are, and nothing is told here that the coverage of the source does not tell. What has no date at all is
    handed in for no month that is known.
    """
    kept = list(deliveries)
    found = dict.fromkeys(
        (one.source, sources[one.source].kind, one.record, *months)
        for one in kept
        if one.has_arrived
        for months in _months(one, kept)
    )
    columns = list(zip(*found, strict=True)) or [()] * len(COLUMNS)
    return pa.table({name: pa.array(each, pa.string()) for name, each in zip(COLUMNS, columns, strict=True)})


def _months(one: Delivery, kept: Iterable[Delivery]) -> Iterator[tuple[str, str]]:
    """The first and the last month of everything that was handed in together; empty where there is no date."""
    if one.rows and not one.period_from:
        yield "", ""
    for other in kept:
        if (other.source, other.sequence) == (one.source, one.sequence) and other.rows and other.period_from:
            yield other.period_from, other.period_to
