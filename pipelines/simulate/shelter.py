"""Harbour Light House: the HTCDS sheet in Excel, with columns of its own for what the standard's sheet lacks."""

import numpy as np

from pipelines.simulate.draw import (
    Around,
    Recorded,
    day_texts,
    joined,
    rows_of,
    slips,
    texts,
    tokens,
    variants,
    without,
    year_name,
    year_of,
)
from pipelines.simulate.files import Desk, Form
from pipelines.simulate.people import DAYS, People

COLUMNS = {
    "x_CaseNumber": "Case number",
    "x_PersonToken": "Person token",
    "cas_CaseOwner": "Case Owner",
    "con_Consent": "Consent",
    "x_AgeAtIntake": "Age at intake",
    "prs_Gender": "Gender",
    "prs_Citizenship": "Citizenship",
    "prs_MailingCity": "Mailing City",
    "vic_TraffickingStatus": "Trafficking Status",
    "vic_RelationshipToTrafficker": "Relationship to Trafficker",
    "vic_MethodOfRecruitment": "Method of Recruitment",
    "vic_MethodsOfControl": "Methods of Control",
    "vic_TypeOfExploitation": "Type of Exploitation",
    "cas_Status": "Status",
    "cas_IncomingReferralDate": "Incoming Referral Date",
    "x_ServicesAsked": "Services asked for",
    "x_ServicesReceived": "Services received",
}
FORM = Form(
    header=(tuple(COLUMNS), tuple(COLUMNS.values())),
    sheet="Cases",
    dates=(list(COLUMNS).index("cas_IncomingReferralDate"),),
    numbers=(list(COLUMNS).index("x_AgeAtIntake"),),
)
GENDERS = (("Feminine",), ("Masculine",), ("Transgender Feminine", "TransgenderMasculine"), ("Non-Conforming",))
COUNTRIES = ("US", "MX", "GT", "HN", "SV", "PH", "CN", "IN", "TH", "NG", "ET", "UA", "RO")
RELATIONS = ("Partner", "Familial", "Acquainted", "Unaquainted")
RECRUITMENT = (
    "Through online social networks",
    "Through an online advertisement",
    "Through family or family events",
    "Through friends or social events",
    "At work",
    "Other",
)
MEANS = (
    "Debt bondage",
    "Takes earnings",
    "Physical threats",
    "Threatens children/family",
    "Psychological abuse",
    "Physical abuse",
    "False promises",
    "Psychoactive substance",
    "Withholds documents",
    "Excessive working hours",
)
EXPLOITATION = (
    "Sexual exploitation",
    "Forced labour",
    "Domestic servitude",
    "Forced criminal activity",
    "Forced begging",
    "Forced marriage",
)
SERVICES = (
    "Shelter",
    "Legal help",
    "Immigration help",
    "Medical care",
    "Counseling",
    "Employment",
    "Cash",
    "Interpreter",
)
RATES = {
    "bad_date": 0.006,
    "bad_age": 0.006,
    "bad_word": 0.010,
    "no_id": 0.002,
    "no_consent": 0.04,
    "again": 0.06,
    "no_token": 0.05,
    "refused": 0.02,
    "no_age": 0.02,
    "no_answer": 0.05,
}


def record(people: People, rng: np.random.Generator, desk: Desk, around: Around) -> Recorded:
    """Every resident's row in the sheet of the year of arrival; some come again next year with more services."""
    where = np.flatnonzero(people.met["shelter"])
    arrived = np.minimum(people.day[where] + rng.integers(0, 60, len(where)), DAYS - 1)
    order = np.argsort(arrived, kind="stable")
    where, arrived = where[order], arrived[order]
    who = people.pick(where)
    slip = slips(rng, len(who), RATES)

    number = np.array([f"HLH-{at:06d}" for at in desk.numbers("case", len(who)).tolist()], dtype=object)
    token = tokens(who.key, around.seed)
    day = texts(day_texts("%Y-%m-%d"), arrived)
    age = who.age.astype(str).astype(object)
    gender = variants(rng, GENDERS, who.gender)
    means = joined(who.means, MEANS, ";", "Unknown")
    kinds = joined(who.exploitation, EXPLOITATION, ";")
    received = joined(who.received, SERVICES, ";")
    consent = np.full(len(who), "Yes", dtype=object)

    number[slip["no_id"]] = ""
    token[slip["no_token"]] = ""
    day[slip["bad_date"]] = "31/02/2023"
    age[slip["bad_age"]] = "-4"
    age[slip["no_age"]] = ""
    gender[slip["refused"]] = "Prefer not to say"
    kinds[slip["bad_word"]] = "Forced labour;Wage theft??"
    means[slip["no_answer"]] = "Not Specified/Unknown"
    consent[slip["no_consent"]] = "No"

    rows = rows_of(
        number, token, "M. O.", consent, age, gender, texts(COUNTRIES, who.country), around.area_texts(rng, who.area),
        "Presumed victim", texts(RELATIONS, who.relation), joined(who.recruitment, RECRUITMENT, ";"), means, kinds,
        "Active", day, joined(who.asked, SERVICES, ";"), received,
    )  # fmt: skip  # one name a line would hide that these are the columns above, in their order
    drop = year_of(arrived)
    again = slip["again"]
    repeated = [(*rows[at][:-1], rows[at][-2]) for at in again.tolist()]
    drops = np.concatenate([drop, np.minimum(drop[again] + 1, 2)])
    blank = desk.spread(drops, lambda year: f"HTCDS cases {year_name(year)}.xlsx", lambda _: FORM, rows + repeated)

    bad = [slip[name] for name in ("bad_date", "bad_age", "bad_word", "no_id")]
    kept = without(len(who), *bad, slip["no_consent"])
    counts = {
        "usable": len(kept),
        "bad": sum(map(len, bad)),
        "no_consent": len(slip["no_consent"]),
        "duplicate": len(again),
        "blank": blank,
    }
    return Recorded({"identification": counts}, where[kept], token[kept] != "")
