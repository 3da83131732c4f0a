"""A report on disk: a page in each language, and the full list as CSV and as a workbook."""

from collections.abc import Iterable
from pathlib import Path

from pipelines.feedback.listed import full_list, write_csv
from pipelines.feedback.page import page_of
from pipelines.feedback.report import Report
from pipelines.feedback.workbook import write_workbook

LISTS = (".csv", ".xlsx")


def write_report(report: Report, folder: Path, name: str, languages: tuple[str, ...] = ("en",)) -> Path:
    """Write `name` with several endings into the folder; the page in the first language.

    The full list is in the first language too, and is there only where there is something to list.
    """
    folder.mkdir(parents=True, exist_ok=True)
    first, *others = languages
    lists = [folder / f"{name}{ending}" for ending in LISTS]
    has_list = next(report.listed(), None) is not None
    names = tuple(path.name for path in lists) if has_list else ()
    pages = {folder / f"{name}.html": first, **{folder / f"{name}.{other}.html": other for other in others}}
    for path, language in pages.items():
        _replace(path, page_of(report, language, names))
    if has_list:
        write_csv(full_list(report, first), lists[0])
        write_workbook(full_list(report, first), lists[1])
    else:
        remove(lists)
    return folder / f"{name}.html"


def report_files(folder: Path, name: str) -> list[Path]:
    """Every file of a report of that name, in whatever language."""
    return [folder / f"{name}.html", *sorted(folder.glob(f"{_plain(name)}.??.html")), *_lists(folder, name)]


def remove(paths: Iterable[Path]) -> None:
    """Take away what is not true any more."""
    for path in paths:
        path.unlink(missing_ok=True)


def _lists(folder: Path, name: str) -> list[Path]:
    return [folder / f"{name}{ending}" for ending in LISTS]


def _plain(name: str) -> str:
    """A name in which no sign stands for others."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _replace(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(text, encoding="utf-8", errors="xmlcharrefreplace")
    partial.replace(path)
