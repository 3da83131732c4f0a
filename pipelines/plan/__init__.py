"""plan: what a policy would leave of the tables, and which coarser form of a table would leave a larger share of it."""

from pipelines.plan.expected import expected_tables
from pipelines.plan.forecast import Forecast, Outlook, Proposal, forecast
from pipelines.publish.limits import too_large

__all__ = ["Forecast", "Outlook", "Proposal", "expected_tables", "forecast", "too_large"]
