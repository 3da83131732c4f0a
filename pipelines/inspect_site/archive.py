"""The archive of everything holds the files of the site, byte by byte, and no other."""

from collections.abc import Iterator

from pipelines.inspect_site.built import Built, Unreadable
from pipelines.inspect_site.copies import ARCHIVE
from pipelines.inspect_site.packed import members
from schemas.problems import Problem, problem


def check_archive(built: Built) -> Iterator[Problem]:
    """A problem where the archive is none, and for each of its members that is not the file of the site."""
    if not built.has(ARCHIVE):
        return
    try:
        found = members(built.content(ARCHIVE))
    except Unreadable as unreadable:
        yield problem("TIP-E537", file=ARCHIVE, what=str(unreadable))
        return
    own = {name for name in built.names if name.startswith("data/") and name != ARCHIVE and built.has(name)}
    packed = {f"data/{name}": content for name, content in found.items()}
    if set(packed) != own:
        yield problem("TIP-E536", file=ARCHIVE, what="its members are not the files of the site")
    if any(packed[name] != built.content(name) for name in own & set(packed)):
        yield problem("TIP-E536", file=ARCHIVE, what="a member is not the file of the site")
