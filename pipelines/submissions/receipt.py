"""The receipt of a delivery, as text, JSON and a page: what came in, what is counted and when, and whom to ask."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from pipelines.conform import Outcome
from pipelines.releases.periods import first_day_to_release
from schemas.community import Community
from schemas.policy import Release

WORDS = Path(__file__).with_name("receipt.toml")
COUNTS = ("read", "accepted", "rejected", "duplicate", "blank")
INSIDE = ("in_scope", "out_of_scope", "held_back", "subtotal")


@dataclass(frozen=True)
class Told:
    """What a receipt is made of. `replaced` are rows, or with `replaced_deliveries` the numbers of whole ones."""

    holder: str
    delivery: int
    file: str
    on: date | None
    sha256: str
    schema: str
    waits: bool
    replaced: int = 0
    replaced_deliveries: tuple[int, ...] = ()


def write_receipt(
    folder: Path, name: str, told: Told, outcomes: Mapping[str, Outcome], community: Community, rule: Release | None
) -> None:
    """Write `name`.receipt.txt, .json and .html into the folder of reports."""
    content = _content(told, outcomes, community, rule)
    pages = {language: list(_lines(content, words)) for language, words in _words().items()}
    text = "\n\n".join("\n".join([_words()[language]["title"], *lines]) for language, lines in pages.items())
    whole = json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False)
    for ending, written in (("txt", text), ("json", whole), ("html", _page(pages))):
        partial = folder / f".{name}.receipt.{ending}"
        partial.write_text(f"{written}\n", encoding="utf-8", newline="\n")
        partial.replace(folder / f"{name}.receipt.{ending}")


def _content(told: Told, outcomes: Mapping[str, Outcome], community: Community, rule: Release | None) -> dict[str, Any]:
    records = []
    for record, outcome in sorted(outcomes.items()):
        counts = {key: getattr(outcome.counts, key) for key in (*COUNTS, *INSIDE)}
        records.append({"record": record, **counts, "from": outcome.period_from, "to": outcome.period_to})
    last = max((record["to"] for record in records if record["in_scope"]), default="")
    not_before = str(first_day_to_release(last, rule.lag_days)) if last and rule else ""
    return {
        **asdict(told),
        "on": str(told.on or ""),
        "replaced_deliveries": list(told.replaced_deliveries),
        "records": records,
        "published": {"to": last, "not_before": not_before, "approvals": rule.approvals if rule else None},
        "ask": {"name": community.contact.name, "email": community.contact.email},
    }


def _lines(content: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[str]:
    """The sentences of a receipt in one language."""
    for key in ("given", "hash", "schema"):
        yield words[key].format(**content)
    for record in content["records"]:
        yield words["rows"].format(**record)
        yield words["of_them"].format(**record)
    if content["replaced"]:
        yield words["replaces"].format(**content)
    for number in content["replaced_deliveries"]:
        yield words["replaces_whole"].format(replaced=number)
    if content["waits"]:
        yield words["waits"]
    yield words["publishes"]
    published = content["published"]
    yield words["when"].format(**published) if published["not_before"] else words["never"]
    yield words["ask"].format(**content["ask"])


def _page(pages: Mapping[str, Sequence[str]]) -> str:
    """One page with both languages, without anything from elsewhere."""
    parts = []
    for language, lines in pages.items():
        said = "\n".join(f"<p>{escape(line)}</p>" for line in lines)
        title = escape(_words()[language]["title"])
        parts.append(f'<section lang="{language}">\n<h1>{title}</h1>\n{said}\n</section>')
    title = " / ".join(escape(_words()[language]["title"]) for language in pages)
    style = "body{font:1rem/1.5 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}"
    top = f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title>'
    return f"{top}<style>{style}</style></head>\n<body>\n" + "\n".join(parts) + "\n</body>\n</html>"


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
