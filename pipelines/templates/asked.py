"""What a template asks for: one column per field that is kept, and the answers that each may hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.templates.texts import text
from schemas.community import Area
from schemas.dictionary import words_of
from schemas.fields import Field, RecordType
from schemas.labels import Language, field_label, field_means, word_label, word_means
from schemas.mapping import Question
from schemas.words import MISSING, missing_words

# Without these columns a file says nothing, or says what nobody agreed to.
NEEDED = ("id", "date", "period", "consent")


@dataclass(frozen=True)
class Choice:
    """One answer: our word, what is written for it in a cell, and what it means."""

    name: str
    text: str
    means: str = ""


@dataclass(frozen=True)
class Asked:
    """One column or one question of a form; without choices the answer is written freely in the form of its kind."""

    name: str
    label: str
    means: str
    kind: str
    choices: tuple[Choice, ...] = ()
    is_several: bool = False
    is_question: bool = False
    low: float | None = None
    high: float | None = None

    @property
    def is_needed(self) -> bool:
        """Whether the file cannot be used without the column."""
        return self.kind in NEEDED

    @property
    def answers(self) -> tuple[Choice, ...]:
        """The choices that are answers, without the four ways of having none."""
        return tuple(choice for choice in self.choices if choice.name not in MISSING)


def asked(
    record: RecordType, language: Language, areas: Sequence[Area], questions: Mapping[str, Question]
) -> tuple[Asked, ...]:
    """The columns of a template in the public order of the fields; a survey's questions stand last.

    A field that is only read to derive another one is not asked for: the other one says enough.
    """
    fields = [field for field in record.fields if field.kind != "answers" and (field.kept or field.kind == "consent")]
    return (
        *(_column(field, language, areas) for field in fields),
        *(_question(name, question, language) for name, question in questions.items()),
    )


def how_to(column: Asked, language: Language) -> str:
    """How the cells of a column are filled in."""
    if column.is_several:
        return f"{text('choose', language)} {text('several', language)}"
    return text("choose" if column.choices else column.kind, language)


def no_answers(language: Language) -> tuple[Choice, ...]:
    """The four ways of having no answer."""
    words = missing_words().words.values()
    return tuple(Choice(word.name, word_label(word, language), word_means(word, language)) for word in words)


def _column(field: Field, language: Language, areas: Sequence[Area]) -> Asked:
    return Asked(
        name=field.name,
        label=field_label(field, language),
        means=field_means(field, language),
        kind=field.kind,
        choices=_choices(field, language, areas),
        is_several=field.kind in ("words", "countries"),
        low=field.low,
        high=field.high,
    )


def _choices(field: Field, language: Language, areas: Sequence[Area]) -> tuple[Choice, ...]:
    if field.kind == "consent":
        return tuple(Choice(name, text(name, language)) for name in ("yes", "no"))
    if field.kind == "area":
        return tuple(Choice(area.code, area.name) for area in areas)
    words = words_of(field)
    return tuple(Choice(word.name, word_label(word, language), word_means(word, language)) for word in words)


def _question(name: str, question: Question, language: Language) -> Asked:
    """Answers are written by the survey's own words, which are short; what each means stands beside it."""
    own = tuple(Choice(word, word, label) for word, label in question.answers.items())
    return Asked(
        name=name,
        label=question.header[0] if question.header else name,
        means=question.text,
        kind="words" if question.split or question.flags else "word",
        choices=(*own, *no_answers(language)),
        is_several=bool(question.split or question.flags),
        is_question=True,
    )
