"""One page of help for every code, made from the catalogue of problems alone."""

import string
from collections.abc import Iterator
from html import escape
from pathlib import Path

from pipelines.feedback.page import whole_page
from pipelines.feedback.wording import wording
from schemas.problems import LANGUAGES, Mistake, catalogue, problem, reason_for


def help_lines(code: str, language: str = "en") -> list[str]:
    """What a code means, for the screen; a Mistake where there is no such code."""
    words, entry = wording(language), _entry(code, language)
    lines = [f"{code} ({words['level_' + entry['level']]})", f"  {_open(entry['says'])}."]
    lines.append(f"  {words['mend'].format(mend=_open(entry['mend']))}.")
    if reason := reason_for(code, language):
        lines.append(f"  {words['why']}: {reason}")
    return lines


def write_help(folder: Path, language: str = "en") -> int:
    """A page for every code and one that lists them, below a folder for the language; how many codes there are."""
    place = folder / language
    place.mkdir(parents=True, exist_ok=True)
    codes = sorted(catalogue())
    for code in codes:
        title = wording(language)["help"].format(code=code)
        (place / f"{code}.html").write_text(whole_page(title, _page(code, language), language), encoding="utf-8")
    (place / "index.html").write_text(_index(codes, language), encoding="utf-8")
    return len(codes)


def _entry(code: str, language: str) -> dict[str, str]:
    if code not in catalogue():
        raise Mistake(problem("TIP-E766", asked=code).told_in(language))
    return {**catalogue()[code], **catalogue(language).get(code, {})}


def _open(text: str) -> str:
    """A text with the names of what fills its braces, as <name>."""
    parsed = string.Formatter().parse(text)
    return "".join(f"{plain}<{name}>" if name else plain for plain, name, _, _ in parsed).rstrip(".")


def _page(code: str, language: str) -> str:
    words, entry, told_in = wording(language), _entry(code, language), _told_in(code, language)
    return "\n".join(
        [
            f'<p lang="{told_in}"><strong>{escape(_open(entry["says"]))}.</strong></p>',
            f"<p>{escape(words['head_level'])}: {escape(words['level_' + entry['level']])}</p>",
            f'<p lang="{told_in}">{escape(words["mend"].format(mend=_open(entry["mend"])))}.</p>',
            *_reason(code, language),
            f'<p><a href="index.html">{escape(words["help_index"])}</a></p>',
            *(f'<p><a href="../{other}/{code}.html" lang="{other}">{other}</a></p>' for other in _others(language)),
        ]
    )


def _reason(code: str, language: str) -> Iterator[str]:
    if reason := reason_for(code, language):
        yield f"<h2>{escape(wording(language)['why'])}</h2><p>{escape(reason)}</p>"


def _index(codes: list[str], language: str) -> str:
    lines = (
        f'<li><a href="{code}.html">{code}</a> {escape(_open(_entry(code, language)["says"]))}</li>' for code in codes
    )
    body = "<ul>\n" + "\n".join(lines) + "\n</ul>"
    return whole_page(wording(language)["help_index"], body, language)


def _told_in(code: str, language: str) -> str:
    """The language in which the code's own sentence is there."""
    return language if code in catalogue(language) else "en"


def _others(language: str) -> list[str]:
    return [other for other in LANGUAGES if other != language]
