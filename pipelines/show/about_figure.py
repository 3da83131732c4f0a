"""What stands behind a figure: what is counted, of what a share is, from whom it comes, how people are protected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dashboards.texts import Texts
from pipelines.show.release import PublishedTable, Release

# The protection of a table, by the profile of the release; of answers without counts there is nothing to protect.
PROFILES = ("public", "exact", "dp")


@dataclass(frozen=True)
class About:
    """The lines of "About this figure": each a name and what it says, some with several sentences."""

    lines: tuple[tuple[str, tuple[str, ...]], ...]


def about_figure(table: PublishedTable, release: Release, texts: Texts) -> About:
    """The metadata of the table behind a figure; a line about which nothing is declared is left out."""
    return About(tuple((texts(f"behind.{name}"), said) for name, said in _lines(table, release, texts) if said))


def _lines(table: PublishedTable, release: Release, texts: Texts) -> Iterator[tuple[str, tuple[str, ...]]]:
    period = release.community["period"]
    yield "definition", (table.definition,) if table.definition else ()
    yield "denominator", (table.denominator,) if table.denominator else ()
    yield "period", (texts("behind.from_to", start=texts.date(period["from"]), end=texts.date(period["to"])),)
    yield "sources", tuple(_source(source, texts) for source in release.sources if is_behind(source, table))
    yield "protection", (_protection(table, release, texts),)


def is_behind(source: Mapping[str, Any], table: PublishedTable) -> bool:
    """Whether a source hands in records of the kind that the table is made of; every one, where none is named."""
    return not table.records or not set(table.records).isdisjoint(source.get("records", ()))


def _source(source: Mapping[str, Any], texts: Texts) -> str:
    return texts("behind.source", holder=source["holder"], kind=texts.label("source_kind", source["kind"]))


def _protection(table: PublishedTable, release: Release, texts: Texts) -> str:
    if "count" not in table.rows.columns:
        return texts("behind.no_counts")
    if release.profile in PROFILES[1:]:
        return texts(f"behind.profile_{release.profile}")
    return texts("behind.profile_public", step=texts.number(release.steps[0]))
