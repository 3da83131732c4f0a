"""What was released before: facts that no release can take back, so that every later one is protected with them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Earlier:
    """One release of the ledger. Its facts lie in `published`, in the file proof/facts.csv.

    `frozen_through` is the last month that it speaks of, as 2024-12. What it told of periods up to then stays the
    same in every later release but a re-base, which counts everything anew.
    """

    id: str
    published: Path
    kind: Literal["release", "rebase"]
    frozen_through: str
