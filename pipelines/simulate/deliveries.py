"""Makes the people, lets every organisation write what it recorded of them, and puts the files into the inboxes.

Files are written aside and moved whole, so that no half-written delivery is ever received.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from pipelines.simulate import city_police, household_survey, legal_aid, shelter, sheriff
from pipelines.simulate.community import look_around, remove
from pipelines.simulate.draw import Around, Recorded
from pipelines.simulate.files import Desk
from pipelines.simulate.people import People, make_people
from pipelines.simulate.truth import Ledger

AT_ONCE = 50_000
# One household in five people, within what a survey team can do.
HOUSEHOLDS = (20, 20_000)
METEE: dict[str, ModuleType] = {
    "sheriff": sheriff,
    "shelter": shelter,
    "legal_aid": legal_aid,
    "city_police": city_police,
}
# Deliveries bear a fixed date, long past, for equal bytes and so that nobody waits for them to be copied.
DELIVERED_AT = 1_736_000_000
MET_AGAIN = 0.16
# Made-up people enough for about twenty rows of each source.
SAMPLE_SEED = 7
SAMPLE_PEOPLE = {"city_police": 420, "household_survey": 100, "legal_aid": 240, "sheriff": 200, "shelter": 240}


def make_deliveries(root: Path, folder: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Write everything; the counts of the truth, which are written last."""
    around = look_around(root, asked["seed"])
    aside = folder / "aside"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    desks = {source: Desk(aside / source, is_one_file=asked["is_everyone_met"]) for source in asked["sources"]}
    ledger = Ledger(folder / "truth.parquet", around.codes, asked["sources"])
    write(asked, around, desks, ledger)
    files = {source: _deliver(desk, root / "sources" / source / "inbox") for source, desk in sorted(desks.items())}
    shutil.rmtree(aside)
    counts = {**asked, "files": files, **ledger.close()}
    part = folder / "truth.json.part"
    part.write_text(json.dumps(counts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(folder / "truth.json")
    return counts


def write(asked: dict[str, Any], around: Around, desks: dict[str, Desk], ledger: Ledger | None) -> None:
    """Every chunk of people at every organisation; then the survey, which asks households and not these people."""
    for people, at in _chunks(asked, around):
        found: dict[str, Recorded] = {}
        for number, (source, organisation) in enumerate(METEE.items(), 1):
            if source in desks:
                found[source] = organisation.record(
                    people, _generator(asked["seed"], at, number), desks[source], around
                )
        if ledger:
            ledger.add(people, found)
    if "household_survey" in desks:
        households = int(np.clip(asked["people"] // 5, *HOUSEHOLDS))
        rng = _generator(asked["seed"], 0, len(METEE) + 1)
        asked_of = household_survey.ask(households, rng, desks["household_survey"], around)
        if ledger:
            ledger.add_counts("household_survey", asked_of)
    for desk in desks.values():
        desk.close()


def write_samples(root: Path) -> None:
    """The small file of each source that shows a provider what is expected: sources/<name>/sample/."""
    around = look_around(root, SAMPLE_SEED)
    for source, people in SAMPLE_PEOPLE.items():
        folder = root / "sources" / source / "sample"
        shutil.rmtree(folder, ignore_errors=True)
        desk = Desk(folder, is_one_file=True)
        write({"people": people, "seed": SAMPLE_SEED, "is_everyone_met": False}, around, {source: desk}, None)


def _chunks(asked: dict[str, Any], around: Around) -> Iterator[tuple[People, int]]:
    populations = np.array(around.populations, dtype=np.float64)
    for at, first in enumerate(range(0, asked["people"], AT_ONCE)):
        count = min(AT_ONCE, asked["people"] - first)
        rng = _generator(asked["seed"], at, 0)
        people = make_people(first, count, rng, populations)
        yield (_everyone_met(people, rng) if asked["is_everyone_met"] else people), at


def _everyone_met(people: People, rng: np.random.Generator) -> People:
    """Every row is met by everybody; one row in twelve is the person of the row before, come again on another day."""
    same_as = np.arange(len(people))
    again = np.flatnonzero(rng.random(len(people)) < MET_AGAIN)
    again = again[again % 2 == 1]
    same_as[again] -= 1
    repeated = people.pick(same_as)
    met = {name: np.ones(len(people), dtype=bool) for name in people.met}
    return People(**{**vars(repeated), "day": people.day, "met": met})


def _generator(seed: int, chunk: int, purpose: int) -> np.random.Generator:
    """A generator of its own for each chunk and purpose, so that one source's rows do not depend on another's."""
    return np.random.default_rng([seed, chunk, purpose])


def _deliver(desk: Desk, inbox: Path) -> list[str]:
    """Move what the desk wrote into the inbox; the names of the deliveries, of which one may be a folder."""
    inbox.mkdir(parents=True, exist_ok=True)
    names = sorted(path.name for path in desk.folder.iterdir()) if desk.folder.exists() else []
    for name in names:
        path = desk.folder / name
        for file in (path, *path.rglob("*")):
            os.utime(file, (DELIVERED_AT, DELIVERED_AT))
        remove(inbox / name)
        path.replace(inbox / name)
    return names
