"""Whose file it is: said by the caller, by the folder in which it lies, or by its headers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.receive.kinds import readable_files, require_readable
from pipelines.receive.reader import read_rows
from schemas.problems import DeclarationMistake, FileStopped, problem
from schemas.recognise import Recognised, recognise
from schemas.source import FileFormat, Source


@dataclass(frozen=True)
class Whose:
    """The name of the source, the key of the sentence that says why, and what fills it."""

    name: str
    why: str
    found: int = 0
    of: int = 0


def whose(
    file: Path, named: str | None, sources: Mapping[str, Source], folders: Mapping[Path, str], presets: Path
) -> Whose:
    """The source of a file; DeclarationMistake where nobody can tell, FileStopped where it is of no kind that is read.

    `folders`: of each source, resolved.
    """
    if named is not None:
        if named not in sources:
            do = f"Name one with --source: {', '.join(sources)}."
            raise DeclarationMistake(problem("TIP-E002", what=f"source {named}", do=do))
        return Whose(named, "why_named")
    for parent in file.resolve().parents:
        if parent in folders:
            return Whose(folders[parent], "why_folder")
    if len(sources) == 1:
        return Whose(next(iter(sources)), "why_only")
    return _by_headers(file, sources, presets)


def _by_headers(file: Path, sources: Mapping[str, Source], presets: Path) -> Whose:
    require_readable(file)
    names = ", ".join(sources)
    found = [_recognised(headers, group, presets) for headers, group in _readings(file, sources)]
    own = sorted((each for each in found if each.name and not each.is_preset), key=lambda each: -_share(each))
    if own and (len(own) == 1 or _share(own[0]) > _share(own[1])):
        return Whose(own[0].name, "why_headers", own[0].found, own[0].of)
    formats = [each for each in found if each.name and each.is_preset]
    if formats and not own:
        best = max(formats, key=_share)
        raise DeclarationMistake(problem("TIP-E767", file=file.name, preset=best.name, names=names))
    raise DeclarationMistake(problem("TIP-E765", file=file.name, names=names))


def _recognised(headers: Sequence[str], sources: Mapping[str, Source], presets: Path) -> Recognised:
    """What the headers fit; where two sources fit alike, that is nobody's."""
    try:
        return recognise(headers, sources, presets)
    except FileStopped:
        return Recognised("", is_preset=False, why="", found=0, of=0)


def _share(found: Recognised) -> float:
    return found.found / max(found.of, 1)


def _readings(file: Path, sources: Mapping[str, Source]) -> Iterator[tuple[list[str], dict[str, Source]]]:
    """The headers as each group of sources would read them that write their files in the same way."""
    groups: dict[str, dict[str, Source]] = {}
    for name, source in sources.items():
        is_relational = any(record.table for record in source.record.values())
        if is_relational == file.is_dir():
            groups.setdefault(source.file.model_dump_json(), {})[name] = source
    for group in groups.values():
        try:
            yield _headers(file, next(iter(group.values())).file), group
        except FileStopped:
            continue  # not a file of theirs


def _headers(file: Path, how: FileFormat) -> list[str]:
    if not file.is_dir():
        return list(read_rows(file, how).headers)
    plain = how.model_copy(update={"skip_where": {}})
    return [
        f"{path.stem}.{header}"
        for path in readable_files(file)
        for header in read_rows(path, plain, is_strict=False).headers
    ]
