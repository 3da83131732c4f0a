"""Names of files in any script: which are safe to show and to write, and which two a person would take for one."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

# Names get a number and a fingerprint in front and an ending behind, and file systems end at 255 bytes.
MOST_BYTES = 200
# Controls, format signs (such as those that turn the direction of reading), unpaired surrogates, line separators.
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
# Signs of other scripts that join letters and are part of plain words.
JOINERS = "\u200c\u200d"


# A file of this name holds corrections of rows, and no rows.
CORRECTIONS = re.compile(r"(corrections|correcciones)\b.*\.csv", re.IGNORECASE | re.DOTALL)


def is_corrections(name: str) -> bool:
    """Whether a file holds corrections."""
    return bool(CORRECTIONS.fullmatch(name))


def is_safe(name: str) -> bool:
    """Whether a name shows what it is, leads nowhere, and leaves room for what is written around it."""
    is_seen = all(char in JOINERS or unicodedata.category(char) not in UNSEEN for char in name)
    is_short = len(name.encode(errors="surrogateescape")) <= MOST_BYTES
    return is_seen and is_short and "\\" not in name and not name.startswith("..")


def shown(name: str) -> str:
    """The name as it can be shown anywhere: unseen signs as their numbers, and not too long."""
    plain = "".join(
        char if char in JOINERS or unicodedata.category(char) not in UNSEEN else f"\\u{ord(char):04x}" for char in name
    )
    return plain if len(plain) <= MOST_BYTES else f"{plain[:60]}..."


def same(name: str) -> str:
    """What two names have in common that a person, or another file system, takes for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def names_twice(names: Iterable[str]) -> set[str]:
    """The names that have a double among them."""
    listed = list(names)
    times = Counter(map(same, listed))
    return {name for name in listed if times[same(name)] > 1}
