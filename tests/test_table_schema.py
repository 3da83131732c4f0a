"""The Table Schema of each record type is one by the published standard, and a table is judged by it as by ours."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from schemas.labels import LANGUAGES, Language
from schemas.records import record_types
from schemas.table_schema import as_package, table_schema
from schemas.words import word_list
from tests.command_line import Said

frictionless = pytest.importorskip("frictionless", reason="the reference implementation is a tool of developers")
TYPES = {"string", "integer", "number"}
# https://datapackage.org/standard/table-schema/#field-constraints
CONSTRAINTS = {"required", "unique", "pattern", "enum", "minimum", "maximum"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", record_types())
def test_a_schema_has_the_published_shape(name: str, language: Language) -> None:
    record, schema = record_types()[name], table_schema(record_types()[name], language)
    assert [field["name"] for field in schema["fields"]] == list(record.names)
    for field, told in zip(record.fields, schema["fields"], strict=True):
        assert told["type"] in TYPES
        assert told["title"]
        assert set(told.get("constraints", {})) <= CONSTRAINTS
        if field.kind == "word":
            assert told["constraints"]["enum"] == list(word_list(field.list).allowed)
        elif field.list:
            assert all(re.fullmatch(told["constraints"]["pattern"], word) for word in word_list(field.list).allowed)
    assert set(schema.get("primaryKey", ())) <= set(record.names)
    assert frictionless.Schema.from_descriptor(schema).to_descriptor()["fields"] == schema["fields"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_package_is_one_for_the_reference_implementation(
    language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = Said(capsys)("dictionary", "--format", "tableschema", "--lang", language)
    assert (code, text) == (0, as_package(language))
    package = frictionless.Package.from_descriptor(json.loads(text))
    assert [resource.name for resource in package.resources] == [name.replace("_", "-") for name in record_types()]


def errors_of(folder: Path, record: str, row: dict[str, str]) -> list[tuple[str, str]]:
    """What the reference implementation finds in a table of one row, by field."""
    schema: dict[str, Any] = table_schema(record_types()[record])
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field["name"] for field in schema["fields"]], restval="")
        writer.writeheader()
        writer.writerow(row)
    with frictionless.system.use_context(trusted=True):
        found = frictionless.Resource(path=str(path), schema=frictionless.Schema.from_descriptor(schema)).validate()
    return [(field, kind) for field, kind in found.flatten(["fieldName", "type"])]


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("age_group", "refused", "grown up"),
        ("exploitation", "sexual_exploitation;forced_labour", "sexual_exploitation;guess"),
        ("identified_on", "2024-03", "03/28/2024"),
        ("age", "17", "seventeen"),
        ("age", "120", "121"),
        ("person_token", "0123456789abcdef" * 2, "Zelda Madeup"),
        ("consent", "no", "perhaps"),
    ],
)
def test_the_reference_implementation_judges_as_we_do(field: str, good: str, bad: str, tmp_path: Path) -> None:
    assert errors_of(tmp_path, "identification", {"record_id": "A1", field: good}) == []
    [(where, _)] = errors_of(tmp_path, "identification", {"record_id": "A1", field: bad})
    assert where == field
