"""The approval form of a release: an editable TOML file, and everything that may still be wrong with it."""

import json
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, get_args

from pydantic import BeforeValidator

from pipelines.releases.ledger import Kind, Reason
from pipelines.releases.note import has_counts
from schemas.declaration import Declared, declare, read_toml
from schemas.lines import Keys, line_of
from schemas.problems import DeclarationMistake, Problem, ReleaseStopped, problem
from schemas.words import fold

CHECKLIST = Path(__file__).with_name("checklist.toml")
# A day that nobody has filled in yet stands as "" in the form.
Day = Annotated[date | None, BeforeValidator(lambda said: None if said == "" else said)]


class Question(Declared):
    """One question of the checklist, and why it is asked."""

    ask: str
    why: str
    answer: str = ""


class Review(Declared):
    """What people with lived experience said about the release."""

    who: str = ""
    when: Day = None
    said: str = ""
    agreed: str = ""


class Signature(Declared):
    """One of the people who approve."""

    name: str = ""
    role: str = ""
    on: Day = None


class Form(Declared):
    """The whole form; `candidate` is the digest of what is approved."""

    release: str
    kind: Kind
    made_on: date
    candidate: str
    revision_note: str
    revision_reasons: tuple[Reason, ...] = ()
    checklist: dict[str, dict[str, Question]]
    survivor_review: Review
    approval: tuple[Signature, ...] = ()


@cache
def questions() -> dict[str, dict[str, Question]]:
    """The checklist: part and name of each question."""
    content = tomllib.loads(CHECKLIST.read_text(encoding="utf-8"))
    return {part: {name: Question(**said) for name, said in inside.items()} for part, inside in content.items()}


def new_form(release: str, kind: Kind, made_on: date, candidate: str, approvals: int) -> Form:
    """A form that nobody has filled in."""
    blocks = (Signature(),) * approvals
    return Form(
        release=release,
        kind=kind,
        made_on=made_on,
        candidate=candidate,
        revision_note="",
        checklist=questions(),
        survivor_review=Review(),
        approval=blocks,
    )


def form_text(form: Form, revised: str) -> str:
    """The form as people get it; `revised` says what differs from the release before."""
    lines = [
        f'# Approval of the release {form.release}. Look at the candidate, fill in every "", and run again:',
        "# the same command freezes the release. A multi-line text stands between three quotation marks.",
        f"release = {_quoted(form.release)}",
        f"kind = {_quoted(form.kind)}",
        f"made_on = {form.made_on}",
        f"candidate = {_quoted(form.candidate)} # leave as it is",
        "",
        f"# {revised}",
        "# What changed in periods that were published before, and why. Readers see both; the note may name years and",
        f"# days, and no other numbers. Reasons, one or more of: {', '.join(get_args(Reason))}.",
        "revision_reasons = []",
        'revision_note = ""',
        "",
        '# Answer each question with "yes". Where you cannot, mend what stands in the way and do not release.',
    ]
    for part, inside in form.checklist.items():
        for name, question in inside.items():
            lines += [f"[checklist.{part}.{name}]", f"ask = {_quoted(question.ask)}", f"why = {_quoted(question.why)}"]
            lines += ['answer = ""', ""]
    lines += [
        "# People with lived experience have looked at this candidate and were paid for their time.",
        "[survivor_review]",
        'who = "" # a group or a role is enough; it stays on this machine',
        'when = "" # such as 2025-04-15',
        'said = "" # stays on this machine',
        'agreed = "" # "yes"',
        "",
        f"# {len(form.approval)} different people. Names stay on this machine, readers see the roles.",
    ]
    for _ in form.approval:
        lines += ["[[approval]]", 'name = ""', 'role = ""', 'on = ""', ""]
    return "\n".join(lines).rstrip() + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def read_form(path: Path) -> Form:
    """The form on the disk; ReleaseStopped where it is none."""
    try:
        return declare(Form, read_toml(path), path)
    except DeclarationMistake as wrong:
        raise ReleaseStopped(*wrong.problems) from None


def check_form(form: Form, path: Path, today: date, approvals: int, *, needs_note: bool) -> list[Problem]:
    """Everything that is still open in a form, with its line."""
    text = path.read_text(encoding="utf-8")

    def told(code: str, keys: Keys, **words: object) -> Problem:
        return problem(code, file=path.name, **{"line": line_of(text, keys), **words})  # type: ignore[arg-type]  # words of the sentence

    found = [
        told("TIP-E576", ("checklist", part, name), name=name)
        for part, inside in questions().items()
        for name in inside
        if not _is_yes(form.checklist.get(part, {}).get(name, Question(ask="", why="")).answer)
    ]
    if has_counts(form.revision_note):
        found.append(told("TIP-E596", ("revision_note",)))
    for keys, what in _missing(form, approvals, needs_note=needs_note):
        found.append(told("TIP-E577", keys, what=what))
    if form.survivor_review.said.strip() and not _is_yes(form.survivor_review.agreed):
        found.append(told("TIP-E580", ("survivor_review", "agreed")))
    for at in _repeated(form.approval):
        found.append(told("TIP-E578", ("approval", at, "name")))
    days = [(("approval", at, "on"), signed.on) for at, signed in enumerate(form.approval)]
    for keys, day in [(("survivor_review", "when"), form.survivor_review.when), *days]:
        if day is not None and not form.made_on <= day <= today:
            found.append(told("TIP-E579", keys, day=day, first=form.made_on, last=today))
    return found


def _missing(form: Form, approvals: int, *, needs_note: bool) -> Iterator[tuple[Keys, str]]:
    """What is left empty."""
    if needs_note and not form.revision_note.strip():
        yield ("revision_note",), "revision_note"
    if needs_note and not form.revision_reasons:
        yield ("revision_reasons",), "revision_reasons"
    review = form.survivor_review
    for name, filled in (("who", review.who), ("when", review.when), ("said", review.said)):
        if not filled or not str(filled).strip():
            yield ("survivor_review", name), f"survivor_review.{name}"
    for at in range(max(approvals, len(form.approval))):
        if at >= len(form.approval):
            yield ("approval",), f"approval number {at + 1}"
            continue
        signed = form.approval[at]
        for name, filled in (("name", signed.name), ("role", signed.role), ("on", signed.on)):
            if not filled or not str(filled).strip():
                yield ("approval", at, name), f"{name} of approval number {at + 1}"


def _repeated(approvals: Sequence[Signature]) -> Iterator[int]:
    """The places of names that stand there already, in whatever case, accents, marks or order of their words."""
    seen = set[frozenset[str]]()
    for at, signed in enumerate(approvals):
        letters = "".join(char if char.isalnum() else " " for char in fold(signed.name))
        name = frozenset(letters.split())
        if name and name in seen:
            yield at
        seen.add(name)


def _is_yes(answer: str) -> bool:
    return answer.strip().casefold() == "yes"
