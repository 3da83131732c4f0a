"""The files that explain the tables, in each language, whichever comes first; nothing else can stand in them."""

import csv
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipelines.inspect_site import inspect_site
from pipelines.inspect_site.built import Built
from pipelines.inspect_site.explained import check_explained
from pipelines.show import show
from tests.conftest import Finished

Rows = list[dict[str, str]]


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def made(finished: Finished, folder: Path, languages: Sequence[str]) -> Path:
    """The pages of the sample, as a community with these languages has them."""
    published = Path(shutil.copytree(finished.root / "warehouse" / "_published", folder / "published"))
    path = published / "release.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["community"]["languages"] = list(languages)
    path.write_text(json.dumps(told), encoding="utf-8")
    show(published, folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def spanish(finished: Finished, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(finished, tmp_path_factory.mktemp("spanish"), ["es", "en"])


def test_a_community_may_have_spanish_first(spanish: Path, finished: Finished) -> None:
    assert inspect_site(spanish) == []
    published = finished.root / "warehouse" / "_published"
    for name in ("words", "dictionary"):
        assert (spanish / "data" / f"{name}-en.csv").read_bytes() == (published / f"{name}.csv").read_bytes()


def test_a_community_may_have_spanish_alone(finished: Finished, tmp_path: Path) -> None:
    site = made(finished, tmp_path, ["es"])
    assert inspect_site(site) == []
    assert not list((site / "data").glob("*-en.csv"))


@pytest.mark.parametrize(("name", "keys"), [("words", ("dimension", "value")), ("dictionary", ("table", "name"))])
def test_every_line_is_there_in_each_language_and_says_something_else(
    spanish: Path, name: str, keys: tuple[str, str]
) -> None:
    own, english = (read(spanish / "data" / file) for file in (f"{name}.csv", f"{name}-en.csv"))
    assert [[row[key] for key in keys] for row in own] == [[row[key] for key in keys] for row in english]
    text = {"words": "means", "dictionary": "description"}[name]
    said = [(row[text], other[text]) for row, other in zip(own, english, strict=True)]
    assert all(bool(one) == bool(other) for one, other in said)
    assert all(one != other for one, other in said if one and not one.startswith("NIBRS "))


def test_the_page_of_each_language_links_to_its_own(spanish: Path) -> None:
    for page, own, other in (
        ("downloads.html", "words.csv", "words-en.csv"),
        ("en/downloads.html", "words-en.csv", "words.csv"),
    ):
        html = (spanish / page).read_text(encoding="utf-8")
        assert f"data/{own}" in html
        assert f"data/{other}" not in html


def with_number(row: dict[str, str], column: str) -> None:
    row[column] += " (7319)"


PLANTED: dict[str, tuple[str, Callable[[Rows], object]]] = {
    "a label": ("words.csv", lambda rows: with_number(rows[0], "label")),
    "a label in the other language": ("words-en.csv", lambda rows: with_number(rows[0], "label")),
    "a meaning": ("words.csv", lambda rows: with_number(rows[0], "means")),
    "a meaning in the other language": ("words-en.csv", lambda rows: with_number(rows[0], "means")),
    "a value": ("words.csv", lambda rows: with_number(rows[0], "value")),
    "a description": ("dictionary.csv", lambda rows: with_number(rows[0], "description")),
    "a kind": ("dictionary-en.csv", lambda rows: with_number(rows[0], "type")),
}  # fmt: skip


@pytest.mark.parametrize(("name", "change"), PLANTED.values(), ids=PLANTED)
def test_what_is_planted_in_them_is_found(
    spanish: Path, name: str, change: Callable[[Rows], object], tmp_path: Path
) -> None:
    site = Path(shutil.copytree(spanish, tmp_path / "site"))
    rows = read(site / "data" / name)
    change(rows)
    with (site / "data" / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    assert {(found.code, found.file) for found in check_explained(Built(site))} == {("TIP-E536", f"data/{name}")}
