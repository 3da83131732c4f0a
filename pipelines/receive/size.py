"""What must be true of a file before the first of its bytes is read: that it is one, and not larger than declared."""

from pathlib import Path

from schemas.problems import FileStopped, problem

MB = 1_000_000


def check_size(file: Path, largest_mb: int) -> None:
    """A FileStopped where it is a device or a pipe (reading one may never end), or too large."""
    try:
        size = file.stat().st_size
        is_plain = file.is_file()
    except OSError:
        raise FileStopped(problem("TIP-E100", file=file.name)) from None
    if not is_plain:
        raise FileStopped(problem("TIP-E873", file=file.name))
    if size > largest_mb * MB:
        raise FileStopped(problem("TIP-E874", file=file.name, most=f"{largest_mb:,}", size=f"{-(-size // MB):,}"))
