"""Reads built pages with the standard library alone: the cells of every figure's table, and its file."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

from pipelines.show.page_list import Page, find_pages


def pages_of_example() -> list[Page]:
    """Every page of the made-up example; of those of which there is one for each area, that of one area."""
    return [replace(page, file=page.file.format(area="X1")) if page.per else page for page in find_pages()]


@dataclass
class BuiltFigure:
    """One figure as a reader gets it: the heads and lines of its table, the names of lines apart, and its file."""

    name: str
    page: str
    heads: list[str] = field(default_factory=list)
    names: list[list[str]] = field(default_factory=list)
    lines: list[list[str]] = field(default_factory=list)
    file: str = ""


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.figures: list[BuiltFigure] = []
        self.cell: list[str] | None = None
        self.is_body = False
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "section" and said.get("class") == "figure":
            self.figures.append(BuiltFigure(said["id"], self.page))
            self.depth = 1
        elif not self.depth:
            return
        elif tag == "section":
            self.depth += 1
        elif tag in {"thead", "tbody"}:
            self.is_body = tag == "tbody"
        elif tag == "tr" and self.is_body:
            self.figures[-1].names.append([])
            self.figures[-1].lines.append([])
        elif tag in {"td", "th"}:
            self.cell = []
        elif tag == "a" and "download" in said and not self.figures[-1].file:
            self.figures[-1].file = said["href"]

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "section" and self.depth:
            self.depth -= 1
        elif tag in {"td", "th"} and self.cell is not None:
            figure = self.figures[-1]
            rows = figure.names if tag == "th" else figure.lines
            (rows[-1] if self.is_body else figure.heads).append("".join(self.cell).strip())
            self.cell = None


def figures_of(site: Path) -> list[BuiltFigure]:
    """Every figure of every page, in order."""
    found = []
    for path in sorted(site.glob("*.html")):
        page = _Page(path.name)
        page.feed(path.read_text(encoding="utf-8"))
        found += page.figures
    return found
