"""Services asked for and received, and the gap between them."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.bars import Bar, Heading, Tone, bars, written
from dashboards.cells import TOTAL, WHOLES, Cell, cells
from dashboards.sentences import hidden_note
from dashboards.texts import Texts

TABLE = "services"
PAGE = "services"
ORDER = 10
TITLE = "charts.services_gap"
KEY_POINT = True
TONES: dict[str, Tone] = {TOTAL: "muted", "received": "main", "not_received": "second"}


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """For each service, three published numbers under each other: asked, received, not received."""
    entries: list[Bar | Heading] = []
    for service, outcomes in _by_service(rows).items():
        if all(cell.count == 0 for cell in outcomes.values()):
            continue  # nobody asked for it; the table has its zeros
        entries.append(Heading(texts.label("service", service)))
        for outcome, tone in TONES.items():
            if outcome in outcomes:
                label = texts(f"outcomes.{outcome}")
                cell = outcomes[outcome]
                # Without percentages: those of the table are shares of all requests, not of this service.
                entries.append(Bar(label, cell.count, written(cell, texts), cell.state, tone))
    return bars(entries)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The service with the largest published gap."""
    gaps = {service: outcomes.get("not_received") for service, outcomes in _by_service(rows).items()}
    shown = {service: cell.count for service, cell in gaps.items() if cell is not None and cell.count is not None}
    highest = max(shown.values(), default=0)
    listed = [cell for cell in gaps.values() if cell is not None]
    if not highest:
        return " ".join(part for part in (texts("sentence.gap_none"), hidden_note(listed, texts)) if part)
    names = texts.series(
        texts("list.quoted", label=texts.label("service", service))
        for service, count in shown.items()
        if count == highest
    )
    said = texts("sentence.gap", service=names, count=texts.number(highest))
    return " ".join(part for part in (said, hidden_note(listed, texts)) if part)


def _by_service(rows: pd.DataFrame) -> dict[str, dict[str, Cell]]:
    found: dict[str, dict[str, Cell]] = {}
    for cell in cells(rows):
        if cell.values["service"] not in WHOLES:
            found.setdefault(cell.values["service"], {})[cell.values["outcome"]] = cell
    return found
