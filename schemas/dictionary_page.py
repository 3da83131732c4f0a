"""The data dictionary as one page: it needs no network and no script, and it can be read on a telephone."""

from collections.abc import Iterator
from html import escape

from schemas.dictionary import TEXTS, Entry
from schemas.labels import Language

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1rem; margin: 1.5rem 0 0; }
code { font-family: ui-monospace, monospace; font-size: .9em; }
p { margin: .25rem 0; } dt { margin-top: .75rem; font-weight: 600; } dd { margin: 0 0 0 1rem; }
summary { cursor: pointer; padding: .6rem 0; min-height: 1.5rem; } a { display: inline-block; padding: .4rem 0; }
"""


def as_html(entries: tuple[Entry, ...], language: Language = "en") -> str:
    """One page: a list of the record types, then each with its fields; the words of a field open below it."""
    return "\n".join(_lines(entries, language)) + "\n"


def _lines(entries: tuple[Entry, ...], language: Language) -> Iterator[str]:
    texts = TEXTS[language]
    records = [entry for entry in entries if not entry.field]
    yield f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{texts['title']}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{texts['title']}</h1>"
    yield f'<nav aria-label="{texts["records"]}">\n<ul>'
    for record in records:
        yield f'<li><a href="#{record.record}">{escape(record.label)}</a></li>'
    yield "</ul>\n</nav>"
    for record in records:
        yield f'<section>\n<h2 id="{record.record}">{escape(record.label)} <code>{record.record}</code></h2>'
        yield f"<p>{escape(record.means)}</p>"
        own = [entry for entry in entries if entry.record == record.record and entry.field]
        for field in (entry for entry in own if not entry.word):
            yield from _field(field, [entry for entry in own if entry.word and entry.field == field.field], language)
        yield "</section>"
    yield "</main>\n</body>\n</html>"


def _field(field: Entry, words: list[Entry], language: Language) -> Iterator[str]:
    place = f"{field.record}.{field.field}"
    yield f'<h3 id="{place}">{escape(field.label)} <code>{field.field}</code></h3>'
    yield f"<p>{escape(field.means)} <small>({escape(field.kind)})</small></p>"
    if words:
        yield f"<details>\n<summary>{TEXTS[language]['words']} ({len(words)})</summary>\n<dl>"
        for word in words:
            yield f"<dt>{escape(word.label)} <code>{word.word}</code></dt>\n<dd>{escape(word.means)}</dd>"
        yield "</dl>\n</details>"
