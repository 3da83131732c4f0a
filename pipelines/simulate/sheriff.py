"""The county sheriff: a folder of NIBRS tables a year, in which trafficking is a small part of what police record."""

import numpy as np

from pipelines.simulate.draw import Around, Recorded, slips, texts, tokens, year_of
from pipelines.simulate.files import Desk
from pipelines.simulate.people import DAYS, Bools, Ints, People
from pipelines.simulate.sheriff_writer import Incidents, Tables

SEXES = ("F", "M", "F", "U")
# Their ids of: boyfriend or girlfriend, other family member, acquaintance, stranger.
RELATIONS = ("3", "15", "1", "24")
PLACES = np.array([14, 20, 58, 13, 51, 5, 34, 25])
PLACE_SHARE = np.array([0.26, 0.22, 0.20, 0.10, 0.07, 0.07, 0.04, 0.04])
# Assault, larceny and drug offences: other offences of the same incident, and incidents that are none of our business.
OTHER_OFFENCES = np.array([51, 44, 49, 35])
INCIDENT_RATES = {"bad_date": 0.003, "two_offences": 0.03, "second_suspect": 0.15, "nobody_known": 0.12}
VICTIM_RATES = {"bad_age": 0.006, "bad_word": 0.006, "no_age": 0.06, "no_token": 0.12}


def record(people: People, rng: np.random.Generator, desk: Desk, around: Around) -> Recorded:
    """Victims grouped into incidents, their offences and suspects, and other incidents around them."""
    where = np.flatnonzero(people.met["sheriff"])
    order = np.lexsort((people.day[where], people.area[where]))
    where = where[order]
    who = people.pick(where)
    incidents, group, first = _gathered(who, rng, desk)
    slip = slips(rng, len(incidents), INCIDENT_RATES)
    tables = Tables(desk, around, rng)
    others = _others(rng, desk, len(incidents), len(around.names))
    bad_date = _mask(len(incidents), slip["bad_date"])
    tables.incidents(incidents, bad_date)
    tables.incidents(others, np.zeros(len(others), dtype=bool))
    main = tables.offences(incidents, incidents.code)
    second = tables.offences(incidents.some(slip["two_offences"]), 119 - incidents.code[slip["two_offences"]])
    plain = np.flatnonzero(rng.random(len(incidents)) < 0.35)
    extra = tables.offences(incidents.some(plain), rng.choice(OTHER_OFFENCES, len(plain)))
    society = tables.offences(others, rng.choice(OTHER_OFFENCES, len(others)))

    kept, has_token, victim, bad_victim = _victims(who, around, tables, incidents, group, bad_date)
    year = year_of(incidents.day[group])
    offence_of = {
        "main": main[group],
        "second": _spread_to(len(incidents), slip["two_offences"], second)[group],
        "extra": _spread_to(len(incidents), plain, extra)[group],
    }
    lines = {name: np.flatnonzero(found) for name, found in offence_of.items()}
    for name, at in lines.items():
        tables.rows("NIBRS_VICTIM_OFFENSE", year[at], victim[at], offence_of[name][at])
    nobody = tables.victims(others)
    tables.rows("NIBRS_VICTIM_OFFENSE", year_of(others.day), nobody, society)
    suspects = _suspects(rng, tables, incidents, slip, bad_date, who, victim, first)
    is_double = _mask(len(who), lines["second"])
    identified = _counts(bad_victim, is_double, len(lines["extra"]) + len(others))
    found = _counts(bad_date, _mask(len(incidents), slip["two_offences"]), len(extra) + len(others))
    counts = {"identification": identified, "incident": found, "suspect": suspects}
    return Recorded(counts, where[kept], has_token[kept])


def _gathered(who: People, rng: np.random.Generator, desk: Desk) -> tuple[Incidents, Ints, Ints]:
    """The incidents of these people, the incident of each, and the first person of each incident."""
    # Somebody met in the same area within a week of the one before belongs to the same incident.
    is_close = (
        (np.diff(who.area, prepend=-1) == 0) & (np.diff(who.day, prepend=-99) <= 7) & (rng.random(len(who)) < 0.5)
    )
    group = np.cumsum(~is_close) - 1
    first = np.flatnonzero(~is_close)
    incidents = Incidents(
        id=90_000_000 + desk.numbers("incident", len(first)),
        day=who.day[first],
        area=who.area[first],
        code=np.where(who.exploitation[first] & 1, 59, 60),
        place=rng.choice(PLACES, len(first), p=PLACE_SHARE),
    )
    return incidents, group, first


def _victims(
    who: People, around: Around, tables: Tables, incidents: Incidents, group: Ints, bad_date: Bools
) -> tuple[Ints, Bools, Ints, Bools]:
    """Write the victims; who is kept, who has a token, their ids, and who is rejected."""
    slip = slips(tables.rng, len(who), VICTIM_RATES)
    sex, token = texts(SEXES, who.gender), tokens(who.key, around.seed)
    age = who.age.astype(str).astype(object)
    sex[slip["bad_word"]] = "9"
    age[slip["bad_age"]] = "212"
    age[slip["no_age"]] = ""
    token[slip["no_token"]] = ""
    victim = tables.people("NIBRS_VICTIM", incidents.some(group), age, sex, token)
    is_bad = bad_date[group] | _mask(len(who), slip["bad_word"]) | _mask(len(who), slip["bad_age"])
    return np.flatnonzero(~is_bad), token != "", victim, is_bad


def _suspects(
    rng: np.random.Generator,
    tables: Tables,
    incidents: Incidents,
    slip: dict[str, Ints],
    bad_date: Bools,
    who: People,
    victim: Ints,
    first: Ints,
) -> dict[str, int]:
    """One suspect an incident, sometimes two; where nobody is known NIBRS still has a row, numbered 0."""
    of = np.sort(np.concatenate([np.arange(len(incidents)), slip["second_suspect"]]))
    age = rng.integers(17, 61, len(of)).astype(str).astype(object)
    sex = texts(("M", "F"), (rng.random(len(of)) < 0.2).astype(np.int64))
    is_unknown = _mask(len(incidents), slip["nobody_known"])[of]
    age[is_unknown], sex[is_unknown] = "", ""
    is_bad_age = np.zeros(len(of), dtype=bool)
    is_bad_age[slips(rng, len(of), {"bad_age": 0.004})["bad_age"]] = True
    age[is_bad_age] = "199"
    suspect = tables.people("NIBRS_OFFENDER", incidents.some(of), age, sex, None)
    at = np.flatnonzero(~is_unknown & np.append(True, np.diff(of) > 0) & (rng.random(len(of)) < 0.85))
    relation = texts(RELATIONS, who.relation[first[of[at]]])
    years = year_of(incidents.day[of[at]])
    tables.rows("NIBRS_VICTIM_OFFENDER_REL", years, victim[first[of[at]]], suspect[at], relation)
    is_bad = is_bad_age | bad_date[of]
    return {"usable": int((~is_bad).sum()), "bad": int(is_bad.sum()), "duplicate": 0, "other": 0}


def _others(rng: np.random.Generator, desk: Desk, count: int, areas: int) -> Incidents:
    """Twice as many incidents that have nothing to do with trafficking."""
    size = 2 * count
    return Incidents(
        id=90_000_000 + desk.numbers("incident", size),
        day=np.sort(rng.integers(0, DAYS, size)),
        area=rng.integers(0, areas, size),
        code=np.zeros(size, dtype=np.int64),
        place=rng.choice(PLACES, size, p=PLACE_SHARE),
    )


def _counts(is_bad: Bools, is_double: Bools, other: int) -> dict[str, int]:
    """Rows by what becomes of them, where some records stand in two rows."""
    return {
        "usable": int((~is_bad).sum()),
        "bad": int(is_bad.sum() + (is_bad & is_double).sum()),
        "duplicate": int((~is_bad & is_double).sum()),
        "other": other,
    }


def _mask(size: int, at: Ints) -> Bools:
    found = np.zeros(size, dtype=bool)
    found[at] = True
    return found


def _spread_to(size: int, at: Ints, values: Ints) -> Ints:
    """The values at their places, 0 elsewhere."""
    found = np.zeros(size, dtype=np.int64)
    found[at] = values
    return found
