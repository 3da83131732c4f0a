"""Which areas a chart draws: the smallest ones, so that no area lies over its own parts."""

import pandas as pd

from dashboards.cells import TOTAL, breakdown

# Joined to the rows of a table that has areas: from the release's areas and outlines.
JOINED = ("is_area", "parent", "shape")

# What stands with a rate: a map is no place for it, and a table of years has no room.
CHANCE = ("rate_low", "rate_high", "funnel_low", "funnel_high")


def latest_with_rates(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the last year that has published rates; all years together where there is none."""
    if "rate_per_100k" not in rows.columns:
        return breakdown(rows, "area")
    rated = rows.loc[rows["rate_per_100k"].notna() & rows["is_area"], "period"]
    return breakdown(rows, "area", period=TOTAL if rated.empty else str(rated.max()))


def leaves(rows: pd.DataFrame) -> pd.DataFrame:
    """The areas that hold no other area of these rows."""
    areas = rows[rows["is_area"]]
    return areas[~areas["area"].isin(set(areas["parent"]))]


def smallest_with_shape(rows: pd.DataFrame) -> pd.DataFrame:
    """The smallest areas among those that have an outline."""
    return leaves(rows[rows["shape"].map(bool)])
