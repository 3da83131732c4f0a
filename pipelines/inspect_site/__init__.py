"""What a built site tells beyond what it registers, found by reading its bytes; nothing here made any of them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.inspect_site.archive import check_archive
from pipelines.inspect_site.beside import check_beside
from pipelines.inspect_site.built import MALFORMED, PLACES, RELEASE, Built
from pipelines.inspect_site.canaries import check_canaries
from pipelines.inspect_site.described import check_described
from pipelines.inspect_site.expected import check_files
from pipelines.inspect_site.explained import check_explained
from pipelines.inspect_site.figure_files import check_figure_files
from pipelines.inspect_site.indicator import check_indicator
from pipelines.inspect_site.leftovers import check_leftovers
from pipelines.inspect_site.loading import check_loading
from pipelines.inspect_site.metadata import Metadata
from pipelines.inspect_site.pages import Pages
from pipelines.inspect_site.registered import Registered, check_places
from pipelines.inspect_site.reported import check_reported
from pipelines.inspect_site.tables import check_tables
from pipelines.inspect_site.workbook import check_workbooks
from schemas.problems import Problem, problem

__all__ = ["inspect_site"]


def inspect_site(site: Path, *, canaries: Iterable[int] = ()) -> list[Problem]:
    """Everything in the folder of a site that should not be there; `canaries` are numbers planted in private rows.

    No problem holds a number that was found, because it may be one that nobody may know.
    """
    built = Built(site)
    missing = [name for name in ("index.html", RELEASE, PLACES) if not built.has(name)]
    if missing:
        return [problem("TIP-E520", file=name) for name in missing]
    try:
        found = list(_inspect(built, canaries))
    except MALFORMED:
        return [problem("TIP-E537", file=RELEASE, what="it does not say what a release says")]
    return sorted(dict.fromkeys(found), key=lambda one: (one.file, one.code, one.row, one.column, one.says))


def _inspect(built: Built, canaries: Iterable[int]) -> Iterator[Problem]:
    registered = Registered(built)
    pages = Pages(built, registered)
    metadata = Metadata(built, registered, pages.no_statistics)
    for found in (
        check_files(built, pages.read),
        check_leftovers(built),
        check_described(built),
        check_explained(built),
        check_tables(built),
        check_reported(built),
        check_places(registered),
        check_beside(registered),
        pages.check(),
        check_loading(built, pages.read),
        check_figure_files(built, pages.no_statistics),
        metadata.check(pages.read),
        check_indicator(built),
        check_workbooks(built, metadata.is_said),
        check_archive(built),
        check_canaries(built, canaries),
    ):
        yield from found
