"""Where the rows of a block of separated text end, told from its quotes alone and without looking at any cell."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

QUOTE, LF, CR = 34, 10, 13


@dataclass(frozen=True)
class Look:
    """Whole rows end at `cut`. `is_plain`: no line break lies inside quotes. `is_wild`: the quotes break RFC 4180."""

    cut: int
    is_plain: bool = True
    is_wild: bool = False


def look(block: bytes, delimiter: str, *, is_last: bool, max_lines: int) -> Look:
    """What the quotes of a block that starts at the start of a row tell about it.

    The 1st, 3rd, ... quote opens a cell or is the second of a doubled quote; the 2nd, 4th, ... closes
    one or is the first of a doubled quote. Where each stands beside a delimiter, a line end or
    another quote, the block is written as RFC 4180 says, and any parser reads the same cells in it.
    """
    if b'"' not in block:
        return Look(len(block) if is_last else max(block.rfind(b"\n"), block.rfind(b"\r")) + 1)
    cells = np.frombuffer(block, dtype=np.uint8)
    quotes = np.flatnonzero(cells == QUOTE)
    beside = np.zeros(256, dtype=np.bool_)
    beside[[QUOTE, LF, CR, ord(delimiter)]] = True
    before, after = quotes[::2] - 1, quotes[1::2] + 1
    before, after = before[before >= 0], after[after < len(cells)]
    if not (beside[cells[before]].all() and beside[cells[after]].all()):
        return Look(0, is_wild=True)
    ends = np.flatnonzero((cells == LF) | (cells == CR))
    is_inside = (np.searchsorted(quotes, ends) & 1).astype(np.bool_)
    return _cut(len(block), quotes, ends, is_inside, is_last=is_last, max_lines=max_lines)


def _cut(
    size: int,
    quotes: npt.NDArray[Any],
    ends: npt.NDArray[Any],
    is_inside: npt.NDArray[np.bool_],
    *,
    is_last: bool,
    max_lines: int,
) -> Look:
    """The last line end outside quotes, or a wild block where a quote is never closed."""
    is_open = len(quotes) % 2 == 1
    outside = np.flatnonzero(~is_inside)
    lines_after = len(ends) - 1 - int(outside[-1]) if len(outside) else len(ends)
    if is_open and (is_last or lines_after > max_lines):
        return Look(0, is_wild=True)
    cut = size if is_last else int(ends[outside[-1]]) + 1 if len(outside) else 0
    return Look(cut, is_plain=not bool(is_inside[ends < cut].any()))
