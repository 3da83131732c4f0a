"""One made-up file, and the same file with one error planted in it, over eighty times another one."""

from tests.planted_errors.cells import planted_cells
from tests.planted_errors.files import planted_files
from tests.planted_errors.form import Planted


def planted() -> list[Planted]:
    """Every planted error."""
    return [*planted_files(), *planted_cells()]
