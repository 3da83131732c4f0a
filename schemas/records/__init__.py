"""One file per record type, each with a `RECORD`; the folder is the registry."""

from functools import cache
from importlib import import_module
from pathlib import Path

from schemas.fields import RecordType


@cache
def record_types() -> dict[str, RecordType]:
    """Every record type by its name, sorted."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__")
    return {name: import_module(f"schemas.records.{name}").RECORD for name in names}
