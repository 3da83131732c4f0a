"""Archives with the same bytes for the same members: in one order, all of one date, without any other notes."""

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The first date that an archive can hold: it says nothing.
DATE = (1980, 1, 1, 0, 0, 0)
# Whoever unpacks a file may read it, on whichever machine it was packed.
UNIX, READABLE = 3, 0o644 << 16


def pack(path: Path, members: Mapping[str, bytes]) -> None:
    """An archive of these members, in their order."""
    with ZipFile(path, "w") as archive:
        for name, content in members.items():
            entry = ZipInfo(name, DATE)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, UNIX, READABLE
            archive.writestr(entry, content, compresslevel=6)
