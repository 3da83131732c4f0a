"""What the pages are made from: the release, its tables, and what stands beside their numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipelines.show.crosswalk import Line
from pipelines.show.history import History
from pipelines.show.settled import DRAFT, Keys

FINEST = 10


@dataclass(frozen=True)
class PublishedTable:
    """One table of the release: what it counts, and its rows; `beside` has the marks of each line of its file."""

    name: str
    title: str
    unit: str
    kinds: Mapping[str, str]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    columns: Mapping[str, str]
    rows: pd.DataFrame = field(repr=False)
    definition: str = ""
    denominator: str = ""
    records: tuple[str, ...] = ()
    beside: Keys = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Release:
    """Everything the pages are made from. `told` is release.json as it stands, `means` what words mean."""

    version: str
    community: Mapping[str, Any]
    tables: Mapping[str, PublishedTable]
    labels: Mapping[str, Mapping[str, str]]
    sources: tuple[Mapping[str, Any], ...]
    protection: Mapping[str, int]
    companions: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    crosswalk: tuple[Line, ...] = ()
    history: History = field(default_factory=History)
    told: Mapping[str, Any] = field(default_factory=dict, repr=False)
    means: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)

    @property
    def profile(self) -> str:
        """How the numbers were made safe: public, exact or dp."""
        return str(self.told.get("profile", "public"))

    @property
    def policy(self) -> Mapping[str, Any]:
        """The rules of this release."""
        policy: Mapping[str, Any] = self.told.get("policy") or {}
        return policy

    @property
    def steps(self) -> tuple[int, ...]:
        """To what counts are rounded, finest first; empty where they are not."""
        return () if self.profile == "exact" else tuple(self.policy.get("steps") or (FINEST, 20, 50))

    @property
    def status(self) -> str:
        """Whether this is a draft, or was released."""
        return str(self.told.get("status", DRAFT))

    @property
    def release(self) -> Mapping[str, Any]:
        """Which release it is, of which period, and when it was approved."""
        release: Mapping[str, Any] = self.told.get("release") or {}
        return release

    def copies(self, kind: str) -> bool:
        """Whether copies of the tables in another form may be taken away; they are made from the CSV files."""
        return self.allows("downloads", "csv") and self.allows("downloads", kind)

    def allows(self, kind: str, name: str) -> bool:
        """Whether the policy names a chart or a download; where it has no list, everything is allowed."""
        names = (self.told.get("allowed") or {}).get(kind)
        return names is None or name in names or name.partition(".")[0] in names
