"""What a built site tells beyond what it registers, found by reading its bytes; nothing here made any of them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.inspect_site.built import MALFORMED, PLACES, RELEASE, Built
from pipelines.inspect_site.canaries import check_canaries
from pipelines.inspect_site.described import check_described
from pipelines.inspect_site.expected import check_files
from pipelines.inspect_site.leftovers import check_leftovers
from pipelines.inspect_site.loading import check_loading
from pipelines.inspect_site.pages import Pages
from pipelines.inspect_site.registered import Registered, check_places
from pipelines.inspect_site.tables import check_tables
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
    for found in (
        check_files(built, pages.read),
        check_leftovers(built),
        check_described(built),
        check_tables(built),
        check_places(registered),
        pages.check(),
        check_loading(built, pages.read),
        check_canaries(built, canaries),
    ):
        yield from found
