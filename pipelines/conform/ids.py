"""The number of a record: its columns joined, and what a spreadsheet may have done to them."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.conform.damage import DAY_AND_MONTH, ERRORS, SHORTENED
from pipelines.conform.texts import Mask
from schemas.problems import Problem, problem
from schemas.source import Record

_DAMAGED = {"TIP-E860": DAY_AND_MONTH, "TIP-E864": SHORTENED, "TIP-E865": ERRORS}
_ANY = "|".join(_DAMAGED.values())


def read_ids(record: Record, chunk: pa.Table) -> tuple[pa.Array | None, list[tuple[Problem, Mask]]]:
    """The ids of all rows (None where the record has none), and the rows whose id is missing or damaged."""
    parts = [trimmed(chunk, header) for header in record.id]
    bad = [found for header, part in zip(record.id, parts, strict=True) for found in _damaged(header, part)]
    bad += [found for header, width in record.width.items() for found in _shorter(chunk, header, width)]
    if not parts:
        return None, bad
    joined = pc.binary_join_element_wise(*parts, "|") if len(parts) > 1 else parts[0]
    empty = np.logical_or.reduce([_mask(pc.equal(part, "")) for part in parts])
    return joined, [*bad, (problem("TIP-E151", column=", ".join(record.id)), empty)]


def trimmed(chunk: pa.Table, header: str) -> Any:
    """A column as plain text, blanks around it taken off; null is the empty text."""
    column = chunk.column(header).combine_chunks()
    text = pc.fill_null(column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column, "")
    return pc.utf8_trim_whitespace(text)


def lost_zeros(header: str, ids: pa.ChunkedArray) -> Problem | None:
    """A note where the ids that begin with a zero all have one width, and other numbers are shorter."""
    padded = ids.filter(pc.match_substring_regex(ids, "^0[0-9]+$"))
    widths = pc.unique(pc.utf8_length(padded)).to_pylist()
    if len(widths) != 1:
        return None
    (width,) = widths
    shorter = pc.and_(pc.match_substring_regex(ids, "^[1-9][0-9]*$"), pc.less(pc.utf8_length(ids), width))
    count = int(pc.sum(shorter.cast(pa.int64())).as_py() or 0)
    return problem("TIP-E862", column=header, count=count, width=width) if count else None


def _damaged(header: str, part: Any) -> list[tuple[Problem, Mask]]:
    """Most columns hold no damage, which one look shows."""
    if not _matches(part, _ANY).any():
        return []
    masks = [(problem(code, column=header), _matches(part, pattern)) for code, pattern in _DAMAGED.items()]
    return [(found, mask) for found, mask in masks if mask.any()]


def _shorter(chunk: pa.Table, header: str, width: int) -> list[tuple[Problem, Mask]]:
    text = trimmed(chunk, header)
    mask = _matches(text, "[0-9]+") & _mask(pc.less(pc.utf8_length(text), width))
    return [(problem("TIP-E861", column=header, width=width), mask)] if mask.any() else []


def _matches(text: Any, pattern: str) -> Mask:
    return _mask(pc.match_substring_regex(text, f"^(?:{pattern})$", ignore_case=True))


def _mask(array: Any) -> Mask:
    return np.asarray(array.to_numpy(zero_copy_only=False), dtype=np.bool_)
