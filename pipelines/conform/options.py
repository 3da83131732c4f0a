"""Yes/no columns that a survey tool writes beside a question, one for each of its answers: "question/answer"."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.conform.several import Flags
from schemas.words import fold

# Tools write the groups of a form before the question, in the same header.
GROUP = "/"


@dataclass(frozen=True)
class Options:
    """`words`: header to the word that it stands for. `unknown`: headers of answers that mean nothing known.

    `texts`: what a yes may also be in one of these columns, since some tools write the answer itself.
    """

    words: Mapping[str, str]
    unknown: tuple[str, ...]
    texts: Mapping[str, tuple[str, ...]]


def option_flags(
    names: Sequence[str],
    marks: Sequence[str],
    headers: Sequence[str],
    known: Mapping[str, str],
    yes: Sequence[str],
    missing: Collection[str],
) -> Flags | None:
    """The yes/no columns of a question's answers, ready to be read; None where the file has none."""
    found = find_options(names, marks, headers, known)
    return Flags(found.words, yes, missing, found.texts, found.unknown) if found else None


def find_options(
    names: Sequence[str], marks: Sequence[str], headers: Sequence[str], known: Mapping[str, str]
) -> Options | None:
    """The columns of a question's answers, None where there are none; `known` is folded text to word."""
    asked = [fold(name) for name in names]
    answers = {header: answer for header in headers if (answer := _answer(header, asked, marks, known))}
    words = {header: known[fold(answer)] for header, answer in answers.items() if fold(answer) in known}
    if not words:
        return None
    texts = {header: _spellings(answer, known) for header, answer in answers.items()}
    return Options(words, tuple(header for header in answers if header not in words), texts)


def _answer(header: str, asked: Collection[str], marks: Sequence[str], known: Mapping[str, str]) -> str:
    """The answer that a header names, or nothing; of several ways to part it the one whose answer is known."""
    found = list(_answers(header, asked, marks))
    return next((answer for answer in found if fold(answer) in known), found[0] if found else "")


def _answers(header: str, asked: Collection[str], marks: Sequence[str]) -> Iterator[str]:
    for mark in marks:
        at = header.find(mark)
        while at >= 0:
            question, answer = fold(header[:at]), header[at + len(mark) :].strip()
            if answer and any(question == name or question.endswith(GROUP + name) for name in asked):
                yield answer
            at = header.find(mark, at + 1)


def _spellings(answer: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Everything that means the same answer."""
    word = known.get(fold(answer))
    return (answer, *(text for text, other in known.items() if other == word is not None))
