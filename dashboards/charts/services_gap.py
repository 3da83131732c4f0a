"""Services asked for and received, and the gap between them."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.bars import Bar, Heading, Tone, bars
from dashboards.cells import TOTAL, UNTOLD, WHOLES, Cell, cells
from dashboards.numbers import in_chart, in_sentence
from dashboards.order import may_be_largest, span
from dashboards.sentences import joined, untold_note, with_number
from dashboards.texts import Texts

TABLE = "services"
PAGE = "services"
ORDER = 10
TITLE = "charts.services_gap"
KEY_POINT = True
TONES: dict[str, Tone] = {TOTAL: "muted", "received": "main", "not_received": "second"}


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """For each service, three published numbers under each other: asked, received, not received.

    Services of which all numbers are small are named together at the end; the table has each.
    """
    entries: list[Bar | Heading] = []
    small: list[str] = []
    for service, outcomes in _by_service(rows).items():
        if not any(cell.count or cell.state in UNTOLD for cell in outcomes.values()):
            small.append(texts.label("service", service))
            continue
        entries.append(Heading(texts.label("service", service)))
        for outcome, tone in TONES.items():
            if outcome in outcomes:
                label = texts(f"outcomes.{outcome}")
                cell = outcomes[outcome]
                # Without percentages: those of the table are shares of all requests, not of this service.
                length = cell.count if cell.limit is None else cell.limit
                entries.append(Bar(label, length, in_chart(cell, texts), cell.state, tone))
    if small:
        entries.append(Heading(texts("mark.only_small", labels=", ".join(small)), is_strong=False))
    return bars(entries)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The service with the largest gap, as far as the published numbers can tell, and what is not told."""
    return joined(headline(rows, texts), untold_note(_gaps(rows), texts))


def headline(rows: pd.DataFrame, texts: Texts) -> str:
    """The service with the largest gap, as far as the published numbers can tell."""
    gaps = _gaps(rows)
    first = [gaps[at] for at in may_be_largest([span(cell) for cell in gaps])]
    top = sorted((cell for cell in first if cell.count), key=lambda cell: -(cell.count or 0))
    if not top:
        return texts("sentence.gap_none")
    if len(top) == 1:
        words = {"service": _name(top[0], texts), "count": in_sentence(top[0], texts)}
        asked = _by_service(rows)[top[0].values["service"]].get(TOTAL)
        if len(first) > 1:
            return texts("sentence.gap_shown", **words)
        if asked is None or not asked.count:
            return texts("sentence.gap", **words)
        return texts("sentence.gap_of", **words, asked=in_sentence(asked, texts))
    named = (with_number(_name(cell, texts), cell, texts) for cell in top)
    return texts("sentence.gap_among", services=texts.series(named))


def message(rows: pd.DataFrame, texts: Texts) -> str:
    """The largest gap in a few words, where it surely is the largest."""
    gaps = _gaps(rows)
    first = [gaps[at] for at in may_be_largest([span(cell) for cell in gaps])]
    if len(first) != 1 or not first[0].count:
        return ""
    return texts("message.gap", service=_name(first[0], texts), count=in_sentence(first[0], texts))


def _gaps(rows: pd.DataFrame) -> list[Cell]:
    return [outcomes["not_received"] for outcomes in _by_service(rows).values() if "not_received" in outcomes]


def _name(cell: Cell, texts: Texts) -> str:
    return texts("list.quoted", label=texts.label("service", cell.values["service"]))


def _by_service(rows: pd.DataFrame) -> dict[str, dict[str, Cell]]:
    found: dict[str, dict[str, Cell]] = {}
    for cell in cells(rows):
        if cell.values["service"] not in WHOLES:
            found.setdefault(cell.values["service"], {})[cell.values["outcome"]] = cell
    return found
