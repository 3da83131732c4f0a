"""Marlow City's police: one line per offence, delivered again whenever an incident is supplemented, in two formats."""

from datetime import timedelta
from typing import Any

import numpy as np

from pipelines.simulate.draw import Around, Recorded, half_year_name, half_year_of, slips, without
from pipelines.simulate.files import Desk, Form, Row
from pipelines.simulate.people import FIRST_DAY, Ints, People

HEADER = (
    "IncidentDate,OccurredFromTime,IncidentNum,Offense,NIBRS,NIBRSCategory,SRS_UCR,CrimeAgainst,FelMisdCit,"
    "IncidentTopSRS_UCR,IncidentLocation,IntersectionOtherLoc,District,Neighborhood,NbhdNum,Latitude,Longitude,"
    "IncidentSupplemented,LastSuppDate,VictimNum,FirearmUsed,IncidentNature,PlaceType,Disposition"
)
FORM = Form(header=(tuple(HEADER.split(",")),))
QUOTED_FORM = Form(header=FORM.header, is_quoted=True)
# From this drop on the records system writes other dates, quotes everything and leaves out NULL.
NEW_SYSTEM = 3
LAST_DROP = 5
# Charge, code, category; the share of the incidents of people who were exploited sexually, and of others.
CHARGES = (
    ("HUMAN TRAFFICKING - COMMERCIAL SEX ACTS", "64A", "Human Trafficking - Commercial Sex Acts"),
    ("TRAFFICKING FOR THE PURPOSES OF SEXUAL EXPLOITATION", "40B", "Assisting or Promoting Prostitution"),
    ("HUMAN TRAFFICKING - INVOLUNTARY SERVITUDE", "64B", "Human Trafficking - Involuntary Servitude"),
)
NOISE = (
    ("TRAFFICKING DRUGS - 2ND DEGREE", "35A", "Drug/Narcotic Violations"),
    ("TRAFFICKING DRUGS OR ATTEMPT- 1ST DEGREE", "35A", "Drug/Narcotic Violations"),
    ("INVOLUNTARY MANSLAUGHTER", "09B", "Negligent Manslaughter"),
    ("PROMOTING PROSTITUTION", "40B", "Assisting or Promoting Prostitution"),
    ("STEALING - $750 OR MORE", "23H", "All Other Larceny"),
)
PLACES = ("HOTEL", "PRIVATE DWELLING", "WEB / APP", "STREET", "MASSAGE PARLOR", "TRUCK STOP", "BAR")
AFTERWARDS = ("CLEARED BY ARREST", "CLEARED - EXCEPTIONAL", "UNFOUNDED", "ACTIVE")
RATES = {"bad_date": 0.006, "bad_word": 0.01, "again": 0.3, "two_lines": 0.2}


def record(people: People, rng: np.random.Generator, desk: Desk, around: Around) -> Recorded:
    """Incidents in the city's areas, whoever the victims are, among offences that only sound alike."""
    in_city = np.array(around.is_city)[people.area] & (rng.random(len(people)) < 0.10)
    where = np.flatnonzero(in_city)
    where = where[np.argsort(people.day[where], kind="stable")]
    day, area = people.day[where], people.area[where]
    is_sexual = (people.exploitation[where] & 1).astype(bool)
    charge = np.where(is_sexual, (rng.random(len(where)) < 0.25).astype(np.int64), 2)
    slip = slips(rng, len(where), RATES)
    number = desk.numbers("incident", len(where))
    place = rng.integers(0, len(PLACES), len(where))
    outcome = rng.integers(0, len(AFTERWARDS), len(where))
    scribe = _Scribe(around)

    lines: list[tuple[int, dict[str, Any]]] = []
    drop = half_year_of(day)
    facts = zip(
        number.tolist(), day.tolist(), area.tolist(), charge.tolist(), place.tolist(), drop.tolist(), strict=True
    )
    bad_date, bad_word, twice = (set(slip[name].tolist()) for name in ("bad_date", "bad_word", "two_lines"))
    again = set(slip["again"].tolist())
    for at, (id_, on, in_, what, spot, first) in enumerate(facts):
        fact = {"id": id_, "day": on, "area": in_, "charge": CHARGES[what], "place": PLACES[spot], "status": "ACTIVE"}
        fact["is_bad_date"] = at in bad_date
        fact["status"] = "SEE NOTES" if at in bad_word else "ACTIVE"
        lines.append((first, fact))
        if at in twice:
            lines.append((first, {**fact, "victim": 2}))
        if at in again:
            later = min(first + 1 + at % 2, LAST_DROP)
            lines.append((later, {**fact, "status": AFTERWARDS[int(outcome[at])], "supplemented": later}))
    noise = _noise(rng, desk, len(where))
    lines += noise
    drops = np.array([first for first, _ in lines], dtype=np.int64)
    # A file is written in one format; where everything goes into one file it is the first.
    rows = [scribe.row(fact, is_new=first >= NEW_SYSTEM and not desk.is_one_file) for first, fact in lines]
    forms = (FORM, QUOTED_FORM)
    blank = desk.spread(drops, _name, lambda first: forms[first >= NEW_SYSTEM], rows)
    kept = without(len(where), slip["bad_date"], slip["bad_word"])
    counts = {
        "usable": len(kept),
        "bad": len(slip["bad_date"]) + len(slip["bad_word"]),
        "duplicate": len(slip["again"]) + len(slip["two_lines"]),
        "other": len(noise),
        "blank": blank,
    }
    return Recorded({"incident": counts})


def _noise(rng: np.random.Generator, desk: Desk, count: int) -> list[tuple[int, dict[str, Any]]]:
    """Offences that are none of our business, some with the word trafficking in them."""
    days = np.sort(rng.integers(0, 1096, count))
    kinds = rng.integers(0, len(NOISE), count)
    numbers = desk.numbers("incident", count)
    drops: Ints = half_year_of(days)
    return [
        (drop, {"id": id_, "day": day, "area": -1, "charge": NOISE[kind], "place": "STREET", "status": "ACTIVE"})
        for drop, id_, day, kind in zip(drops.tolist(), numbers.tolist(), days.tolist(), kinds.tolist(), strict=True)
    ]


def _name(drop: int) -> str:
    return f"Incidents-{half_year_name(drop)}.csv"


class _Scribe:
    """Writes a line in the format of the old or of the new records system."""

    def __init__(self, around: Around) -> None:
        self._names = [*around.names, ""]

    def row(self, fact: dict[str, Any], *, is_new: bool) -> Row:
        """The 24 cells of one line."""
        on = FIRST_DAY + timedelta(days=fact["day"])
        null = "" if is_new else "NULL"
        date = f"{on.month}/{on.day}/{on.year} 12:00:00 AM" if is_new else on.isoformat()
        if fact.get("is_bad_date"):
            date = "2/30/2024 12:00:00 AM" if is_new else "2023-02-30"
        # Padded to twelve characters, as the police's own system does it.
        number = f"{on.year % 100}{fact['id']:06d}    "
        offence, code, category = fact["charge"]
        supplemented = ("Yes", f"{2022 + fact['supplemented'] // 2}-06-30") if "supplemented" in fact else ("No", null)
        place = (f"{100 * (1 + fact['id'] % 60)} BLOCK OF MADE-UP ST", null, "1", self._names[fact["area"]], "0")
        head = (date, "12:00:00", number, offence, code, category, null, "Person", "F", null)
        return (
            *head,
            *place,
            "0.0",
            "0.0",
            *supplemented,
            str(fact.get("victim", 1)),
            "No",
            category,
            fact["place"],
            fact["status"],
        )
