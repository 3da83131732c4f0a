"""Reading a published folder: its description and its tables, with every row in the order of the closed lists."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from dashboards.cells import ANY_ANSWER, NOT_ANSWERS, TOTAL, dimensions
from pipelines.show.crosswalk import read_crosswalk
from pipelines.show.facts import join_facts, mark_revised, read_facts
from pipelines.show.history import read_history
from pipelines.show.joins import Place, join_places
from pipelines.show.release import FINEST, PublishedTable, Release
from pipelines.show.reporters import able_to_report, mark_breaks
from pipelines.show.settled import DRAFT, mark_provisional, marks_by_key, read_settled
from schemas.problems import ReleaseStopped, problem

# Files beside the tables that a release may have, and that readers may take away.
COMPANIONS = ("dictionary.csv", "words.csv", "crosswalk.csv", "areas.geojson")
# Whoever checks a release needs them, so no list of downloads leaves them out.
EVIDENCE = tuple(f"proof/{name}.csv" for name in ("facts", "sums", "protected", "multipliers"))
EVIDENCE += ("proof/witnesses.parquet", "ledger.jsonl")


def read_release(published: Path) -> Release:
    """The release in a folder; a table that is described but has no file is left out, as if it had no rows.

    Raises:
        ReleaseStopped: There is no release, or a row of it is no registered fact.
    """
    path = published / "release.json"
    if not path.is_file():
        raise ReleaseStopped(problem("TIP-E350", file=path.name))
    told = json.loads(path.read_text(encoding="utf-8"))
    labels = _in_order({**told["labels"], "source": _source_names(told)}, told.get("order", {}))
    frames = {entry["name"]: _rows(published, entry, labels) for entry in told["tables"]}
    places = _places(published, told.get("areas", []))
    tables, coverage = {}, frames.get("coverage", pd.DataFrame())
    facts = read_facts(published, (told.get("release") or {}).get("id", DRAFT))
    settled = read_settled(told, coverage)
    finest = ((told.get("policy") or {}).get("steps") or [FINEST])[0]
    history = read_history(published, told, facts)
    for entry in told["tables"]:
        rows = mark_revised(join_facts(frames[entry["name"]], entry, facts, finest), history.revised)
        sources, records = told.get("sources", []), entry.get("records") or ()
        rows = mark_breaks(mark_provisional(rows, settled), coverage, sources, records, settled.over)
        beside = marks_by_key(rows, [dimension["name"] for dimension in entry["dimensions"]])
        rows = join_places(able_to_report(rows, sources, records), places)
        tables[entry["name"]] = replace(_table(entry, rows), beside=beside)
    return Release(
        version=told["version"],
        community=told["community"],
        tables=tables,
        labels=labels,
        means=told.get("means") or {},
        sources=tuple(told.get("sources", [])),
        protection=told.get("protection", {}),
        companions=tuple(name for name in COMPANIONS if (published / name).is_file()),
        evidence=tuple(name for name in EVIDENCE if (published / name).is_file()),
        crosswalk=read_crosswalk(published),
        history=history,
        told=told,
    )


def _source_names(told: Mapping[str, Any]) -> dict[str, str]:
    labels: dict[str, str] = told["labels"].get("source", {})
    named = {source["name"]: str(source.get("holder", source["name"])) for source in told.get("sources", [])}
    return {**named, **labels}


def _in_order(labels: Mapping[str, Mapping[str, str]], order: Mapping[str, list[str]]) -> dict[str, dict[str, str]]:
    """Labels in the order that the release gives, else as they stand, with missing answers always at the end."""
    ordered = {}
    for name, own in labels.items():
        listed = [value for value in order.get(name, []) if value in own]
        rest = sorted((value for value in own if value not in listed), key=lambda value: value == "other")
        ordered[name] = {value: own[value] for value in sorted([*listed, *rest], key=NOT_ANSWERS.__contains__)}
    return ordered


def _table(entry: Mapping[str, Any], rows: pd.DataFrame) -> PublishedTable:
    return PublishedTable(
        name=entry["name"],
        title=entry["title"],
        unit=entry["unit"],
        kinds={dimension["name"]: dimension["kind"] for dimension in entry["dimensions"]},
        notes=tuple(entry.get("notes", ())),
        warnings=tuple(entry.get("warnings", ())),
        columns={column["name"]: column.get("description", "") for column in entry.get("columns", ())},
        rows=rows,
        definition=entry.get("definition", ""),
        denominator=entry.get("denominator", ""),
        records=tuple(entry.get("records", ())),
    )


def _rows(published: Path, entry: Mapping[str, Any], labels: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    path = published / "tables" / f"{entry['name']}.parquet"
    names = [dimension["name"] for dimension in entry["dimensions"]]
    if not path.is_file():
        return pd.DataFrame(columns=[*names, "count"])
    rows = pd.read_parquet(path)
    rows = rows[[*names, *(name for name in rows.columns if name not in names)]]
    for name in names:
        rows[name] = rows[name].astype("str")
    rank = pd.DataFrame({name: rows[name].map(_order(rows[name], labels.get(name, {}))) for name in dimensions(rows)})
    order = rank.sort_values(list(rank.columns), kind="stable").index if len(rank.columns) else rank.index
    return rows.loc[order].reset_index(drop=True)


def _order(values: "pd.Series[Any]", labels: Mapping[str, str]) -> dict[str, int]:
    """Totals first, then the order of the labels, then whatever has no label by its name."""
    listed = [TOTAL, ANY_ANSWER, *(value for value in labels if value not in {TOTAL, ANY_ANSWER})]
    others = sorted(set(values) - set(listed))
    return {value: at for at, value in enumerate([*listed, *others])}


def _places(published: Path, areas: list[Mapping[str, Any]]) -> dict[str, Place]:
    path = published / "areas.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"] if path.is_file() else []
    shapes = {str(feature["properties"]["code"]): _rings(feature["geometry"]) for feature in features}
    return {
        str(area["code"]): Place(parent=str(area.get("parent") or ""), shape=shapes.get(str(area["code"]), []))
        for area in areas
    }


def _rings(geometry: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(float(point[0]), float(point[1])) for point in ring] for polygon in polygons for ring in polygon]
