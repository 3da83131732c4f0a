"""What the dates of whole columns say about their order: evidence for the person who decides, never a guess."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.conform.orders import NAMES, order_of
from pipelines.draft.seen import Seen


@dataclass(frozen=True)
class Order:
    """`order` where nothing is left to decide, else empty; `evidence` in words."""

    order: str
    evidence: str


def order_of_columns(columns: Iterable[tuple[str, Seen]]) -> Order:
    """The order of the dates in these columns, by header."""
    told, all_counts = [], Counter[str]()
    for header, seen in columns:
        counts: Counter[str] = Counter()
        for text, count in seen.answers.items():
            counts[order_of(text)] += count
        all_counts += counts
        told.append(f'"{header}": {_in_words(counts)}')
    if not all_counts:
        return Order("iso", "no dates were found")
    doubtful = all_counts["dmy"] + all_counts["mdy"] + all_counts["both"]
    return Order("" if doubtful else "iso", "; ".join(told))


def _in_words(counts: Counter[str]) -> str:
    says = {
        "iso": f"{NAMES['iso']}",
        "dmy": f"only as {NAMES['dmy']}",
        "mdy": f"only as {NAMES['mdy']}",
        "both": "as either of the two",
        "": "in another way",
    }
    parts = [f"{counts[order]} {text}" for order, text in says.items() if counts[order]]
    return ", ".join(parts) or "empty"
