"""Years, quarters and months as text: 2024, 2024-Q1, 2024-03."""

import re

PERIOD = re.compile(r"\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?")


def first_month(period: str) -> str:
    """The first month of a year, a quarter or a month."""
    if "Q" in period:
        return f"{period[:4]}-{3 * int(period[-1]) - 2:02d}"
    return period if len(period) > len("2024") else f"{period}-01"


def period_of(month: str, length: str) -> str:
    """The month itself, or the quarter or the year that it lies in."""
    if length == "quarter":
        return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"
    return month[:4] if length == "year" else month


def last_month(period: str) -> str:
    """The last month of a year, a quarter or a month."""
    if "Q" in period:
        return f"{period[:4]}-{3 * int(period[-1]):02d}"
    return period if len(period) > len("2024") else f"{period}-12"
