"""Which known format a sample file has, and how its header rows are then to be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.draft.sniff import sniff, top_rows
from pipelines.receive.headers import read_headers
from pipelines.receive.kinds import READABLE, readable_files
from schemas.declaration import read_toml
from schemas.headers import HeaderIndex
from schemas.problems import FileStopped, problem
from schemas.recognise import Fit, Recognised, best, fit, preset_records
from schemas.source import FileFormat

# What a preset says of header rows is tried on the file; the rest of its format is seen better in the file itself.
HEADER_KEYS = ("header_rows", "header")
# A format of which nearly everything is optional tells nothing that the names of the columns do not tell.
LOOSE = 0.25
SEEN_KEYS = ("encoding", "delimiter", "sheet", "skip_rows", *HEADER_KEYS, "footer")


@dataclass(frozen=True)
class Format:
    """The preset, if one fits, and how the file is written."""

    recognised: Recognised
    how: FileFormat

    @property
    def preset(self) -> str:
        """The name of the preset, or nothing."""
        return self.recognised.name


def format_of(path: Path, presets: Path) -> Format:
    """The preset that fits the file best, each tried with its own header rows."""
    if path.is_dir():
        return _format_of_folder(path, presets)
    if path.suffix.lower() not in READABLE:
        raise FileStopped(problem("TIP-E744", file=path.name))
    how = sniff(path)
    top = top_rows(path, how)
    tried: dict[str, FileFormat] = {}
    fits: list[Fit] = []
    for name, records in preset_records(presets):
        said: dict[str, Any] = read_toml(presets / f"{name}.toml").get("file", {})
        update = {key: said[key] for key in HEADER_KEYS if key in said}
        tried[name] = how.model_copy(update=update)
        if any(record.table for record in records) or not (headers := _headers(path, tried[name], top)):
            continue
        fits.append(fit(name, records, HeaderIndex(headers), is_preset=True))
    recognised = best(each for each in fits if each.required > LOOSE * each.of)
    return Format(recognised, tried.get(recognised.name, how))


def _format_of_folder(folder: Path, presets: Path) -> Format:
    """A folder with one file per table: the headers of all of them together."""
    files = readable_files(folder)
    hows = [sniff(path) for path in files]
    headers = [
        f"{path.stem}.{header}"
        for path, how in zip(files, hows, strict=True)
        for header in _headers(path, how, top_rows(path, how))
    ]
    index = HeaderIndex(headers)
    fits = [fit(name, records, index, is_preset=True) for name, records in preset_records(presets)]
    return Format(best(fits), hows[0] if hows else FileFormat())


def _headers(path: Path, how: FileFormat, top: list[list[str]]) -> tuple[str, ...]:
    """The headers under that format; none where it cannot be read so."""
    try:
        return read_headers(top[: how.skip_rows + how.header_rows], how, path.name, is_strict=False).named
    except FileStopped:
        return ()


def as_toml(how: FileFormat, base: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The keys that a file tells, where they differ from what its preset, or the default, says."""
    default = FileFormat().model_dump()
    for key in SEEN_KEYS:
        value = getattr(how, key)
        if value != base.get(key, default[key]):
            yield key, value
