"""Which names in an inbox are files that can be read, and which only stand in the way."""

from pathlib import Path

from schemas.problems import FileStopped, problem

READABLE = (".csv", ".txt", ".tsv", ".xlsx")
# One kind of workbook is enough: rows that are taken back must leave it, and every door must know all of its parts.
OTHER_SPREADSHEETS = (".ods", ".fods", ".ots", ".xls", ".xlsm", ".xlsb", ".xltx", ".numbers", ".gsheet", ".sxc")
BEING_COPIED = (".part", ".partial", ".crdownload", ".download", ".opdownload", ".tmp", ".filepart")


def is_lock(name: str) -> bool:
    """Left by Excel (~$x.xlsx) and LibreOffice (.~lock.x.csv#) beside a file that is open."""
    return name.startswith(("~$", ".~lock."))


def is_hidden(name: str) -> bool:
    """Never meant as a delivery, e.g. .gitkeep, .DS_Store, and what a Mac puts beside every file (._cases.csv)."""
    return name.startswith(".") and not name.startswith("..") and not is_lock(name)


def require_readable(path: Path) -> None:
    """FileStopped where a file is of no kind that can be handed in, with what to save it as."""
    ending = path.suffix.lower()
    if path.is_file() and ending not in READABLE:
        code = "TIP-E877" if ending in OTHER_SPREADSHEETS else "TIP-E878"
        raise FileStopped(problem(code, file=path.name))


def readable_files(folder: Path) -> list[Path]:
    """The files of a folder that can be read, by name."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in READABLE
        and not is_hidden(path.name)
        and not is_lock(path.name)
        and path.is_file()
        and not path.is_symlink()
    )
