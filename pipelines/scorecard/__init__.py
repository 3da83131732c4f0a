"""How the records of one organisation arrive, told to that organisation alone: no total, no rank, no comparison."""

from pipelines.scorecard.card import Card
from pipelines.scorecard.read import read_card
from pipelines.scorecard.written import as_page, as_text

__all__ = ["Card", "as_page", "as_text", "read_card"]
