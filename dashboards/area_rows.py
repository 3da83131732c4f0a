"""Which areas a chart draws: the smallest ones, so that no area lies over its own parts."""

import pandas as pd

from dashboards.cells import TOTAL, breakdown

# Joined to the rows of a table that has areas: from the release's areas and outlines.
JOINED = ("is_area", "parent", "shape")

# What stands with a rate: a map is no place for it, and a table of years has no room.
CHANCE = ("rate_low", "rate_high", "funnel_low", "funnel_high")


def latest_with_rates(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the last year that has published rates; all years together where there is none."""
    return breakdown(rows, "area", period=last_rated(rows[rows["is_area"]]) if "is_area" in rows else TOTAL)


def last_rated(rows: pd.DataFrame) -> str:
    """The last year that is over and has a published rate in these rows; all years together where there is none."""
    if "rate_per_100k" not in rows.columns:
        return TOTAL
    has_rate = rows["rate_per_100k"].notna()
    if "is_unfinished" in rows.columns:
        has_rate &= ~rows["is_unfinished"]
    return str(rows.loc[has_rate, "period"].max()) if has_rate.any() else TOTAL


def leaves(rows: pd.DataFrame) -> pd.DataFrame:
    """The areas that hold no other area of these rows."""
    areas = rows[rows["is_area"]]
    return areas[~areas["area"].isin(set(areas["parent"]))]


def smallest_with_shape(rows: pd.DataFrame) -> pd.DataFrame:
    """The smallest areas among those that have an outline."""
    return leaves(rows[rows["shape"].map(bool)])
