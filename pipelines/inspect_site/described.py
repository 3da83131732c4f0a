"""What the site says of itself: release.json and areas.geojson hold no other numbers than those that belong there."""

import re
from collections.abc import Iterator, Set
from typing import Any

from pipelines.inspect_site.axes import is_number
from pipelines.inspect_site.built import RELEASE, Built, Unreadable, read_json
from pipelines.inspect_site.decode import leaves
from pipelines.inspect_site.standards import CROSSWALK, DECLARED, standards
from schemas.problems import Problem, problem

AREAS = "data/areas.geojson"
POLICY = "data/policy.json"
# Where release.json may hold numbers; all others would be counts that no table registers.
NUMBERS = re.compile(
    r"format|tables\.\d+\.(rows|hidden)|protection\.\w+|policy\..+|allowed\..+|release\..+|areas\.\d+\.population"
)
SHAPES = re.compile(r"type|features\.\d+\.(type|properties\.code|geometry\.type|geometry\.coordinates(\.\d+){2,4})")
STATES_SHOWN = {"shown", "noisy", ""}


def check_described(built: Built) -> Iterator[Problem]:
    """Numbers of release.json in unknown places or that are none of its tables, and properties of areas."""
    for path, value in leaves(dict(built.release)):
        where = ".".join(map(str, path))
        if is_number(value) and not NUMBERS.fullmatch(where):
            yield problem("TIP-E536", file=RELEASE, what=where)
    yield from _check_hidden(built)
    yield from _check_retold(built)
    if built.has(AREAS):
        try:
            told: Any = read_json(built.text(AREAS))
        except Unreadable as unreadable:
            yield problem("TIP-E537", file=AREAS, what=str(unreadable))
            return
        strange = {".".join(str(key) for key in path if not isinstance(key, int)) for path in _unknown(told)}
        for where in sorted(strange):
            yield problem("TIP-E536", file=AREAS, what=where)


def _unknown(told: Any) -> Iterator[tuple[str | int, ...]]:
    for path, value in leaves(told):
        where = ".".join(map(str, path))
        if not SHAPES.fullmatch(where) or (where.endswith("code") and not isinstance(value, str)):
            yield path


def _check_retold(built: Built) -> Iterator[Problem]:
    """The crosswalk and the policy say again what release.json says, and nothing else."""
    labels = {
        (name, value, label) for name, own in built.release.get("labels", {}).items() for value, label in own.items()
    }
    yield from _check_crosswalk(built, labels)
    if built.has(POLICY) and _read(built, POLICY) != built.release.get("policy", {}):
        yield problem("TIP-E536", file=POLICY, what="another policy than release.json")


def _check_crosswalk(built: Built, labels: Set[tuple[str, str, str]]) -> Iterator[Problem]:
    """The crosswalk says what the closed lists of this version say of words of the release, and nothing else."""
    try:
        lines = built.rows(CROSSWALK)
    except Unreadable as unreadable:
        yield problem("TIP-E537", file=CROSSWALK, what=str(unreadable))
        return
    known = standards()
    for line in lines:
        said = tuple(line.get(name, "") for name in ("dimension", "word", "label", "scheme", "their_text"))
        is_known = said in known if said[0] in DECLARED else ("", said[1], "", *said[3:]) in known
        if not is_known or not (said[0] in DECLARED or said[:3] in labels) or len(line) != len(said):
            yield problem("TIP-E536", file=CROSSWALK, what="a line that no closed list has")
            return


def _read(built: Built, path: str) -> Any:
    try:
        return read_json(built.text(path))
    except Unreadable:
        return None


def _check_hidden(built: Built) -> Iterator[Problem]:
    """A table says of how many of its rows the number is not told; anybody can count them."""
    for name, told in built.tables.items():
        path = f"data/{name}.csv"
        if "hidden" not in told or not built.has(path):
            continue
        try:
            states = [row.get("status", "") for row in built.rows(path)]
        except Unreadable:
            continue
        untold = sum(state not in STATES_SHOWN for state in states)
        silent = sum(state == "not_reported" for state in states)
        if told["hidden"] not in {untold, untold - silent}:
            yield problem("TIP-E536", file=RELEASE, what=f"the number of hidden rows of {name}")
