"""A small made-up published folder, written exactly as the contract of a release says, for the tests of the pages."""

import itertools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from pipelines.publish.rates import byars_high, byars_low
from tests.published_facts import structure, write_proof, write_rows
from tests.published_words import MISSING, release, shapes


class At(NamedTuple):
    """A number that is told at another step than 10; without a number, as a band, or not at all at step 0."""

    step: int
    number: int | None = None


SMALL, WITHHELD, SILENT = At(10), At(0), At(1)
Row = tuple[Any, ...]


def write_published(folder: Path, only: Sequence[str] | None = None, **changed: Any) -> Path:
    """The example in `folder`, with all of its tables or with `only` some, and with keys of release.json `changed`."""
    (folder / "tables").mkdir(parents=True)
    tables = {name: entry for name, entry in _tables().items() if only is None or name in only}
    for name, (_, frame) in tables.items():
        write_rows(folder / "tables" / f"{name}.parquet", frame)
        frame.to_csv(folder / "tables" / f"{name}.csv", index=False, lineterminator="\n")
    described = {name: _told(name, *entry) for name, entry in tables.items()}
    told = {**release(), "tables": list(described.values()), **changed}
    (folder / "release.json").write_text(json.dumps(told, sort_keys=True, ensure_ascii=False), encoding="utf-8")
    (folder / "areas.geojson").write_text(json.dumps(shapes()), encoding="utf-8")
    (folder / "dictionary.csv").write_text("table,name,type,description\n", encoding="utf-8")
    write_proof(folder, [(described[name], frame) for name, (_, frame) in tables.items()], told["release"]["id"])
    return folder


def _tables() -> dict[str, tuple[dict[str, str], pd.DataFrame]]:
    """Name to its dimensions with their kinds, and its rows."""
    one: dict[str, Any] = {"total": 410, "any_answer": 390}
    exploited = {**one, "sexual_exploitation": 210, "forced_labour": 170, "domestic_servitude": 30, "servitude": SMALL}
    exploited |= {"organ_removal": SMALL, "other": WITHHELD, "unknown": 20, "refused": SMALL}
    citizens = {**one, "national": 200, "africa": At(20), "asia": At(20, 40), "unknown": 20}
    cleared = {"total": 100, "any_answer": 100, "open": 50, "cleared_by_arrest": 50, "unknown": SMALL}
    places = {"total": 100, "any_answer": 80, "hotel_motel": 40, "residence": 30, "online": 10, "unknown": 20}
    suspects = {"total": 90, "any_answer": 90, "female": WITHHELD, "male": WITHHELD, "unknown": SMALL}
    return {
        "people_by_age_and_gender": ({"age_group": "single", "gender": "single"}, _ages()),
        "people_range": ({"bound": "group"}, _frame(["bound"], [("linked", 410), ("summed", 460)])),
        "people_by_exploitation": (
            {"exploitation": "multi", "age_group": "single"},
            _frame(["exploitation", "age_group"], [(k, "total", v) for k, v in exploited.items()], base=390),
        ),
        "people_by_citizenship": (
            {"citizenship_group": "single"},
            _frame(["citizenship_group"], [*citizens.items()], 390),
        ),
        "suspects_by_age_and_sex": (
            {"age_group": "single", "sex": "single"},
            _frame(["age_group", "sex"], [("total", k, v) for k, v in suspects.items()], base=90),
        ),
        "incidents_by_clearance": ({"clearance": "single"}, _frame(["clearance"], [*cleared.items()], 100)),
        "incidents_by_place": ({"place_type": "single"}, _frame(["place_type"], [*places.items()], 80)),
        "people_by_area": ({"area": "area", "period": "period"}, _areas()),
        "identifications_by_period": ({"period": "period", "source_kind": "single"}, _periods()),
        "services": ({"service": "multi", "outcome": "single"}, _services()),
        "survey_answers": ({"question": "group", "answer": "single"}, _survey()),
        "tallies": ({"source": "group", "measure": "group", "period": "period"}, _tallies()),
        "coverage": ({"source": "group", "period": "period"}, _coverage()),
    }


def _frame(names: list[str], rows: Sequence[Row], base: int | None = None) -> pd.DataFrame:
    """Rows of dimensions and a number as it is told, with what publish adds to them."""
    told = [row[-1] if isinstance(row[-1], At) else At(10, row[-1]) for row in rows]
    frame = pd.DataFrame([row[:-1] for row in rows], columns=names)
    ends = [_interval(at) for at in told]
    frame["count"] = pd.array([at.number for at in told], dtype="Int64")
    frame["at_least"] = pd.array([least for least, _ in ends], dtype="Int64")
    frame["at_most"] = pd.array([most for _, most in ends], dtype="Int64")
    frame["status"] = [_status(at) for at in told]
    if base is not None:
        frame["base"] = pd.array([base] * len(rows), dtype="Int64")
        wholes = frame[names].isin(["total"]).all(axis=1) | frame[names].isin([*MISSING]).any(axis=1)
        frame["pct"] = _share(frame["count"], base).mask(wholes)
    return frame


def _status(at: At) -> str:
    if at.number is not None:
        return "shown"
    return {0: "withheld", 1: "not_reported"}.get(at.step, "below")


def _interval(at: At) -> tuple[int | None, int | None]:
    """At step 10: 0 to 9 below it, 10 to 14 for a 10, 15 to 24 for a 20."""
    if at.number is None:
        return (None, None) if at.step < 10 else (0, at.step - 1)
    return max(at.number - at.step // 2, at.step), at.number + (at.step - 1) // 2


def _share(count: "pd.Series[int]", base: int) -> "pd.Series[float]":
    return (count.astype("Float64") / base * 100).round(0)


def _ages() -> pd.DataFrame:
    counts: dict[str, tuple[Any, ...]] = {
        "total": (410, 390, 260, 130, SMALL, 20),
        "any_answer": (400, 380, 250, 130, SMALL, 20),
        "child": (100, 90, 60, 30, SMALL, SMALL),
        "adult": (300, 290, 200, 100, SMALL, SMALL),
        "unknown": (10, 10, At(20), SMALL, SMALL, WITHHELD),
    }
    genders = ("total", "any_answer", "female", "male", "transgender", "unknown")
    rows = [(age, gender, n) for age, line in counts.items() for gender, n in zip(genders, line, strict=True)]
    frame = _frame(["age_group", "gender"], rows, base=390)
    by_age = (frame["gender"] == "total") & (frame["age_group"] != "total")
    frame.loc[by_age, "base"] = 400
    frame.loc[by_age, "pct"] = _share(frame.loc[by_age, "count"], 400)
    return frame


def _areas() -> pd.DataFrame:
    people: dict[str, tuple[Any, int]] = {"X1": (120, 40_000), "X2": (60, 80_000), "X3": (WITHHELD, 9_000)}
    people |= {"X4": (SMALL, 20_000), "X5": (At(20, 40), 12_000)}
    rows: list[Row] = [("total", 410, 161_000), ("X", 400, 161_000), *((code, *told) for code, told in people.items())]
    rows.append(("unknown", 10, None))
    frame = _frame(["area", "period"], [(code, "total", count) for code, count, _ in rows])
    numbers = zip(frame["count"], (n for _, _, n in rows), strict=True)
    frame["population"] = pd.array([n for _, _, n in rows], dtype="Int64")
    frame["rate_per_100k"] = [None if not n or pd.isna(c) else round(c / n * 100_000, 1) for c, n in numbers]
    return _with_chance(frame)


def _with_chance(frame: pd.DataFrame) -> pd.DataFrame:
    """Interval and limits where there is a rate; of the limits it matters only that they are published."""
    people, has_rate = frame["population"].astype("Float64"), frame["rate_per_100k"].notna()
    ends = {"low": frame["at_least"].map(byars_low, na_action="ignore")}
    ends["high"] = frame["at_most"].map(byars_high, na_action="ignore")
    for end, number in ends.items():
        frame[f"rate_{end}"] = (number.astype("Float64") / people * 100_000).round(1).where(has_rate)
    for end, part in (("low", 0.5), ("high", 1.5)):
        frame[f"funnel_{end}"] = (part * 410 / 161_000 * 100_000 + 0 * people).round(1).mask(frame["area"] == "total")
    return frame


def _periods() -> pd.DataFrame:
    rows: list[Row] = []
    for at, (year, quarter) in enumerate(itertools.product((2022, 2023, 2024), (1, 2, 3, 4))):
        police = {3: SMALL, 8: WITHHELD}.get(at, 20 + at // 4 * 10)
        ngo = SILENT if at < 4 else 20 + at % 3 * 10
        rows += [(f"{year}-Q{quarter}", "police", police), (f"{year}-Q{quarter}", "ngo", ngo)]
        rows.append((f"{year}-Q{quarter}", "total", At(20, 60) if at % 2 else 50))
    years: dict[str, tuple[Any, ...]] = {"2022": (80, SILENT, 80), "2023": (90, 100, 200), "2024": (110, 110, 220)}
    for whole, told in years.items():
        rows += [(whole, kind, number) for kind, number in zip(("police", "ngo", "total"), told, strict=True)]
    return _frame(["period", "source_kind"], rows)


def _services() -> pd.DataFrame:
    counts = {"legal": (90, 80, 10), "medical": (At(50), 40, WITHHELD), "shelter": (140, 100, 50)}
    outcomes = ("total", "received", "not_received")
    return _frame(
        ["service", "outcome"],
        [(service, outcome, n) for service, line in counts.items() for outcome, n in zip(outcomes, line, strict=True)],
    )


def _survey() -> pd.DataFrame:
    counts = {"q1": (200, 80, 120, 20), "q2": (200, SMALL, WITHHELD, 10)}
    answers = ("any_answer", "yes", "no", "refused")
    frame = _frame(
        ["question", "answer"],
        [(question, answer, n) for question, line in counts.items() for answer, n in zip(answers, line, strict=True)],
    )
    frame["weighted_pct"] = [100.0, 42.0, 58.0, None, 100.0, None, None, None]
    return frame


def _tallies() -> pd.DataFrame:
    rows = [("hope_house", "people_served", "2023", 60), ("hope_house", "people_served", "2024", SMALL)]
    return _frame(["source", "measure", "period"], rows)


def _coverage() -> pd.DataFrame:
    months = [f"{year}-{month:02d}" for year in (2022, 2023, 2024) for month in range(1, 13)]
    rows = [("hope_house", month, month >= "2023-01" and month != "2024-05") for month in months]
    rows += [("sheriff", month, True) for month in months]
    return pd.DataFrame(rows, columns=["source", "period", "has_report"])


UNIVERSES = {
    "people": "person",
    "suspects": "suspect",
    "incidents": "incident",
    "identifications": "identification",
    "services": "service_request",
    "survey": "answer",
    "tallies": "tally",
    "coverage": "coverage",
}


def _told(name: str, kinds: Mapping[str, str], frame: pd.DataFrame) -> dict[str, Any]:
    status = frame["status"] if "status" in frame else pd.Series("shown", index=frame.index)
    first = name.split("_", maxsplit=1)[0]
    return {
        "name": name,
        "title": name.replace("_", " ").capitalize(),
        "unit": "reports" if name == "coverage" else first,
        "universe": UNIVERSES[first],
        "universes": {"linked": "person", "summed": "identification"} if name == "people_range" else {},
        "fixed": {"finding": "trafficking"} if first == "incidents" else {},
        "dimensions": [{"name": dimension, "kind": kind} for dimension, kind in kinds.items()],
        "structure": [
            structure(dimension, kind, list(dict.fromkeys(frame[dimension]))) for dimension, kind in kinds.items()
        ],
        "notes": ["Made-up note."] if name == "people_by_area" else [],
        "warnings": ["Two of the districts are small."] if name == "people_by_area" else [],
        "rows": len(frame),
        "hidden": int((~status.isin(["shown", "not_reported"])).sum()),
        "columns": [{"name": column, "type": kind(frame[column]), "description": ""} for column in frame.columns],
    }


def kind(values: "pd.Series[Any]") -> str:
    """The type of a column as a release says it."""
    kinds = {"i": "integer", "f": "number", "b": "boolean"}
    return kinds.get(pd.api.types.pandas_dtype(values.dtype).kind, "text")
