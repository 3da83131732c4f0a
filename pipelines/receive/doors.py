"""The door that a source's files go through, and a look at everything of a delivery that is kept without being read."""

from pathlib import Path

from pipelines.personal import IN_CELLS, PROSE, Door, roles_of
from pipelines.personal.letters import letter
from pipelines.receive.kinds import readable_files
from pipelines.receive.reader import read_rows
from schemas.problems import FileStopped, Problem, problem
from schemas.source import FileFormat, Source

ROWS_ABOVE = 20
MOST_CONTACTS = 3


def door_of(source: Source, file: str, *, holds: bool = True) -> Door:
    """The door for one file of a source; one that does not hold only looks, and its `problems` tell afterwards."""
    return Door(file, roles_of(source), source.file.drop, holds=holds)


def look_at_tables(folder: Path, source: Source) -> tuple[Problem, ...]:
    """What may not come in of all files of a delivery of several tables, also of those that nobody reads.

    Of the latter many explain codes in whole sentences; in them only what is called free text is free text.
    """
    tables = {record.table for record in source.record.values()}
    tables |= {join.table for record in source.record.values() for join in record.join}
    read = {table.casefold() for table in tables if table}
    plain = source.file.model_copy(update={"skip_where": {}})
    found: list[Problem] = []
    for path in readable_files(folder):
        door = door_of(source, path.name, holds=False)
        try:
            for _ in read_rows(path, plain, is_strict=False, door=door).chunks():
                pass
        except FileStopped:
            if path.stem.casefold() in read:
                raise
        is_read = path.stem.casefold() in read
        found += door.problems() if is_read else [each for each in door.problems() if each.code != PROSE]
    return tuple(found)


def look_at_other_sheets(path: Path, source: Source) -> tuple[Problem, ...]:
    """What may not come in of the sheets of a workbook that nobody reads, since the whole workbook is kept.

    Such a sheet often says whom to ask: a few addresses or telephone numbers are not yet a list of people.
    """
    if path.suffix.lower() != ".xlsx":
        return ()
    from pipelines.receive.workbook import Workbook, sheets_of  # noqa: PLC0415  # slow to load, and few files need it

    titles = sheets_of(path)
    read = source.file.sheet or next(iter(titles), "")
    found: list[Problem] = []
    for title in titles if len(titles) > 1 and read in titles else ():
        if title == read:
            continue
        top = Workbook(path, FileFormat(sheet=title)).top(ROWS_ABOVE)
        above = next((row for row, cells in enumerate(top) if sum(map(bool, cells)) > 1), None)
        if above is not None:
            found += _in_sheet(path, title, above)
    return tuple(found)


def _in_sheet(path: Path, title: str, above: int) -> list[Problem]:
    """One such sheet, with so many rows above its headers."""
    door = Door(path.name, {}, holds=False)
    try:
        for _ in read_rows(path, FileFormat(sheet=title, skip_rows=above), is_strict=False, door=door).chunks():
            pass
    except FileStopped:
        return []
    places = [
        place
        for place, told in door.told()
        if door.is_named(place) or (told.code == IN_CELLS and told.count > MOST_CONTACTS)
    ]
    what = door.places()
    return [
        problem("TIP-E705", file=path.name, sheet=title, what=what[place], letter=letter(place))
        for place in sorted(set(places))
    ]
