"""Score cards as text for a screen and as one page that needs no network and no script."""

from collections.abc import Iterator, Sequence
from html import escape

from pipelines.scorecard.card import Card
from pipelines.scorecard.told import Part, parts, private, title
from schemas.labels import Language

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 1.5rem 0 0; } p { margin: .25rem 0; }
div { overflow-x: auto; } table { border-collapse: collapse; } th, td { padding: .25rem .6rem; text-align: right; }
th:first-child, td:first-child { text-align: left; } tr { border-bottom: 1px solid #8888; }
article { margin-bottom: 3rem; }
"""


def as_text(cards: Sequence[Card], language: Language) -> str:
    """The cards one below the other."""
    return "\n".join(line for card in cards for line in _text_lines(card, language)) + "\n"


def as_page(cards: Sequence[Card], language: Language) -> str:
    """The cards as one HTML page."""
    return "\n".join(_page_lines(cards, language)) + "\n"


def _text_lines(card: Card, language: Language) -> Iterator[str]:
    yield from (title(card, language), private(language), "")
    for part in parts(card, language):
        yield part.title
        yield from (f"  {line}" for line in part.lines)
        yield from (f"  {line}" for line in _aligned(part))
        yield ""


def _aligned(part: Part) -> Iterator[str]:
    """The table of a part in columns of equal width, the first one to the left."""
    rows = [part.head, *part.rows] if part.rows else []
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        yield "  ".join(
            [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
        )


def _page_lines(cards: Sequence[Card], language: Language) -> Iterator[str]:
    name = title(cards[0], language) if cards else ""
    yield f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">'
    yield f"<title>{escape(name)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>"
    for card in cards:
        yield f"<article>\n<h1>{escape(title(card, language))}</h1>"
        yield f"<p><strong>{escape(private(language))}</strong></p>"
        for part in parts(card, language):
            yield f"<section>\n<h2>{escape(part.title)}</h2>"
            yield from (f"<p>{escape(line)}</p>" for line in part.lines)
            yield from _table(part)
            yield "</section>"
        yield "</article>"
    yield "</main>\n</body>\n</html>"


def _table(part: Part) -> Iterator[str]:
    if part.rows:
        yield "<div>\n<table>\n<thead>"
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in part.head)
        yield f"<tr>{head}</tr>\n</thead>\n<tbody>"
        for row in part.rows:
            cells = "".join(f"<td>{escape(cell)}</td>" for cell in row)
            yield f"<tr>{cells}</tr>"
        yield "</tbody>\n</table>\n</div>"
