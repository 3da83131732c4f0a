"""What an analyst would write by hand for the legal clinic's file: pandas and pandera in one script, no more.

Usage: python plain.py FILE AREAS_CSV COUNTRIES_CSV COUNTS_JSON
"""

import json
import sys

import pandas as pd
import pandera.pandas as pa

GENDERS = {"f": "female", "mujer": "female", "female": "female", "femenino": "female", "m": "male", "hombre": "male"}
GENDERS |= {"male": "male", "trans": "transgender", "transgender": "transgender", "non-binary": "non_conforming"}
GENDERS |= {"no contestó": "refused", "": "unknown"}
EXPLOITATION = {
    "explotación sexual": "sexual_exploitation",
    "trabajo forzoso": "forced_labour",
    "trabajo doméstico": "domestic_servitude",
    "delitos forzados": "criminal_exploitation",
    "mendicidad": "forced_begging",
    "matrimonio forzado": "forced_marriage",
    "desconocido": "unknown",
    "": "unknown",
}
RECRUITMENT = dict.fromkeys(("redes sociales", "anuncio en internet", "familia", "amigos", "trabajo", "otro", ""), "x")
SERVICES = ("alojamiento", "asistencia legal", "inmigración", "salud", "salud mental", "empleo", "dinero", "intérprete")
SERVICE_WORDS = {service: service for service in (*SERVICES, "")}
SPANISH = dict.fromkeys(("estados unidos", "usa", "méxico", "filipinas", "etiopía", "rumania"), "x")
CONSENT = {"sí": True, "si": True, "yes": True, "no": False}
NO_ANSWER = ("unknown", "refused")


def words(column: pd.Series, known: dict[str, str], marks: str = "") -> pd.Series:
    """Each distinct text mapped once; a text with a part that is not known becomes null."""

    def one(text: str) -> str | None:
        parts = text.casefold().replace(" & ", ", ").split(", ") if marks else [text.casefold()]
        found = {known.get(part.strip()) for part in parts}
        return None if None in found else ";".join(sorted(str(word) for word in found))

    return column.map({text: one(text) for text in column.unique()})


def read(path: str, areas_csv: str, countries_csv: str) -> pd.DataFrame:
    """The file as text, then every column as what it means."""
    raw = pd.read_csv(path, sep=";", encoding="cp1252", skiprows=2, dtype=str, keep_default_na=False)
    raw = raw[~(raw == "").all(axis=1) & ~raw["Expediente"].str.startswith("Total")].reset_index(drop=True)
    areas = pd.read_csv(areas_csv, dtype=str, keep_default_na=False)
    columns = (areas[name].tolist() for name in ("code", "name", "also"))
    places = {
        text.casefold(): code
        for code, name, also in zip(*columns, strict=True)
        for text in (code, name, *also.split(";"))
    }
    countries = pd.read_csv(countries_csv, dtype=str, keep_default_na=False)
    known = dict.fromkeys(pd.concat([countries.iso2, countries.iso3, countries.country]).str.casefold(), "x") | SPANISH
    return pd.DataFrame(
        {
            "id": raw["Expediente"].str.strip(),
            "token": raw["Clave"],
            "day": pd.to_datetime(raw["Fecha de ingreso"], format="%d/%m/%Y", errors="coerce"),
            "age": pd.to_numeric(raw["Edad"], errors="coerce"),
            "gender": words(raw["Género"], GENDERS),
            "citizenship": words(raw["Nacionalidad"], known),
            "exploitation": words(raw["Tipo de explotación"], EXPLOITATION, ",&"),
            "recruitment": words(raw["Captación"], RECRUITMENT, ","),
            "asked": words(raw["Servicios pedidos"], SERVICE_WORDS, ","),
            "received": words(raw["Servicios recibidos"], SERVICE_WORDS, ","),
            "area": words(raw["Zona"], places),
            "consent": raw["Consentimiento"].str.casefold().map(CONSENT),
        }
    )


SCHEMA = pa.DataFrameSchema(
    {
        "id": pa.Column(str, pa.Check.str_length(min_value=1)),
        "token": pa.Column(str, pa.Check.str_matches(r"^([0-9a-f]{64})?$")),
        "day": pa.Column(nullable=False),
        "age": pa.Column(float, pa.Check.in_range(0, 120), nullable=True),
        "gender": pa.Column(checks=pa.Check.isin(set(GENDERS.values())), nullable=False),
        "citizenship": pa.Column(nullable=False),
        "exploitation": pa.Column(nullable=False),
        "recruitment": pa.Column(nullable=False),
        "asked": pa.Column(nullable=False),
        "received": pa.Column(nullable=False),
        "area": pa.Column(nullable=False),
        "consent": pa.Column(nullable=False),
    }
)


def people_of(records: pd.DataFrame) -> pd.DataFrame:
    """One row per person: the first answer that is one, and of exploitation everything that was recorded."""
    records = records.sort_values("day", kind="stable")
    is_again = (records["token"] != "") & records["token"].duplicated(keep=False)
    again = records[is_again]
    columns = ["age_group", "gender", "area", "day"]
    groups = again.mask(again.isin(NO_ANSWER)).groupby("token")[columns].first()
    merged = groups.fillna(again.groupby("token")[columns].first())
    parts = again[["token"]].assign(word=again["exploitation"].str.split(";")).explode("word").drop_duplicates()
    answers = parts[~parts["word"].isin(NO_ANSWER)].groupby("token")["word"].agg(";".join)
    merged["exploitation"] = answers.reindex(merged.index).fillna("unknown")
    return pd.concat([records[~is_again][[*columns, "exploitation"]], merged])


def counts_of(records: pd.DataFrame) -> dict[str, dict[str, int]]:
    """The counts that the pipeline publishes of the same file."""
    people = people_of(records)
    area_year = people["area"] + "|" + people["day"].dt.year.astype(str)
    tables = {
        "age_group": people["age_group"],
        "gender": people["gender"],
        "exploitation": people["exploitation"].str.split(";").explode(),
        "area_year": area_year,
        "month": records["day"].dt.strftime("%Y-%m"),
    }
    return {
        name: {str(key): int(count) for key, count in column.value_counts().items()} for name, column in tables.items()
    }


def main() -> None:
    """Read, check, drop what is wrong, count."""
    frame = read(*sys.argv[1:4])
    try:
        SCHEMA.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        frame = frame.drop(index=errors.failure_cases["index"].dropna().unique())
    frame = frame[frame["consent"].astype(bool)].drop_duplicates("id", keep="last")
    group = pd.Series("unknown", index=frame.index).mask(frame["age"] < 18, "child").mask(frame["age"] >= 18, "adult")
    with open(sys.argv[4], "w", encoding="utf-8") as file:  # noqa: PTH123  # written as such a script is
        json.dump(counts_of(frame.assign(age_group=group)), file, sort_keys=True)


if __name__ == "__main__":
    main()
