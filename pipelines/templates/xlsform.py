"""A template as XLSForm, for KoboToolbox and ODK: survey, choices and settings, in every language at once.

https://xlsform.org/en/
"""

import hashlib
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from pipelines.templates.asked import Asked
from pipelines.templates.texts import text
from pipelines.templates.workbook import fill, saved
from schemas.fields import RecordType
from schemas.labels import LANGUAGES, Language, record_label
from schemas.periods import PERIOD
from schemas.words import MISSING

NAMES: dict[Language, str] = {"en": "English (en)", "es": "Español (es)"}
TYPES = {"date": "date", "integer": "integer", "number": "decimal"}
PATTERNS = {"period": PERIOD.pattern, "token": "[0-9a-f]{32,128}"}
# The form gives its own number, and a weight is worked out after the answers are in.
NOT_ASKED = ("record_id", "weight")
CONSENT = "consent"

Columns = Mapping[Language, Sequence[Asked]]


def as_form(record: RecordType, columns: Columns, default: Language) -> bytes:
    """The whole workbook; `columns` are the same questions in each language."""
    survey, choices = _survey(columns), _choices(columns)
    book = Workbook()
    book.remove(book["Sheet"])
    book.properties.creator = "tipstats"
    version = hashlib.sha256(repr((survey, choices)).encode()).hexdigest()[:10]
    settings = [
        ["form_title", "form_id", "version", "default_language"],
        [record_label(record, default), f"tipstats_{record.name}", version, NAMES[default]],
    ]
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        fill(book.create_sheet(name), rows, [30] * len(rows[0]))
    return saved(book)


def questions_of(columns: Sequence[Asked]) -> list[Asked]:
    """What the form asks; consent comes first, because without it nothing else is asked."""
    kept = [column for column in columns if column.name not in NOT_ASKED]
    return sorted(kept, key=lambda column: column.kind != CONSENT)


def _survey(columns: Columns) -> list[list[str]]:
    labels, hints, told = (
        [f"{what}::{NAMES[each]}" for each in LANGUAGES] for what in ("label", "hint", "constraint_message")
    )
    rows = [["type", "name", *labels, *hints, "required", "relevant", "constraint", *told]]
    asked = {language: questions_of(columns[language]) for language in LANGUAGES}
    has_consent = any(each.kind == CONSENT for each in asked["en"])
    for at, question in enumerate(asked["en"]):
        each = [asked[language][at] for language in LANGUAGES]
        constraint = _constraint(question)
        message = "alone" if question.is_several else question.kind
        rows.append(
            [
                _type(question),
                question.name,
                *(one.means if one.is_question else one.label for one in each),
                *(_hint(one, language) for one, language in zip(each, LANGUAGES, strict=True)),
                "yes" if question.kind in (CONSENT, "date", "period") else "",
                f"${{{CONSENT}}} = 'yes'" if has_consent and question.kind != CONSENT else "",
                constraint,
                *(text(message, language) if constraint else "" for language in LANGUAGES),
            ]
        )
    return rows


def _choices(columns: Columns) -> list[list[str]]:
    rows = [["list_name", "name", *(f"label::{NAMES[each]}" for each in LANGUAGES)]]
    asked = {language: questions_of(columns[language]) for language in LANGUAGES}
    for at, question in enumerate(asked["en"]):
        for place, choice in enumerate(question.choices):
            each = [asked[language][at].choices[place] for language in LANGUAGES]
            shown = [one.means if question.is_question and choice.name not in MISSING else one.text for one in each]
            rows.append([question.name, choice.name, *shown])
    return rows


def _type(question: Asked) -> str:
    if question.choices:
        return f"{'select_multiple' if question.is_several else 'select_one'} {question.name}"
    return TYPES.get(question.kind, "text")


def _hint(question: Asked, language: Language) -> str:
    if question.is_question:
        return ""
    return f"{question.means} {text('once', language)}" if question.kind == CONSENT else question.means


def _constraint(question: Asked) -> str:
    """A word for no answer stands alone; numbers and codes keep their bounds."""
    if question.is_several:
        missing = " or ".join(f"selected(., '{choice.name}')" for choice in question.choices if choice.name in MISSING)
        return f"not(({missing}) and count-selected(.) > 1)" if missing else ""
    if question.kind in PATTERNS and not question.choices:
        return f"regex(., '^({PATTERNS[question.kind]})$')"
    bounds = ((".", ">=", question.low), (".", "<=", question.high))
    return " and ".join(f"{value} {sign} {bound:g}" for value, sign, bound in bounds if bound is not None)
