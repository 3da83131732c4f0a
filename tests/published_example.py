"""A small made-up published folder, written exactly as the contract of a release says, for the tests of the pages."""

import itertools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from tests.published_words import MISSING, release, shapes

HIDDEN = None
Row = tuple[Any, ...]


def write_published(folder: Path, only: Sequence[str] | None = None) -> Path:
    """The example in `folder`, with all of its tables or with `only` some."""
    (folder / "tables").mkdir(parents=True)
    tables = {name: entry for name, entry in _tables().items() if only is None or name in only}
    for name, (_, frame) in tables.items():
        frame.to_parquet(folder / "tables" / f"{name}.parquet", index=False)
        frame.to_csv(folder / "tables" / f"{name}.csv", index=False, lineterminator="\n")
    told = {**release(), "tables": [_told(name, *entry) for name, entry in tables.items()]}
    (folder / "release.json").write_text(json.dumps(told, sort_keys=True, ensure_ascii=False), encoding="utf-8")
    (folder / "areas.geojson").write_text(json.dumps(shapes()), encoding="utf-8")
    (folder / "dictionary.csv").write_text("table,name,type,description\n", encoding="utf-8")
    return folder


def _tables() -> dict[str, tuple[dict[str, str], pd.DataFrame]]:
    """Name to its dimensions with their kinds, and its rows."""
    one = {"total": 412, "any_answer": 390}
    exploited = {**one, "sexual_exploitation": 210, "forced_labour": 168, "domestic_servitude": 31, "servitude": HIDDEN}
    exploited |= {"organ_removal": 0, "other": HIDDEN, "unknown": 22, "refused": 0}
    citizens = {**one, "national": 201, "africa": HIDDEN, "asia": HIDDEN, "unknown": 22}
    cleared = {"total": 96, "any_answer": 96, "open": 51, "cleared_by_arrest": 45, "unknown": 0}
    places = {"total": 96, "any_answer": 80, "hotel_motel": 34, "residence": 34, "online": 12, "unknown": 16}
    suspects = {"total": 88, "any_answer": 88, "female": HIDDEN, "male": HIDDEN, "unknown": 0}
    return {
        "people_by_age_and_gender": ({"age_group": "single", "gender": "single"}, _ages()),
        "people_range": ({"bound": "group"}, _frame(["bound"], [("linked", 412), ("summed", 455)])),
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
            _frame(["age_group", "sex"], [("total", k, v) for k, v in suspects.items()], base=88),
        ),
        "incidents_by_clearance": ({"clearance": "single"}, _frame(["clearance"], [*cleared.items()], 96)),
        "incidents_by_place": ({"place_type": "single"}, _frame(["place_type"], [*places.items()], 80)),
        "people_by_area": ({"area": "area", "period": "period"}, _areas()),
        "identifications_by_period": ({"period": "period", "source_kind": "single"}, _periods()),
        "services": ({"service": "multi", "outcome": "single"}, _services()),
        "survey_answers": ({"question": "group", "answer": "single"}, _survey()),
        "tallies": ({"source": "group", "measure": "group", "period": "period"}, _tallies()),
        "coverage": ({"source": "group", "period": "period"}, _coverage()),
    }


def _frame(names: list[str], rows: Sequence[Row], base: int | None = None) -> pd.DataFrame:
    """Rows of dimensions and a count, with what publish adds to them."""
    frame = pd.DataFrame([row[:-1] for row in rows], columns=names)
    frame["count"] = pd.array([row[-1] for row in rows], dtype="Int64")
    frame["status"] = ["hidden" if row[-1] is None else "shown" for row in rows]
    if base is not None:
        frame["base"] = pd.array([base] * len(rows), dtype="Int64")
        wholes = frame[names].isin(["total"]).all(axis=1) | frame[names].isin([*MISSING]).any(axis=1)
        share = (frame["count"].astype("Float64") / base * 100).round(1)
        frame["pct"] = share.mask(wholes)
    return frame


def _ages() -> pd.DataFrame:
    counts = {
        "total": (412, 390, 260, 130, HIDDEN, 22),
        "any_answer": (400, 380, 255, 125, HIDDEN, 20),
        "child": (96, 90, 60, 30, 0, HIDDEN),
        "adult": (304, 290, 195, 95, HIDDEN, HIDDEN),
        "unknown": (12, 10, HIDDEN, HIDDEN, 0, HIDDEN),
    }
    genders = ("total", "any_answer", "female", "male", "transgender", "unknown")
    rows = [(age, gender, n) for age, line in counts.items() for gender, n in zip(genders, line, strict=True)]
    frame = _frame(["age_group", "gender"], rows, base=390)
    by_age = (frame["gender"] == "total") & (frame["age_group"] != "total")
    frame.loc[by_age, "base"] = 400
    frame.loc[by_age, "pct"] = (frame.loc[by_age, "count"].astype("Float64") / 400 * 100).round(1)
    return frame


def _areas() -> pd.DataFrame:
    people = {"X1": (120, 40_000), "X2": (64, 80_000), "X3": (HIDDEN, 9_000), "X4": (0, 20_000), "X5": (HIDDEN, 12_000)}
    rows = [("total", 412, None), ("X", 400, 161_000), *((code, *told) for code, told in people.items())]
    rows.append(("unknown", 12, None))
    frame = _frame(["area", "period"], [(code, "total", count) for code, count, _ in rows])
    frame["rate_per_100k"] = [None if not n or c is None else round(c / n * 100_000, 1) for _, c, n in rows]
    return frame


def _periods() -> pd.DataFrame:
    rows: list[Row] = []
    for at, (year, quarter) in enumerate(itertools.product((2022, 2023, 2024), (1, 2, 3, 4))):
        police = HIDDEN if at in (3, 8) else 18 + at
        ngo = 0 if at < 4 else 25 + at % 3
        rows += [(f"{year}-Q{quarter}", "police", police), (f"{year}-Q{quarter}", "ngo", ngo)]
        rows.append((f"{year}-Q{quarter}", "total", HIDDEN if police is None else police + ngo))
    for year, both in ((2022, (78, 0)), (2023, (94, 102)), (2024, (110, 105))):
        rows += [(str(year), "police", both[0]), (str(year), "ngo", both[1]), (str(year), "total", sum(both))]
    frame = _frame(["period", "source_kind"], rows)
    silent = (frame["source_kind"] == "ngo") & frame["period"].str.startswith("2022")
    frame["count"] = frame["count"].mask(silent)
    frame["status"] = frame["status"].mask(silent, "not_reported")
    return frame


def _services() -> pd.DataFrame:
    counts = {"shelter": (140, 95, 45), "legal": (88, 76, 12), "medical": (HIDDEN, 41, HIDDEN)}
    outcomes = ("total", "received", "not_received")
    return _frame(
        ["service", "outcome"],
        [(service, outcome, n) for service, line in counts.items() for outcome, n in zip(outcomes, line, strict=True)],
    )


def _survey() -> pd.DataFrame:
    counts = {"q1": (200, 80, 120, 15), "q2": (205, HIDDEN, HIDDEN, 10)}
    answers = ("any_answer", "yes", "no", "refused")
    frame = _frame(
        ["question", "answer"],
        [(question, answer, n) for question, line in counts.items() for answer, n in zip(answers, line, strict=True)],
    )
    frame["weighted_pct"] = [100.0, 41.5, 58.5, None, 100.0, None, None, None]
    return frame


def _tallies() -> pd.DataFrame:
    rows = [("hope_house", "people_served", "2023", 61), ("hope_house", "people_served", "2024", HIDDEN)]
    return _frame(["source", "measure", "period"], rows)


def _coverage() -> pd.DataFrame:
    months = [f"{year}-{month:02d}" for year in (2022, 2023, 2024) for month in range(1, 13)]
    rows = [("sheriff", month, True) for month in months]
    rows += [("hope_house", month, month >= "2023-01" and month != "2024-05") for month in months]
    return pd.DataFrame(rows, columns=["source", "period", "has_report"])


def _told(name: str, kinds: Mapping[str, str], frame: pd.DataFrame) -> dict[str, Any]:
    status = frame["status"] if "status" in frame else pd.Series(dtype="str")
    return {
        "name": name,
        "title": name.replace("_", " ").capitalize(),
        "unit": "reports" if name == "coverage" else name.split("_", maxsplit=1)[0],
        "universe": "person",
        "dimensions": [{"name": dimension, "kind": kind} for dimension, kind in kinds.items()],
        "notes": ["Made-up note."] if name == "people_by_area" else [],
        "warnings": ["Two of the districts are small."] if name == "people_by_area" else [],
        "rows": len(frame),
        "hidden": int((status == "hidden").sum()),
        "columns": [{"name": column, "type": "text", "description": ""} for column in frame.columns],
    }
