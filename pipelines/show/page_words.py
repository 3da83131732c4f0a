"""The numbers of a whole page as it was written: each belongs to a figure, or to what the release says of itself."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from dashboards.texts import Texts
from pipelines.show.places import WORDS, Place, numbers_in
from schemas.problems import ReleaseStopped, problem

UNREAD = {"script", "style"}
EMPTY = {"br", "hr", "img", "input", "link", "meta", "wbr"}
# Attributes that are read aloud or seen.
READ = ("title", "aria-label", "alt", "placeholder", "content")


class _Words(HTMLParser):
    """The words of a page that a reader can see or hear, but for drawings, each with the figure it stands in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.figure, self.depth = "", 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: said or "" for name, said in attrs}
        if tag not in EMPTY:
            self.open.append(tag)
        if tag == "section" and told.get("class") == "figure":
            self.figure, self.depth = told.get("id", ""), len(self.open)
        self.words += [(self.figure, said) for name, said in told.items() if name in READ and tag != "meta"]

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass
        if len(self.open) < self.depth:
            self.figure, self.depth = "", 0

    def handle_data(self, data: str) -> None:
        if not UNREAD.intersection(self.open[-1:]):
            self.words.append((self.figure, data))


def words_of(told: Mapping[str, Any], texts: Texts) -> frozenset[str]:
    """The numbers that every page may say: those of the release's own words and dates, and of the language file."""
    said = (*texts.words.values(), *_said(told, texts), *map(texts.number, _of_rules(told.get("policy") or {})))
    return frozenset(number for text in said for number in numbers_in(text, texts))


def _of_rules(policy: Mapping[str, Any]) -> Iterator[int]:
    """What explains the rules: the largest small number, and the first numbers of each step with their ranges."""
    yield from (number - 1 for name in ("smallest_shown", "least_values") if (number := policy.get(name)))
    for step in policy.get("steps") or ():
        for told in (step, 2 * step):
            yield from (0, step - 1, told, told - step // 2, told + (step - 1) // 2)


def _said(value: Any, texts: Texts) -> Iterator[str]:
    if isinstance(value, str):
        yield from (value, texts.date(value))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from (str(value), texts.figure(value))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _said(inner, texts)
    elif isinstance(value, Iterable):
        for inner in value:
            yield from _said(inner, texts)


def in_page(file: str, page: str, places: Iterable[Place], words: Collection[str], texts: Texts) -> list[Place]:
    """The numbers of a page beside those that its figures registered: in their notes and heads, and outside of them.

    Raises:
        ReleaseStopped: One of them was never published.
    """
    known = {(figure, place.text) for place in places if place.page == file for figure in ("", place.figure)}
    said = _Words(page).words
    found = dict.fromkeys((figure, number) for figure, text in said for number in numbers_in(text, texts))
    new = [each for each in found if each not in known]
    if any(number not in words for _, number in new):
        raise ReleaseStopped(problem("TIP-E356", file=file, part="page"))
    return [Place(file, figure, WORDS, number) for figure, number in new]
