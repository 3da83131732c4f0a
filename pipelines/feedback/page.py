"""The report as one HTML page that needs nothing else: no script, no picture, no link to elsewhere."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from pipelines.feedback.effect import effect_section
from pipelines.feedback.repairs import LEVELS, Example, Repair, repairs_of
from pipelines.feedback.report import Report
from pipelines.feedback.wording import column_place, how_often, wording
from schemas.problems import reason_for

STYLE = Path(__file__).with_name("page.css")


def page_of(report: Report, language: str = "en", lists: tuple[str, ...] = ()) -> str:
    """The whole page; `lists`: the names of the files that hold the full list."""
    words = wording(language)
    told = report.told_in(language)
    body = [f"<p>{escape(words['source'].format(name=report.source, holder=report.holder))}</p>"]
    body += [f"<p>{escape(report.why)}</p>"] if report.why else []
    for part in told.parts:
        counts = words["read"].format(**{name: f"{count:,}" for name, count in vars(part.counts).items()})
        body.append(f"<p><strong>{escape(part.record)}</strong>: {escape(counts)}.</p>")
    repairs = repairs_of(told)
    for level in LEVELS:
        body += _section(level, [repair for repair in repairs if repair.level == level], words, language)
    if not any(repair.level != "note" for repair in repairs):
        body.insert(0, f"<p>{escape(words['nothing'])}</p>")
    if any(example.found for repair in repairs for example in repair.examples):
        body.append(f"<p>{escape(words['masked'])}</p>")
    body += effect_section(report.effect, words) if report.effect else []
    body += [f"<p>{escape(words['list'].format(names=', '.join(lists)))}</p>"] if lists else []
    body.append(f"<p>{escape(words['private'])}</p>")
    return whole_page(words["title"].format(file=report.file), "\n".join(body), language)


def whole_page(title: str, body: str, language: str) -> str:
    """A page with its heading and its style."""
    style = STYLE.read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _section(level: str, repairs: list[Repair], words: dict[str, str], language: str) -> Iterator[str]:
    if repairs:
        yield f'<section class="{level}">\n<h2>{escape(words[level])}</h2>'
        for repair in repairs:
            yield from _article(repair, words, language)
        yield "</section>"


def _article(repair: Repair, words: dict[str, str], language: str) -> Iterator[str]:
    place = column_place(repair.letter, repair.column)
    at = f", {words['column'].format(place=place)}" if place else ""
    yield f"<article>\n<h3>{escape(repair.says)}</h3>"
    yield f"<p><code>{repair.code}</code> {escape(how_often(repair, words) + at)}</p>"
    if repair.expected:
        yield f"<p>{escape(words['expected'].format(expected=repair.expected))}</p>"
    yield f"<p><strong>{escape(words['mend'].format(mend=repair.mend))}</strong></p>"
    yield from _table(repair, words)
    if repair.more:
        yield f"<p>{escape(words['more'].format(count=f'{repair.more:,}'))}</p>"
    if reason := reason_for(repair.code, language):
        yield f"<details><summary>{escape(words['why'])}</summary><p>{escape(reason)}</p></details>"
    yield "</article>"


def _table(repair: Repair, words: dict[str, str]) -> Iterator[str]:
    """The examples, with those columns alone in which something stands."""
    columns = {
        "head_row": [str(example.row or "") for example in repair.examples],
        "head_column": ["" if repair.column else _place(example) for example in repair.examples],
        "head_found": [example.found for example in repair.examples],
        "head_nearest": [example.nearest for example in repair.examples],
        "head_expected": ["" if repair.expected else example.expected for example in repair.examples],
    }
    filled = {head: cells for head, cells in columns.items() if any(cells)}
    if filled:
        heads = "".join(f'<th scope="col">{escape(words[head])}</th>' for head in filled)
        yield f'<div class="wide"><table>\n<tr>{heads}</tr>'
        for cells in zip(*filled.values(), strict=True):
            yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        yield "</table></div>"


def _place(example: Example) -> str:
    return column_place(example.letter, example.column)
