"""Reading a TOML declaration so that every mistake in it is reported at once, with its line and what is allowed."""

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from schemas.problems import DeclarationMistake, Problem, problem


class Declared(BaseModel):
    """Base of everything that is declared: frozen, and an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Model = TypeVar("Model", bound=Declared)


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file; a DeclarationMistake that names the line where it is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DeclarationMistake(
            problem(
                "TIP-E002",
                file=path.name,
                what=f"file {path.name}",
                do=f"Expected at {path.parent.name}/{path.name}.",
            )
        ) from None
    except UnicodeDecodeError:
        raise DeclarationMistake(problem("TIP-E003", file=path.name, line="?")) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise DeclarationMistake(problem("TIP-E003", file=path.name, line=line[1] if line else "last")) from None


def declare(model: type[Model], content: dict[str, Any], path: Path) -> Model:
    """The declaration as a value of `model`; a DeclarationMistake with every mistake otherwise."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        lines = path.read_text(encoding="utf-8").splitlines()
        place = f"{path.parent.name}/{path.name}"
        raise DeclarationMistake(*(_mistake(place, lines, detail) for detail in error.errors())) from None


def mistake(path: Path, keys: tuple[str | int, ...], what: str) -> Problem:
    """A mistake in a declaration that only the project's own rules can see."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return problem("TIP-E001", file=f"{path.parent.name}/{path.name}", line=_line_of(lines, keys), what=what)


def _mistake(place: str, lines: list[str], detail: ErrorDetails) -> Problem:
    """One pydantic error in the words of a declaration."""
    keys = detail["loc"]
    # pydantic appends the name of the variant it tried; those are no keys of the file.
    named = ".".join(str(key) for key in keys if not (isinstance(key, str) and "[" in key))
    message = detail["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    if detail["type"] == "extra_forbidden":
        message = "no such key is known"
    return problem("TIP-E001", file=place, line=_line_of(lines, keys), what=f"{named}: {message}")


def _line_of(lines: list[str], keys: tuple[str | int, ...]) -> int:
    """The line (from 1) of a key path: the last key found, within the last table header found on the way to it."""
    found = 1
    for key in keys:
        if isinstance(key, int):
            continue
        word = re.compile(rf"""^\s*(\[+.*\b|["']?){re.escape(key)}(["']?\s*=|\b.*\]|["']?\s*\.)""")
        ahead = (at for at, line in enumerate(lines[found - 1 :], found) if word.match(line))
        found = next(ahead, found)
    return found
