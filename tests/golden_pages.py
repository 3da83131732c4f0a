"""The pages as lines of text that can be read and compared; `python -m tests.golden_pages` accepts what has changed."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

GOLDEN = Path(__file__).with_name("golden")
CHANGED = GOLDEN.with_name("golden-changed")
UNREAD = {"script", "style", "svg", "head"}
BLOCKS = {
    "p",
    "li",
    "tr",
    "dt",
    "dd",
    "summary",
    "caption",
    "section",
    "ul",
    "table",
    "nav",
    "footer",
    "header",
    "main",
}
MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- ", "caption": "Table: "}


class _Lines(HTMLParser):
    """The words that a reader sees, a block a line and the cells of a row side by side."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.line = ""
        self.unread: list[str] = []
        self.feed(html)
        self._end()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD:
            self.unread.append(tag)
        elif tag in BLOCKS or tag in MARKS:
            self._end()
            self.line = MARKS.get(tag, "")
        elif tag in {"td", "th"} and self.line.strip():
            self.line += " | "
        elif tag == "a" and "download" in dict(attrs):
            self.line += f"[{dict(attrs)['href']}] "

    def handle_endtag(self, tag: str) -> None:
        if self.unread and tag == self.unread[-1]:
            self.unread.pop()
        elif tag in BLOCKS or tag in MARKS:
            self._end()

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.line += data

    def _end(self) -> None:
        text = re.sub(r"\s+", " ", self.line).strip()
        if text and text != "-":
            self.lines.append(text)
        self.line = ""


def page_lines(path: Path) -> str:
    """One page as text."""
    return "\n".join(_Lines(path.read_text(encoding="utf-8")).lines) + "\n"


def site_lines(site: Path) -> dict[str, str]:
    """Every page of a site as text, by its path without the ending."""
    return {
        path.relative_to(site).with_suffix("").as_posix(): page_lines(path) for path in sorted(site.rglob("*.html"))
    }


def write_changed(pages: dict[str, str]) -> None:
    """The pages as they are now, beside the golden ones."""
    shutil.rmtree(CHANGED, ignore_errors=True)
    for name, text in pages.items():
        path = CHANGED / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def read_golden() -> dict[str, str]:
    """The golden pages, by their path without the ending."""
    return {
        path.relative_to(GOLDEN).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(GOLDEN.rglob("*.txt"))
    }


if __name__ == "__main__":
    if CHANGED.exists():
        shutil.rmtree(GOLDEN, ignore_errors=True)
        CHANGED.rename(GOLDEN)
