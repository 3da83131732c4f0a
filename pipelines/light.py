"""For commands that have to start fast: pyarrow loads pandas with its first array, which few of them need."""

import sys


class _Hidden:
    """Finds every module but pandas."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:  # noqa: ARG002  # as Python asks
        """Leave it to the other finders."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def without_pandas() -> None:
    """Let pyarrow look for pandas now and not find it. It loads it later, where a table is made a data frame."""
    if "pandas" in sys.modules or "pyarrow" in sys.modules:
        return
    hidden = _Hidden()
    sys.meta_path.insert(0, hidden)
    try:
        import pyarrow as pa  # noqa: PLC0415  # not before pandas is hidden

        pa.array([""])
    finally:
        sys.meta_path.remove(hidden)
