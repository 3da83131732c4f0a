"""The declaration that fits a template, so that a filled one can be handed in without anybody mapping anything."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.templates.asked import Asked, no_answers
from schemas.fields import RecordType
from schemas.labels import Language
from schemas.mapping import Question

KINDS = {"court_case": "government", "incident": "police", "response": "survey", "suspect": "police", "tip": "hotline"}


@dataclass(frozen=True)
class Layout:
    """How a filled template comes back: its [file] lines, whose headers and words it has, and what parts answers."""

    file: Mapping[str, str]
    has_labels: bool
    split: str
    id_column: str = ""


def declaration(
    record: RecordType,
    columns: Sequence[Asked],
    questions: Mapping[str, Question],
    layout: Layout,
    language: Language,
    starter: Path,
) -> str:
    """A whole source.toml: the head of every new declaration, then what the template's columns and words are."""
    name = record.name
    has_id = any(field.kind == "id" for field in record.fields)
    own = next((_header(each, layout) for each in columns if each.kind == "id"), "")
    id_column = (layout.id_column or own) if has_id else ""
    lines = [*_head(starter, KINDS.get(name, "ngo"), "id" if id_column else "none"), "", "[file]"]
    lines += [f"{key} = {_quoted(value)}" for key, value in layout.file.items()]
    lines += ["", f"[record.{name}]", *([f"id = {_quoted(id_column)}"] if id_column else ())]
    lines += ["", f"[record.{name}.columns]"]
    fields = [each for each in columns if not each.is_question]
    lines += [f"{each.name} = {_column(each, layout)}" for each in fields if each.kind != "id"]
    for each in fields:
        lines += _words(name, each, layout)
    lines += ["", f"[record.{name}.missing]"]
    lines += [f"{_quoted(choice.text)} = {_quoted(choice.name)}" for choice in no_answers(language)]
    for each in columns:
        if each.is_question:
            lines += _question(name, each, questions[each.name], layout)
    return "\n".join(lines) + "\n"


def _head(starter: Path, kind: str, identity: str) -> Iterator[str]:
    """Holder, contact and agreement as every new source has them, for a person to fill in."""
    head, _, _ = starter.read_text(encoding="utf-8").partition("\n[file]")
    for line in head.splitlines():
        said = re.match(r"(kind|identity|date_order) = ", line)
        value = {"kind": kind, "identity": identity, "date_order": "iso"}[said[1]] if said else ""
        yield f"{said[1]} = {_quoted(value)}" if said else line.replace("NAME", "Template")


def _header(column: Asked, layout: Layout) -> str:
    return column.label if layout.has_labels else column.name


def _column(column: Asked, layout: Layout) -> str:
    parts = [f"header = {_quoted(_header(column, layout))}"]
    parts += [f"split = {_quoted(layout.split)}"] if column.is_several else []
    parts += [] if column.is_needed else ["optional = true"]
    return f"{{ {', '.join(parts)} }}"


def _words(record: str, column: Asked, layout: Layout) -> Iterator[str]:
    """Their word = our word. Regions of citizenship have to be said even where both are the same."""
    if (
        column.kind in ("area", "consent")
        or not column.answers
        or not (layout.has_labels or column.kind == "countries")
    ):
        return
    yield from ("", f"[record.{record}.words.{column.name}]")
    for choice in column.answers:
        yield f"{_quoted(choice.text if layout.has_labels else choice.name)} = {_quoted(choice.name)}"


def _question(record: str, column: Asked, question: Question, layout: Layout) -> Iterator[str]:
    place = f"record.{record}.questions.{column.name}"
    yield from ("", f"[{place}]", f"text = {_quoted(question.text)}")
    yield f"header = {_quoted(_header(column, layout))}"
    if column.is_several:
        yield f"split = {_quoted(layout.split)}"
    yield f"[{place}.answers]"
    for word, label in question.answers.items():
        yield f"{_quoted(word)} = {_quoted(label)}"


def _quoted(text: str) -> str:
    """A basic string of TOML; the escapes of JSON are among its own."""
    return json.dumps(text, ensure_ascii=False)
