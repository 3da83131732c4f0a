"""Days that are possible but odd: a day after the one on which the file is checked, or one from before 1990."""

from collections import Counter
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.conform.plan import Plan
from schemas.problems import Problem, problem

EARLIEST = date(1990, 1, 1)


def odd_days(rows: pa.Table, plan: Plan) -> Counter[Problem]:
    """How many of the accepted rows hold one, by column; these rows are used all the same."""
    found: Counter[Problem] = Counter()
    for reading in plan.readings:
        if reading.field.kind != "date" or reading.field.name not in rows.column_names:
            continue
        days, header = rows.column(reading.field.name), str(reading.header)
        found[problem("TIP-E870", column=header)] = _count(pc.less(days, EARLIEST))
        if plan.on:
            found[problem("TIP-E869", column=header, on=plan.on.isoformat())] = _count(pc.greater(days, plan.on))
    return +found


def _count(mask: pa.ChunkedArray) -> int:
    return int(pc.sum(mask.cast(pa.int64())).as_py() or 0)
