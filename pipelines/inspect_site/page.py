"""One page as its texts: what is seen, what is read aloud, what is commented, and what is loaded."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pipelines.inspect_site.chart import Chart, Drawing

# Words of these stand in one line with their neighbours: "1<b>7</b>" reads 17.
INLINE = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong"}
INLINE |= {"sub", "sup", "time", "u", "var", "wbr"}
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# What these show comes from elsewhere, or is drawn, and cannot be read as text.
UNREADABLE = {"applet", "audio", "base", "canvas", "embed", "form", "frame", "iframe", "img", "input"}
UNREADABLE |= {"math", "object", "picture", "portal", "source", "style", "svg", "template", "track", "video"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
LOADS = {"src", "href", "srcset"}
ELSEWHERE = re.compile(r"\s*(\w+:)?//")

Attributes = dict[str, str]
# What every page says to every browser.
USUAL: list[Attributes] = [
    {"charset": "utf-8"},
    {"name": "viewport", "content": "width=device-width, initial-scale=1"},
]


@dataclass(frozen=True)
class Piece:
    """A text of a page: the figure it belongs to ("" outside), where it stands, and its words."""

    figure: str
    where: str
    text: str


@dataclass
class Page:
    """Everything of a page that a reader, or a program of a reader, can see."""

    pieces: list[Piece] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)
    style_ids: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)


def read_page(html: str) -> Page:
    """The page that the HTML makes."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.words: list[str] = []
        self.where = "text"
        self.open: list[str] = []
        self.figure = ""
        self.depth = 0
        self.script: Attributes | None = None
        self.height = ""
        self.chart = Chart()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.chart.reads(self.get_starttag_text() or ""):
            super().handle_startendtag(tag, attrs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.chart.reads(self.get_starttag_text() or "", 1):
            return
        said = {name: value or "" for name, value in attrs}
        if len(said) < len(attrs):
            self.page.forbidden.append(f"<{tag}> with an attribute twice")
        if tag not in INLINE:
            self.flush()
            self.where = tag
        if tag not in EMPTY:
            self.open.append(tag)
        if tag == "section" and said.get("class") == "figure":
            self.figure, self.depth = said.get("id", ""), len(self.open)
            self.page.figures.append(self.figure)
        self._note(tag, said)
        if tag == "div" and said.get("class") == "chart":
            self._unused()
            self.chart.depth = 1

    def handle_endtag(self, tag: str) -> None:
        if self.chart.reads(f"</{tag}>", -1):
            return
        if tag not in INLINE:
            self.flush()
            self.where = "text"
        if tag == "script":
            self.script = None
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        if self.figure and len(self.open) < self.depth:
            self.figure = ""

    def handle_data(self, data: str) -> None:
        if self.chart.reads(data):
            return
        if self.script is None:
            self.words.append(data)
        elif self.script.get("class") == "drawing" and self.script.get("type") == "application/json":
            self.page.drawings.append(Drawing(self.figure, data, self.height, self.chart.picture))
            self.height, self.chart = "", Chart()
        elif self.script == {"type": "application/ld+json"}:
            self.page.data.append(data)
        elif data.strip():
            self.page.forbidden.append("a script of its own")

    def handle_comment(self, data: str) -> None:
        self.chart.reads(f"<!--{data}-->")
        self._piece("a comment", data)

    def handle_decl(self, decl: str) -> None:
        if decl.casefold() != "doctype html":
            self._piece("a declaration", decl)

    def handle_pi(self, data: str) -> None:
        self._piece("an instruction", data)

    def unknown_decl(self, data: str) -> None:
        self._piece("a declaration", data)

    def flush(self) -> None:
        """The words since the last block, as one piece."""
        text = "".join(self.words)
        self.words.clear()
        if text.strip():
            self._piece(self.where, text)

    def finish(self) -> None:
        """The words after the last block, and a height that no drawing has."""
        self.flush()
        self._unused_height()
        self._unused()

    def _unused(self) -> None:
        """A picture that no drawing follows."""
        if self.chart.picture or self.chart.depth:
            self.page.forbidden.append("a picture without its drawing")
        self.chart = Chart()

    def _unused_height(self) -> None:
        self._piece("a height", self.height)
        self.height = ""

    def _piece(self, where: str, text: str) -> None:
        self.page.pieces.append(Piece(self.figure, where, text))

    def _note(self, tag: str, said: Attributes) -> None:
        """The attributes: some are read by their meaning, all others as text."""
        if tag == "script":
            self.script = said
        if tag in UNREADABLE or any(name.startswith("on") for name in said):
            self.page.forbidden.append(f"<{tag}>")
        if tag not in HEADINGS:
            self._piece("the name of an element", tag)
        if tag == "a" and "href" in said:
            self.page.links.append(said["href"])
        own = {name: value for name, value in said.items() if (tag, name) != ("a", "href")}
        self.page.loaded += [value for name, value in own.items() if name in LOADS or ELSEWHERE.match(value)]
        rest = self._rest_of_meta(said) if tag == "meta" else dict(said)
        if tag == "a" and rest.get("href", "").startswith("tel:"):
            del rest["href"]  # the helpline and nothing else, see loading
        if rest.get("tabindex") in {"0", "-1"}:
            del rest["tabindex"]
        if "data-height" in rest:
            self._unused_height()
            self.height = rest.pop("data-height")
        for name, value in rest.items():
            self._piece(f"{tag}[{name}]", value)
            self._piece("the name of an attribute", name)

    def _rest_of_meta(self, said: Attributes) -> Attributes:
        """What a <meta> says but for what every page has."""
        rest = dict(said)
        if said in USUAL:
            return {}
        if "http-equiv" in said:
            if said["http-equiv"].casefold() != "content-security-policy":
                self.page.forbidden.append("<meta http-equiv>")
            self.page.policies.append(rest.pop("content", ""))
        elif said.get("name") == "plotly-style":
            self.page.style_ids.append(rest.pop("id", ""))
        return rest
