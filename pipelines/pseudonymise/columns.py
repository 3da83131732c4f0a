"""Which columns of a file hold the names, the birth date and the sex."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.problems import FileStopped, problem
from schemas.words import fold

# How these columns are often called, in English and Spanish, folded.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "family": ("family name", "last name", "surname", "lastname", "apellido", "apellidos", "primer apellido"),
    "given": ("given name", "first name", "forename", "firstname", "nombre", "nombres", "nombre de pila"),
    "born": ("date of birth", "birth date", "birthdate", "dob", "birthday", "fecha de nacimiento", "fecha nacimiento"),
    "sex": ("sex", "gender", "sexo", "genero"),
}


@dataclass(frozen=True)
class Identifying:
    """The headers of the four columns."""

    family: str
    given: str
    born: str
    sex: str


def find_identifying(file: str, headers: Sequence[str], named: Mapping[str, str | None]) -> Identifying:
    """The columns as they are named, or else as their headers say.

    Raises:
        FileStopped: A column that is named is not there, or none or several could be meant.
    """
    found = {part: _find(file, headers, part, named.get(part)) for part in SPELLINGS}
    return Identifying(**found)


def _find(file: str, headers: Sequence[str], part: str, name: str | None) -> str:
    wanted = {fold(name)} if name else {fold(spelling) for spelling in SPELLINGS[part]}
    alike = [header for header in headers if fold(header) in wanted]
    if len(alike) == 1:
        return alike[0]
    raise FileStopped(problem("TIP-E725", file=file, part=part, count=max(len(alike), 1), option=f"--{part}"))
