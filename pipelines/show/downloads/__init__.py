"""The files to take away beside the published ones: one file here for each format, found by looking into the folder."""

import importlib
from pathlib import Path
from types import ModuleType

from pipelines.show.offered import Offered


def write_downloads(offer: Offered, folder: Path) -> None:
    """Write every format that the policy allows into the folder of data, which has the tables already."""
    for module in find_formats():
        if offer.release.copies(module.ALLOWED):
            module.write(offer, folder)


def find_formats() -> list[ModuleType]:
    """Every format, in the order in which they are written: a later one may describe or pack the earlier ones.

    ALLOWED is the name under which the policy allows it, ORDER its place, and `write` writes its files.
    """
    names = (path.stem for path in sorted(Path(__file__).parent.glob("*.py")) if path.name != "__init__.py")
    return sorted((importlib.import_module(f"{__name__}.{name}") for name in names), key=lambda module: module.ORDER)
