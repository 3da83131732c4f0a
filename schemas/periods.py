"""Years, quarters and months as text: 2024, 2024-Q1, 2024-03."""

import re

PERIOD = re.compile(r"\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?")


def first_month(period: str) -> str:
    """The first month of a year, a quarter or a month."""
    if "Q" in period:
        return f"{period[:4]}-{3 * int(period[-1]) - 2:02d}"
    return period if len(period) > len("2024") else f"{period}-01"


def last_month(period: str) -> str:
    """The last month of a year, a quarter or a month."""
    if "Q" in period:
        return f"{period[:4]}-{3 * int(period[-1]):02d}"
    return period if len(period) > len("2024") else f"{period}-12"
