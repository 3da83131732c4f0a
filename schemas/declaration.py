"""Reading a TOML declaration so that every mistake in it is reported at once, with its line and what is allowed."""

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from schemas.lines import Keys, line_of
from schemas.problems import DeclarationMistake, Problem, problem

# Declarations inside other files stand in lines that begin with this.
MARK = "--|"
# A text that begins so stands in a draft in place of what only a person can say.
UNDECIDED = "DECIDE"


class Declared(BaseModel):
    """Base of everything that is declared: frozen, and an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Model = TypeVar("Model", bound=Declared)


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file; a DeclarationMistake that names the line where it is not TOML."""
    try:
        return tomllib.loads(_declared(path))
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
        raise DeclarationMistake(*(_mistake(path, detail) for detail in error.errors())) from None


def undecided(path: Path, content: object, keys: Keys = ()) -> list[Problem]:
    """Every place of a drafted declaration that still waits for a person."""
    if isinstance(content, dict):
        return [found for key, value in content.items() for found in undecided(path, value, (*keys, key))]
    if isinstance(content, str) and content.startswith(UNDECIDED):
        what = content.removeprefix(UNDECIDED).removeprefix(":").strip()
        return [mistake(path, keys, f"{'.'.join(map(str, keys))}: still to be decided: {what}")]
    return []


def mistake(path: Path, keys: Keys, what: str) -> Problem:
    """A mistake in a declaration that only the project's own rules can see."""
    place = f"{path.parent.name}/{path.name}"
    return problem("TIP-E001", file=place, line=line_of(_declared(path), keys), what=what)


def _mistake(path: Path, detail: ErrorDetails) -> Problem:
    """One pydantic error in the words of a declaration."""
    # pydantic appends the name of the variant it tried; those are no keys of the file.
    keys = tuple(key for key in detail["loc"] if not (isinstance(key, str) and key in ("[key]",)))
    named = ".".join(map(str, keys))
    message = detail["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    if detail["type"] == "extra_forbidden":
        message = "no such key is known"
    return mistake(path, keys, f"{named}: {message}")


def _declared(path: Path) -> str:
    """The TOML of a file, on its own lines: all of it, or of a select the comments that declare it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        return text
    return "\n".join(line.removeprefix(MARK) if line.startswith(MARK) else "" for line in text.split("\n"))
