"""Each form is one by the reference implementation, in two languages, and asks nothing of those who do not consent."""

import io
import xml.etree.ElementTree as ET  # our own form is read here
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from pipelines.commands.template import STARTER
from pipelines.project import CHECKOUT, Project
from pipelines.templates import template
from pipelines.templates.asked import asked
from pipelines.templates.xlsform import NAMES, questions_of
from schemas.labels import LANGUAGES, Language
from schemas.records import record_types
from schemas.words import MISSING

pyxform = pytest.importorskip("pyxform.xls2xform", reason="the reference implementation is a tool of developers")
SAMPLE = Project(CHECKOUT)
QUESTIONS = SAMPLE.sources["household_survey"].record["response"].questions
XF = {"x": "http://www.w3.org/2002/xforms", "h": "http://www.w3.org/1999/xhtml"}
each_record = pytest.mark.parametrize("name", record_types())
each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def form(name: str, language: Language) -> bytes:
    record = record_types()[name]
    questions = QUESTIONS if name == "response" else {}
    return next(iter(template(record, language, "xlsform", SAMPLE.areas, questions, STARTER).values()))


def sheets(name: str) -> dict[str, list[dict[str, str]]]:
    book = openpyxl.load_workbook(io.BytesIO(form(name, "en")))
    told = {}
    for sheet in book.worksheets:
        header, *rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
        told[sheet.title] = [dict(zip(header, row, strict=True)) for row in rows]
    return told


@each_language
@each_record
def test_the_reference_implementation_takes_every_form(name: str, language: Language, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(form(name, language))
    result = pyxform.convert(xlsform=str(path), validate=False)
    assert result.warnings == []
    tree = ET.fromstring(result.xform)  # noqa: S314  # our own form
    told = {each.get("lang"): each for each in tree.iterfind(".//x:translation", XF)}
    assert set(told) == set(NAMES.values())
    assert told[NAMES[language]].get("default")
    asks = questions_of(asked(record_types()[name], "en", SAMPLE.areas, QUESTIONS if name == "response" else {}))
    names = [str(each.get("ref")).rpartition("/")[2] for each in tree.find("h:body", XF) or ()]
    assert names == [each.name for each in asks]


@each_record
def test_a_form_has_the_three_sheets_and_choices_for_every_list(name: str) -> None:
    told = sheets(name)
    assert list(told) == ["survey", "choices", "settings"]
    lists = {row["list_name"] for row in told["choices"]}
    asked_for = {row["type"].split()[1] for row in told["survey"] if row["type"].startswith("select")}
    assert lists == asked_for
    assert all(" " not in row["name"] for row in told["choices"])
    pairs = [(row["list_name"], row["name"]) for row in told["choices"]]
    assert len(set(pairs)) == len(pairs)
    for row in (*told["survey"], *told["choices"]):
        assert all(row[f"label::{language}"] for language in NAMES.values()), row["name"]


@each_record
def test_without_consent_nothing_else_is_asked_and_nobody_is_pressed(name: str) -> None:
    survey = sheets(name)["survey"]
    has_consent = any(row["name"] == "consent" for row in survey)
    for row in survey:
        if has_consent and row["name"] != "consent":
            assert row["relevant"] == "${consent} = 'yes'"
        if row["type"].startswith("select") and row["name"] != "consent":
            assert row["required"] == ""
    assert not has_consent or survey[0]["name"] == "consent"


@each_record
def test_no_answer_stands_alone_and_can_always_be_chosen(name: str) -> None:
    told = sheets(name)
    free = {"consent", "area"}
    for row in told["survey"]:
        if row["type"].startswith("select") and row["name"] not in free:
            assert set(MISSING) <= {each["name"] for each in told["choices"] if each["list_name"] == row["name"]}
        if row["type"].startswith("select_multiple"):
            assert all(f"selected(., '{word}')" in row["constraint"] for word in MISSING)
