"""What a page loads and runs: nothing but the assets of the site, and it tells browsers to allow nothing else."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from pipelines.inspect_site.built import Built
from pipelines.inspect_site.page import Page
from schemas.problems import Problem, problem

# Where a browser may load things from.
SOURCES = {"'none'", "'self'", "data:", "blob:"}
STRICT = {"default-src": {"'none'"}, "script-src": {"'self'"}, "style-src": {"'self'"}}
# Where a link may point to.
SCHEME, POINTS = re.compile(r"\s*[\w+.-]+:"), ("https://", "http://", "mailto:", "tel:")


def check_loading(built: Built, pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Problems of pages that load or run something, or whose policy for browsers is weak."""
    for name, page in pages.items():
        for what in sorted({*page.forbidden, *_found(built, name, page)}):
            yield problem("TIP-E528", file=name, what=what)


def _found(built: Built, name: str, page: Page) -> Iterator[str]:
    folder = posixpath.dirname(name)
    if any(not posixpath.normpath(posixpath.join(folder, address)).startswith("assets/") for address in page.loaded):
        yield "a file that is loaded from outside assets/"
    if any(SCHEME.match(link) and not link.startswith(POINTS) for link in page.links):
        yield "a link that is no address"
    if any(link.startswith("tel:") and _digits(link) != _phone(built) for link in page.links):
        yield "a telephone number that is not the helpline"
    if not any(map(_is_strict, page.policies)):
        yield "no Content-Security-Policy, or a weak one"
    script = built.content("assets/plotly.min.js") if page.style_ids and built.has("assets/plotly.min.js") else b""
    if any(f'"{own}"'.encode() not in script for own in page.style_ids):
        yield "an id that no script asks for"


def _phone(built: Built) -> str:
    community = built.release.get("community")
    helpline = community.get("helpline") if isinstance(community, Mapping) else None
    return _digits(str(helpline.get("phone"))) if isinstance(helpline, Mapping) else ""


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _is_strict(policy: str) -> bool:
    directives = {words[0]: set(words[1:]) for part in policy.split(";") if (words := part.split())}
    return all(sources <= SOURCES for sources in directives.values()) and all(
        directives.get(name) == sources for name, sources in STRICT.items()
    )
