"""The words of templates in each language; they lie beside, in texts.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from schemas.labels import Language


def text(key: str, language: Language) -> str:
    """One sentence; empty where there is none of that key."""
    found = _texts()[language].get(key, "")
    return found if isinstance(found, str) else ""


def lines(key: str, language: Language) -> tuple[str, ...]:
    """Several sentences, or the titles of a table."""
    return tuple(_texts()[language][key])


@cache
def _texts() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))
