"""Everything in one file: each file of data as it is, and nothing of when or where it was packed."""

from pathlib import Path

from pipelines.show.dataset import FILES
from pipelines.show.offered import Offered
from pipelines.show.packed import pack

ALLOWED = "zip"
ORDER = 90


def write(offer: Offered, folder: Path) -> None:  # noqa: ARG001  every format is asked in the same way
    """One archive of all that is in the folder by now; it comes last."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != FILES["zip"])
    pack(folder / FILES["zip"], {path.relative_to(folder).as_posix(): path.read_bytes() for path in found})
