"""The record types in the Table Schema of the Frictionless standards, for tools that check a table against one.

https://datapackage.org/standard/table-schema/
"""

import json
from typing import Any

from schemas.dictionary import words_of
from schemas.fields import Field, RecordType
from schemas.labels import Language, field_label, field_means, record_label, record_means
from schemas.periods import PERIOD
from schemas.records import record_types

SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"
# A year or a month alone is a date too, which the standard's own type would refuse.
DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
TYPES = {"integer": "integer", "number": "number"}


def as_package(language: Language = "en") -> str:
    """A data package with a table for each record type; each table carries its schema."""
    resources = [
        {
            "name": record.name.replace("_", "-"),
            "path": f"{record.name}.csv",
            "title": record_label(record, language),
            "description": record_means(record, language),
            "schema": table_schema(record, language),
        }
        for record in record_types().values()
    ]
    return _written({"$schema": PACKAGE, "name": "tipstats", "resources": resources})


def as_table_schema(record: RecordType, language: Language = "en") -> str:
    """The schema of one record type, to be kept as a file beside a table."""
    return _written(table_schema(record, language))


def table_schema(record: RecordType, language: Language = "en") -> dict[str, Any]:
    """The descriptor of one record type: our names, and as constraints what is a rule here too."""
    found: dict[str, Any] = {
        "$schema": SCHEMA,
        "fields": [_field(field, language) for field in record.fields],
        "missingValues": [""],
    }
    if "record_id" in record.names:
        found["primaryKey"] = ["record_id"]
    return found


def _field(field: Field, language: Language) -> dict[str, Any]:
    told = {
        "name": field.name,
        "title": field_label(field, language),
        "description": field_means(field, language),
        "type": TYPES.get(field.kind, "string"),
    }
    rules = _constraints(field)
    return {**told, "constraints": rules} if rules else told


def _constraints(field: Field) -> dict[str, Any]:
    words = [word.name for word in words_of(field)]
    if field.kind == "word":
        return {"enum": words}
    if words:  # several of them, parted by semicolons, which an enum cannot say
        one = f"({'|'.join(words)})"
        return {"pattern": f"{one}(;{one})*"}
    if field.kind in ("date", "period", "token"):
        return {"pattern": {"date": DATE, "period": PERIOD.pattern, "token": "[0-9a-f]{32,128}"}[field.kind]}
    if field.kind == "consent":
        return {"enum": ["yes", "no"]}
    bounds = {"minimum": field.low, "maximum": field.high} if field.kind in TYPES else {}
    rules: dict[str, Any] = {key: _plain(bound) for key, bound in bounds.items() if bound is not None}
    return {"required": True, "unique": True} if field.name == "record_id" else rules


def _plain(bound: float) -> float | int:
    return int(bound) if float(bound).is_integer() else bound


def _written(descriptor: dict[str, Any]) -> str:
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
