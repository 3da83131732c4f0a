"""What policy.toml may say: the one file in which a community decides what may leave, and how."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from schemas.declaration import Declared, declare, mistake, read_toml
from schemas.policy_rules import Known, contradictions, unknown_names
from schemas.policy_words import explain, weaker_than
from schemas.problems import DeclarationMistake, problem

__all__ = ["DOWNLOADS", "TREND", "Allow", "Dp", "Known", "Policy", "Rates", "Release", "contradictions", "explain"]
__all__ += ["read_policy", "weaker_than"]

# The table that the block [dp] makes; it has no select of its own.
TREND = "people_by_period"
# What a reader may take away beside the pages: the tables in two forms, the files that explain them, and copies of the
# tables in other forms, which are made from their csv: without "csv" none of them is written.
_TABLES = ("csv", "parquet", "dictionary.csv", "words.csv", "crosswalk.csv", "areas.geojson")
_COPIES = ("figures", "xlsx", "zip", "metadata", "open_sdg")
DOWNLOADS = (*_TABLES, *_COPIES)


class Release(Declared):
    """When a period may leave, and who has to agree."""

    lag_days: int = Field(
        default=90,
        ge=0,
        description="So long after its end a period stays unpublished, so that late reports are in it from the start.",
    )
    approvals: int = Field(
        default=2,
        ge=2,
        description="So many named people have to look at a draft and agree before anybody else may see it.",
    )
    rebase_months: int = Field(
        default=12,
        ge=1,
        description="Corrections to published periods wait so long and come together, because single ones stand out.",
    )


class Rates(Declared):
    """How large a population and a number have to be for a rate; a smaller one would jump about by chance."""

    least_population: int = Field(
        default=5000,
        ge=1,
        description="Of a place with fewer residents no rate is given: one person more or less would change it much.",
    )
    least_count: int = Field(
        default=10,
        ge=10,
        description="Of fewer people than this no rate is given; the interval that is told with rates needs so many.",
    )


class Allow(Declared):
    """Everything that may be built, by name. None is everything, which no policy.toml can say."""

    tables: dict[str, tuple[str, ...]] | None = Field(
        default=None, description="Only these tables are published, and each only with the breakdowns named here."
    )
    charts: tuple[str, ...] | None = Field(default=None, description="Only these charts are drawn.")
    downloads: tuple[str, ...] | None = Field(
        default=None,
        description="Only these files are offered to readers; figures, xlsx, metadata and open_sdg are copies of csv.",
    )

    def unnamed(self, table: str, dimensions: Iterable[str]) -> tuple[str, ...]:
        """What of a table is not allowed: its name, or those of its dimensions; nothing where it may leave."""
        if self.tables is None:
            return ()
        if table not in self.tables:
            return (table,)
        return tuple(name for name in dimensions if name not in self.tables[table])


class Dp(Declared):
    """County-wide trends with noise added on purpose, of which the amount of knowledge given away can be counted."""

    epsilon_each: float = Field(
        gt=0, le=10, description="So much may one release tell of any one person; the smaller, the more noise."
    )
    epsilon_total: float = Field(
        gt=0, le=100, description="So much may all releases together ever tell of any one person; then they end."
    )
    delta: float = Field(
        default=0,
        ge=0,
        le=0,
        description="The chance that the promise does not hold: none, which is all that is offered.",
    )
    grain: Literal["year", "quarter"] = Field(default="year", description="The shortest period that a trend has.")


class Policy(Declared):
    """The rules of release of a community. `Policy()` is the default for the public."""

    profile: Literal["public", "exact", "dp"] = Field(
        default="public",
        description="How numbers are made safe: rounded, exact with gaps, or with noise added on purpose.",
    )
    smallest_shown: int = Field(default=10, ge=3, le=100, description="A number of people below this is never shown.")
    steps: tuple[int, ...] = Field(
        default=(10, 20, 50),
        min_length=1,
        description="Numbers are rounded to the first of these, and more coarsely where that would give too much away.",
    )
    least_values: int = Field(
        default=5,
        ge=5,
        description="With everything published side by side, at least so many numbers stay possible for a small one.",
    )
    zeros: Literal["banded", "shown"] = Field(
        default="banded",
        description="Whether a reader may know that nobody was counted; if so, every other gap says that somebody was.",
    )
    providers: bool = Field(
        default=True,
        description="Whether an organisation that knows its own cases is kept from working out those of the others.",
    )
    release: Release = Release()
    rates: Rates = Rates()
    allow: Allow = Allow()
    dp: Dp | None = None


def read_policy(folder: Path, known: Known | None = None) -> Policy:
    """The policy of a project folder; `known` are the names that its allow-list may use.

    Raises:
        DeclarationMistake: There is no policy.toml, or every mistake in it.
    """
    path = folder / "policy.toml"
    if not path.exists():
        raise DeclarationMistake(problem("TIP-E590", file=path.name, sample=Path(__file__).parents[1] / path.name))
    content: dict[str, Any] = read_toml(path)
    policy = declare(Policy, content, path)
    found = [*contradictions(policy), *unknown_names(policy.allow, known)]
    if found:
        raise DeclarationMistake(*(mistake(path, keys, what) for keys, what in found))
    return policy
