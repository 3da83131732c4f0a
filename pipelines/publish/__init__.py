"""The only door: all tables of a release are protected together and written as one folder of public files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.publish.allowed import require_allowed
from pipelines.publish.certificate import write_proof
from pipelines.publish.derive import Areas
from pipelines.publish.describe import describe_columns, describe_table
from pipelines.publish.dp import dp_translations
from pipelines.publish.earlier import Earlier
from pipelines.publish.limits import require_provable
from pipelines.publish.outlines import with_wholes
from pipelines.publish.protect import Protected, protect
from pipelines.publish.providers import Provider, Providers
from pipelines.publish.report import Report
from pipelines.publish.tell import ProtectedTable
from pipelines.publish.with_noise import with_noise
from pipelines.publish.write import check_names, swapped_in, write_json, write_shapes, write_table
from pipelines.tables import CountedTable
from schemas.periods import last_month
from schemas.policy import Policy

__all__ = ["Earlier", "Policy", "Protected", "ProtectedTable", "Provider", "Providers", "Report", "protect", "publish"]

# Of a release, what becomes a file of its own beside release.json.
CROSSWALK = "crosswalk"


def publish(  # noqa: PLR0913  # everything that the one door needs, one thing a name
    tables: Sequence[CountedTable],
    policy: Policy,
    release: Mapping[str, Any],
    areas: Areas,
    target: Path,
    *,
    shapes: Mapping[str, Any] | None = None,
    earlier: Sequence[Earlier] = (),
    providers: Providers | None = None,
    budget: Path | None = None,
) -> Report:
    """Write the published folder `target` and say how much of it is told.

    `release` is the content of release.json but for "tables" and "protection"; `shapes` is GeoJSON; `earlier` are all
    releases so far; `providers` are the same tables for the cases of one provider each; `budget` is the folder in
    which the profile dp keeps what it has spent.

    Raises:
        ReleaseStopped: The tables contradict each other, are not allowed, or are not safe; the last release stays.
    """
    check_names([(table.name, list(table.frame.columns)) for table in tables])
    if policy.profile != "dp":
        require_allowed(tables, policy)
        require_provable(tables, policy, areas)
    told = release.get("release", {})
    if policy.profile == "dp":
        protected = with_noise(tables, policy, str(told.get("period", told.get("id", "draft"))), budget)
        require_allowed([table.table for table in protected.tables], policy)
    else:
        is_rebase, until = told.get("kind") == "rebase", last_month(told["period"]) if "period" in told else ""
        protected = protect(
            tables, policy, areas, earlier=earlier, is_rebase=is_rebase, providers=providers, until=until
        )
    columns = [describe_columns(table) for table in protected.tables]
    with swapped_in(target) as folder:
        for table in protected.tables:
            write_table(folder / "tables", table.table.name, table.frame)
        described = [describe_table(t, c) for t, c in zip(protected.tables, columns, strict=True)]
        protection = {"threshold": policy.smallest_shown, **protected.report.told}
        kept = {name: said for name, said in _translated(release, policy).items() if name != CROSSWALK}
        public = {"areas": [dict(area) for area in areas], **kept}
        write_json(folder / "release.json", {**public, "tables": described, "protection": protection})
        _write_dictionary(folder, described)
        _write_words(folder, release)
        _write_crosswalk(folder, release)
        if shapes is not None:
            write_shapes(folder / "areas.geojson", with_wholes(shapes, areas))
        write_proof(folder / "proof", protected.system, protected.provers, str(told.get("id", "draft")))
    return protected.report


def _translated(release: Mapping[str, Any], policy: Policy) -> Mapping[str, Any]:
    """The release with what the table of the profile dp says of itself in its further languages."""
    told = release.get("translations")
    if policy.dp is None or not told:
        return release
    said = {
        name: {**own, "said": {**own.get("said", {}), **dp_translations(policy.dp, name)}} for name, own in told.items()
    }
    return {**release, "translations": said}


def _write_dictionary(folder: Path, described: Sequence[Mapping[str, Any]]) -> None:
    """The data dictionary: one line for every column of every table."""
    lines = [{"table": table["name"], **column} for table in described for column in table["columns"]]
    frame = pd.DataFrame(lines, columns=["table", "name", "type", "description"])
    frame.to_csv(folder / "dictionary.csv", index=False, lineterminator="\n", encoding="utf-8")


def _write_words(folder: Path, release: Mapping[str, Any]) -> None:
    """The words of the tables: one line for every value of every dimension, with its label and its meaning."""
    means = release.get("means", {})
    lines = [
        {"dimension": name, "value": value, "label": label, "means": means.get(name, {}).get(value, "")}
        for name, labels in sorted(release.get("labels", {}).items())
        for value, label in labels.items()
    ]
    frame = pd.DataFrame(lines, columns=["dimension", "value", "label", "means"])
    frame.to_csv(folder / "words.csv", index=False, lineterminator="\n", encoding="utf-8")


def _write_crosswalk(folder: Path, release: Mapping[str, Any]) -> None:
    """How the words are said in the standards of the field; no file where the release says nothing of it."""
    if CROSSWALK in release:
        frame = pd.DataFrame(release[CROSSWALK], columns=["dimension", "word", "label", "scheme", "their_text"])
        frame.to_csv(folder / f"{CROSSWALK}.csv", index=False, lineterminator="\n", encoding="utf-8")
