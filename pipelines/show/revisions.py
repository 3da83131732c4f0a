"""The page of revisions: the releases so far, and figure by figure what a re-base tells otherwise, and how much."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboards.cells import TOTAL, Cell, State
from dashboards.numbers import in_table
from dashboards.texts import Texts
from pipelines.show.facts import Fact
from pipelines.show.figures import Figure
from pipelines.show.history import History, Released
from pipelines.show.parts import Part
from pipelines.show.places import BEFORE, CHANGED, LEDGER, Place, numbers_in

# So many of the largest changes of a figure are listed.
LISTED = 5
OF_NUMBER = ("count", "at_least", "at_most")
# Years, quarters, months and days: the only numbers that a note of revision may say.
TIME = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:-(?:Q[1-4]|\d{2}(?:-\d{2})?))?(?!\d)")


@dataclass(frozen=True)
class Change:
    """One number before and now, as tables write them, and which number it is."""

    name: str
    before: str
    now: str


@dataclass(frozen=True)
class Revised:
    """What became of the numbers of one figure: so many changed, are told again, or are told no longer."""

    figure: Figure
    changed: int
    newly: int
    no_longer: int
    largest: tuple[Change, ...]


@dataclass(frozen=True)
class Revisions:
    """The releases, the newest first, and the figures with revised numbers."""

    releases: tuple[Released, ...]
    figures: tuple[Revised, ...]


def revisions_part(history: History, figures: Sequence[Figure], finest: int, texts: Texts) -> Part:
    """The page, with every number of it: of the ledger, of earlier facts, and how many were revised."""
    made, places = [], list(_of_ledger(history.releases, texts))
    for figure in figures:
        found = _revised(figure, history, finest, texts)
        if found:
            made.append(found[0])
            places += found[1]
    releases = tuple(replace(one, note=one.note if is_told(one.note) else "") for one in reversed(history.releases))
    return Part(Revisions(releases, tuple(made)), tuple(dict.fromkeys(places)))


def is_told(note: str) -> bool:
    """Whether a note says no numbers but those of times: a count in a note has passed no protection."""
    return not any(sign.isnumeric() for sign in TIME.sub(" ", note))


def _of_ledger(releases: Sequence[Released], texts: Texts) -> Iterator[Place]:
    for one in releases:
        said = (one.id, one.period, texts.date(one.released_on), one.note if is_told(one.note) else "")
        yield from (Place("", "", LEDGER, number) for text in said for number in numbers_in(text, texts))


def _revised(figure: Figure, history: History, finest: int, texts: Texts) -> tuple[Revised, list[Place]] | None:
    """What was revised in a figure, None where nothing was."""
    names = {fact: name for fact, name in _names(figure, texts).items() if fact in history.revised}
    own = {fact: history.revised[fact] for fact in names}
    if not own:
        return None
    newly = [fact for fact, (before, _) in own.items() if before.at_most is None]
    no_longer = [fact for fact, (_, now) in own.items() if now.at_most is None]
    changed = [fact for fact in own if fact not in (*newly, *no_longer)]
    cells = {fact: (cell_of(own[fact][0], finest), cell_of(own[fact][1], finest)) for fact in changed}
    counts = {fact: (was.count, now.count) for fact, (was, now) in cells.items()}
    sizes = {fact: abs(now - was) for fact, (was, now) in counts.items() if was is not None and now is not None}
    largest = sorted(sizes, key=lambda fact: (-sizes[fact], fact))[:LISTED]
    listed = {fact: Change(names[fact], *(in_table(cell, texts) for cell in cells[fact])) for fact in largest}
    told = Revised(figure, len(changed), len(newly), len(no_longer), tuple(listed.values()))
    how_many = [texts.number(count) for count in (told.changed, told.newly, told.no_longer) if count]
    places = [Place("", figure.name, CHANGED, text, figure.table) for text in how_many]
    for fact, change in listed.items():
        before = str(own[fact][0].number)
        said = numbers_in(change.before, texts), numbers_in(change.now, texts)
        places += [Place("", figure.name, BEFORE, text, figure.table, "count", before) for text in said[0]]
        at = [place for place in figure.places if (place.part, place.fact) == ("table", str(fact))]
        places += [place for place in at if place.text in said[1] and place.column in OF_NUMBER]
    return told, places


def _names(figure: Figure, texts: Texts) -> dict[int, str]:
    """For each fact of a figure's table the names of its line and of its column; totals only where all of it is one."""
    found: dict[int, str] = {}
    totals = {label for labels in texts.labels.values() if (label := labels.get(TOTAL))}
    grid = figure.grid
    for line, facts in zip(grid.lines, grid.facts, strict=True):
        heads = grid.heads[grid.leading :] if grid.is_crossed else [""] * len(facts)
        for head, fact in zip(heads, facts, strict=True):
            if fact is not None:
                parts = [part for part in (*line[: grid.leading], head) if part]
                named = [part for part in parts if part not in totals] or parts[:1]
                found.setdefault(fact, texts("list.comma").join(named))
    return found


def cell_of(fact: Fact, finest: int) -> Cell:
    """A fact of an earlier release as tables write it."""
    at_most, is_band = fact.at_most, fact.step > 1 and fact.at_least == 0
    state: State = "withheld" if at_most is None else "below" if is_band else "shown"
    count = None if at_most is None or is_band else at_most - (fact.step - 1) // 2
    return Cell({}, state, count, None, {}, fact.at_least, at_most, is_coarse=fact.step > finest, fact=fact.number)
