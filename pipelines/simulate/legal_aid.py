"""The county legal clinic: a CSV from its own office program, in Spanish and English, with titles and a total."""

import numpy as np

from pipelines.simulate.draw import (
    Around,
    Recorded,
    day_texts,
    half_year_name,
    half_year_of,
    joined,
    rows_of,
    slips,
    texts,
    tokens,
    variants,
    without,
)
from pipelines.simulate.files import Desk, Form
from pipelines.simulate.people import CLINIC_OPENS, DAYS, People

FORM = Form(
    header=(
        (
            "Expediente",
            "Clave",
            "Fecha de ingreso",
            "Edad",
            "Género",
            "Nacionalidad",
            "Tipo de explotación",
            "Captación",
            "Servicios pedidos",
            "Servicios recibidos",
            "Zona",
            "Consentimiento",
        ),
    ),
    delimiter=";",
    encoding="cp1252",
    title=("Clínica Legal del Condado - Casos de trata", "Confidencial: no reenviar"),
    footer="Total de casos: {rows};;;;;;;;;;;",
)
GENDERS = (("F", "Mujer", "Female", "femenino"), ("M", "Hombre", "male"), ("Trans", "Transgender"), ("non-binary",))
COUNTRIES = (
    ("Estados Unidos", "US", "USA"),
    ("México", "MX", "Mexico"),
    ("Guatemala", "GT"),
    ("Honduras", "HN"),
    ("El Salvador", "SV"),
    ("Filipinas", "Philippines"),
    ("China",),
    ("India",),
    ("Thailand", "TH"),
    ("Nigeria", "NG"),
    ("Etiopía", "ET"),
    ("Ukraine", "UA"),
    ("Rumania", "Romania"),
)
EXPLOITATION = (
    "explotación sexual",
    "trabajo forzoso",
    "trabajo doméstico",
    "delitos forzados",
    "mendicidad",
    "matrimonio forzado",
)
RECRUITMENT = ("redes sociales", "anuncio en internet", "familia", "amigos", "trabajo", "otro")
SERVICES = ("alojamiento", "asistencia legal", "inmigración", "salud", "salud mental", "empleo", "dinero", "intérprete")
RATES = {
    "bad_date": 0.005,
    "bad_age": 0.005,
    "bad_word": 0.006,
    "no_id": 0.002,
    "no_consent": 0.02,
    "again": 0.015,
    "no_token": 0.04,
    "refused": 0.02,
    "no_age": 0.03,
    "no_answer": 0.03,
}


def record(people: People, rng: np.random.Generator, desk: Desk, around: Around) -> Recorded:
    """Every client's row, in the drop of the half year of the first visit; some rows come again with news."""
    where = np.flatnonzero(people.met["legal_aid"])
    visit = np.clip(people.day[where] + rng.integers(0, 45, len(where)), CLINIC_OPENS, DAYS - 1)
    order = np.argsort(visit, kind="stable")
    where, visit = where[order], visit[order]
    who = people.pick(where)
    slip = slips(rng, len(who), RATES)

    number = np.array([f"LC-{at:07d}" for at in desk.numbers("case", len(who)).tolist()], dtype=object)
    token = tokens(who.key, around.seed)
    day = texts(day_texts("%d/%m/%Y"), visit)
    age = who.age.astype(str).astype(object)
    gender = variants(rng, GENDERS, who.gender)
    mark = np.where(rng.random(len(who)) < 0.5, 0, 1)
    kinds = np.where(
        mark == 0, joined(who.exploitation, EXPLOITATION, ", "), joined(who.exploitation, EXPLOITATION, " & ")
    )
    asked = joined(who.asked, SERVICES, ", ")
    received = joined(who.received, SERVICES, ", ")
    consent = variants(rng, (("Sí", "si", "yes"),), np.zeros(len(who), dtype=np.int64))

    number[slip["no_id"]] = ""
    token[slip["no_token"]] = ""
    day[slip["bad_date"]] = "31/02/2023"
    age[slip["bad_age"]] = "212"
    age[slip["no_age"]] = ""
    gender[slip["refused"]] = "no contestó"
    kinds[slip["bad_word"]] = "sextorsión en grupo"
    kinds[slip["no_answer"]] = "desconocido"
    consent[slip["no_consent"]] = "no"

    columns = (number, token, day, age, gender, variants(rng, COUNTRIES, who.country), kinds)
    rest = (joined(who.recruitment, RECRUITMENT, ", "), asked, received, around.area_texts(rng, who.area), consent)
    rows = rows_of(*columns, *rest)
    drop = half_year_of(visit)
    again = slip["again"]
    repeated = [(*rows[at][:9], rows[at][8], *rows[at][10:]) for at in again.tolist()]
    drops = np.concatenate([drop, np.minimum(drop[again] + 1, 5)])
    blank = desk.spread(drops, lambda half: f"casos {half_year_name(half)}.csv", lambda _: FORM, rows + repeated)

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
