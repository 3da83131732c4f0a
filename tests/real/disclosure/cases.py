"""The published cases. Their files are not part of the project; where they are missing, the tests are skipped."""

import csv
import json
from typing import Any

import pytest

from tests.real.conftest import DATA

CASES = DATA.parent / "cases" / "disclosure"


def case(name: str) -> dict[str, Any]:
    """One case by the beginning of its file's name."""
    found: dict[str, Any] = json.loads(_path(f"{name}*.json"))
    return found


def rows(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    """The rows of a case's table."""
    return list(csv.DictReader(_path(name).splitlines(), delimiter=delimiter))


def _path(pattern: str) -> str:
    if not CASES.is_dir():
        pytest.skip("the published cases are not on this machine")
    (path,) = CASES.glob(pattern)
    return path.read_text(encoding="utf-8")
