"""What a file would change in the published figures, on the screen and on the page of its report."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

MOST = 5


@dataclass(frozen=True)
class Change:
    """One published figure as it is told now, and as it may be told afterwards."""

    table: str
    cell: str
    now: str
    then: str
    is_certain: bool


@dataclass(frozen=True)
class Effect:
    """Every figure that would change or could, table by table, and what a reader must know of it.

    Where nothing can be said beforehand it is not `is_known`, and a note says why.
    """

    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    is_known: bool = True


def effect_lines(effect: Effect, words: dict[str, str]) -> Iterator[str]:
    """For the screen; five figures of every table."""
    yield ""
    yield f"{words['effect']}:"
    yield from (f"  {said}" for said in _sum(effect, words))
    for title, changes in _tables(effect):
        yield f"  {title}: {_often(changes, words)}"
        for change in changes[:MOST]:
            yield f"    - {change.cell}: {words['effect_now_then'].format(now=change.now, then=change.then)}"
        if len(changes) > MOST:
            yield f"    - {words['effect_more'].format(count=f'{len(changes) - MOST:,}')}"
    for note in effect.notes:
        yield f"  {note}"


def effect_section(effect: Effect, words: dict[str, str]) -> Iterator[str]:
    """For the page; every figure."""
    yield f'<section class="effect">\n<h2>{escape(words["effect"])}</h2>'
    yield from (f"<p>{escape(said)}</p>" for said in _sum(effect, words))
    heads = "".join(f'<th scope="col">{escape(words[head])}</th>' for head in ("head_cell", "head_now", "head_then"))
    for title, changes in _tables(effect):
        yield f"<details>\n<summary>{escape(title)}: {escape(_often(changes, words))}</summary>"
        yield f'<div class="wide"><table>\n<tr>{heads}</tr>'
        for change in changes:
            cells = (change.cell, change.now, change.then)
            yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        yield "</table></div>\n</details>"
    yield from (f"<p>{escape(note)}</p>" for note in effect.notes)
    yield "</section>"


def _tables(effect: Effect) -> Iterator[tuple[str, list[Change]]]:
    """The tables in their order; in each what is certain first."""
    for title, changes in groupby(effect.changes, lambda change: change.table):
        yield title, sorted(changes, key=lambda change: not change.is_certain)


def _sum(effect: Effect, words: dict[str, str]) -> list[str]:
    if not effect.is_known:
        return []
    return [words["effect_sum"].format(**_counts(effect.changes)) if effect.changes else words["effect_none"]]


def _often(changes: list[Change], words: dict[str, str]) -> str:
    return words["effect_table"].format(**_counts(changes))


def _counts(changes: tuple[Change, ...] | list[Change]) -> dict[str, str]:
    certain = sum(change.is_certain for change in changes)
    return {"certain": f"{certain:,}", "possible": f"{len(changes) - certain:,}"}
