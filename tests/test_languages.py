"""The pages in every language: nothing left in English, the same numbers, and a translation that is missing is said."""

import io
import json
import re
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from dashboards.texts import BASE, LANGUAGES, read_texts
from pipelines.inspect_site import inspect_site
from pipelines.inspect_site.packed import members
from pipelines.labels import Named
from pipelines.project import CHECKOUT, Project
from pipelines.publish.describe import DESCRIPTIONS, KINDS
from pipelines.show import show
from pipelines.show.packed import pack
from pipelines.translated import translations
from schemas.problems import DeclarationMistake
from schemas.source import Source
from tests.built_pages import figures_of, pages_of_example
from tests.published_example import write_published
from tests.published_words import LABELS
from tests.published_words import release as published_words

OTHERS = sorted(path.stem for path in LANGUAGES.glob("*.toml") if path.stem != BASE)
NUMBER = re.compile(r"\d[\d.,]*")
FILES = [page.file for page in pages_of_example()]


def in_other_words(text: str) -> str:
    """A translation that anybody can tell from the text: its letters backwards, its numbers as they are."""
    return "¿" + "".join(part if part[:1].isdigit() else part[::-1] for part in re.split(r"(\d[\d.,]*)", text)) + "?"


def bilingual(language: str = "es") -> dict[str, Any]:
    """What release.json says where everything of its own is translated."""
    told = published_words()
    said = {told["community"]["helpline"]["text"], *(c for source in told["sources"] for c in source["caveats"])}
    labels = {name: {value: in_other_words(label) for value, label in own.items()} for name, own in LABELS.items()}
    community = {**told["community"], "languages": ["en", language]}
    translated = {"labels": labels, "said": {text: in_other_words(text) for text in said}}
    return {"community": community, "translations": {language: translated}}


def published(folder: Path, **changed: Any) -> Path:
    """The example with a title and a unit for each table that can be translated."""
    made = write_published(folder, **{**bilingual(), **changed})
    path = made / "release.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    for table in told["tables"]:
        for text in (table["title"], table["unit"], *table["notes"], *table["warnings"]):
            told["translations"]["es"]["said"].setdefault(text, in_other_words(text))
        for column in table.get("columns", ()):
            if column.get("description"):
                told["translations"]["es"]["said"].setdefault(column["description"], "columna")
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("languages")
    show(published(folder / "published"), folder / "site")
    return folder / "site"


def flat(tree: Mapping[str, Any], above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in tree.items():
        found |= flat(value, f"{above}{key}.") if isinstance(value, dict) else {f"{above}{key}": str(value)}
    return found


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_key_with_the_same_braces(language: str) -> None:
    english, own = (
        flat(tomllib.loads((LANGUAGES / f"{name}.toml").read_text(encoding="utf-8"))) for name in (BASE, language)
    )
    braces = {key: set(re.findall(r"{\w+}", own[key])) for key in english}
    assert braces == {key: set(re.findall(r"{\w+}", text)) for key, text in english.items()}
    assert not [key for key, text in own.items() if not text.strip()]


@pytest.mark.parametrize("language", OTHERS)
def test_what_the_program_says_of_columns_is_translated(language: str) -> None:
    assert {*DESCRIPTIONS.values(), *KINDS.values()} <= set(read_texts(language, {}).said)


@pytest.mark.parametrize("file", FILES)
def test_every_page_is_there_in_both_languages_and_leads_to_the_other(file: str, site: Path) -> None:
    english, spanish = ((site / place / file).read_text(encoding="utf-8") for place in ("", "es"))
    assert '<html lang="en">' in english
    assert '<html lang="es">' in spanish
    assert f'href="es/{file}" lang="es" hreflang="es">Español</a>' in english
    assert f'href="../{file}" lang="en" hreflang="en">English</a>' in spanish


@pytest.mark.parametrize("file", FILES)
def test_no_english_sentence_is_left_on_a_spanish_page(file: str, site: Path) -> None:
    page = (site / "es" / file).read_text(encoding="utf-8")
    own = tomllib.loads((LANGUAGES / "en.toml").read_text(encoding="utf-8"))
    own["methods"].pop("references")  # titles of works stay as they are
    said = {piece.strip() for text in flat(own).values() for piece in re.split(r"{\w+}|\n", text)}
    sentences = {text for text in said if len(text.split()) > 3 and not text.startswith("tipstats ")}
    assert len(sentences) > 200
    assert [text for text in sentences if text in page] == []
    labels = {label for listed in LABELS.values() for label in listed.values() if len(label.split()) > 2}
    assert [label for label in labels if re.search(rf"\b{re.escape(label)}\b", page)] == []


def test_no_unit_is_left_in_english(site: Path) -> None:
    page = (site / "es" / "downloads.html").read_text(encoding="utf-8")
    units = re.findall(r'<td class="not-on-phones">([^<]+)</td>', page)
    assert units
    assert set(tomllib.loads((LANGUAGES / "es.toml").read_text(encoding="utf-8"))["units"]).isdisjoint(units)


def texts_of(path: Path) -> list[str]:
    """Every text of a workbook."""
    cells = (cell for sheet in openpyxl.load_workbook(path).worksheets for line in sheet.iter_rows() for cell in line)
    return [cell.value for cell in cells if isinstance(cell.value, str)]


def numbers_of(path: Path) -> list[float]:
    cells = (cell for sheet in openpyxl.load_workbook(path).worksheets for line in sheet.iter_rows() for cell in line)
    return [cell.value for cell in cells if isinstance(cell.value, int | float)]


def english_sentences() -> set[str]:
    own = tomllib.loads((LANGUAGES / "en.toml").read_text(encoding="utf-8"))
    own["methods"].pop("references")
    return {text.strip() for text in flat(own).values() if len(text.split()) > 3 and "{" not in text}


def test_each_language_has_a_workbook_of_its_own_with_the_same_numbers(site: Path) -> None:
    english, spanish = (site / "data" / name for name in ("tipstats.xlsx", "tipstats-es.xlsx"))
    assert numbers_of(english) == numbers_of(spanish)
    said = set(texts_of(spanish))
    assert "Notas" in openpyxl.load_workbook(spanish).sheetnames
    assert english_sentences() & set(texts_of(english))
    assert english_sentences() & said == set()
    assert [
        label for own in LABELS.values() for label in own.values() if len(label.split()) > 2 and label in said
    ] == []


def test_each_figure_is_described_in_every_language(site: Path) -> None:
    paths = [path for path in (site / "data" / "figures").glob("*.json") if "metadata" not in path.name]
    assert paths
    for path in paths:
        told = json.loads(path.read_text(encoding="utf-8"))
        spanish = told["translations"]["es"]
        assert spanish.keys() == told.keys() & spanish.keys()
        assert spanish["title"] != told["title"]
        written = json.dumps(spanish, ensure_ascii=False)
        assert [text for text in english_sentences() if text in written] == []


@pytest.mark.parametrize(("cell", "value"), [("A5", "7319"), ("C6", 7319), ("A6", "Total")])
def test_the_workbook_of_another_language_is_audited_as_the_first(
    site: Path, tmp_path: Path, cell: str, value: str | int
) -> None:
    own = Path(shutil.copytree(site, tmp_path / "site"))
    name = "data/tipstats-es.xlsx"
    assert name not in {problem.file for problem in inspect_site(own)}
    book = openpyxl.load_workbook(own / name)
    book["people_by_age_and_gender"][cell] = value
    written = io.BytesIO()
    book.save(written)
    bare = dict(members((own / name).read_bytes()))
    sheet = next(
        part for part in bare if part.endswith(f"sheet{book.sheetnames.index('people_by_age_and_gender') + 1}.xml")
    )
    with ZipFile(written) as archive:
        pack(own / name, bare | {sheet: archive.read(sheet)})
    assert "TIP-E532" in {problem.code for problem in inspect_site(own) if problem.file == name}


def test_both_languages_show_the_same_numbers(site: Path) -> None:
    english, spanish = (
        {figure.name: [NUMBER.findall(cell) for line in figure.lines for cell in line] for figure in figures_of(place)}
        for place in (site, site / "es")
    )
    assert len(english) > 10
    assert english == spanish


def test_every_missing_translation_is_named_at_once(tmp_path: Path) -> None:
    changed = bilingual()
    del changed["translations"]["es"]["labels"]["gender"]["female"]
    changed["translations"]["es"]["said"].pop("Began to report in 2023.")
    with pytest.raises(DeclarationMistake) as mistake:
        show(published(tmp_path / "published", **changed), tmp_path / "site")
    assert {problem.code for problem in mistake.value.problems} == {"TIP-E357"}
    said = " ".join(map(str, mistake.value.problems))
    assert "labels.gender.female" in said
    assert "Began to report in 2023." in said
    assert not (tmp_path / "site").exists()


def test_a_language_without_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeclarationMistake, match="TIP-E358"):
        show(write_published(tmp_path / "published", **bilingual("xx")), tmp_path / "site")


def test_a_new_language_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what no declaration says: labels, titles, and sentences of the release."""
    (tmp_path / "languages").mkdir()
    english = (LANGUAGES / "en.toml").read_text(encoding="utf-8")
    (tmp_path / "languages" / "en.toml").write_text(english, encoding="utf-8")
    made = published(tmp_path / "published", **bilingual("xx") | {"translations": {"es": {"said": {}}}})
    told = json.loads((made / "release.json").read_text(encoding="utf-8"))
    sentences = {**told["translations"]["es"]["said"]} | {told["community"]["helpline"]["text"]: "?"}
    sentences |= {caveat: in_other_words(caveat) for source in told["sources"] for caveat in source["caveats"]}
    lines = ["[said]", *(f"{json.dumps(text)} = {json.dumps(said)}" for text, said in sentences.items())]
    for name, own in LABELS.items():
        lines += [f"[labels.{name}]", *(f"{value} = {json.dumps(in_other_words(text))}" for value, text in own.items())]
    new = english.replace('name = "English"', 'name = "New"', 1) + "\n".join(lines) + "\n"
    (tmp_path / "languages" / "xx.toml").write_text(new, encoding="utf-8")
    monkeypatch.setattr("dashboards.texts.LANGUAGES", tmp_path / "languages")
    show(made, tmp_path / "site")
    page = (tmp_path / "site" / "xx" / "who.html").read_text(encoding="utf-8")
    assert in_other_words("Female") in page
    assert "Female" not in page


def test_what_an_organisation_hides_itself_is_said_in_every_language() -> None:
    project = Project(CHECKOUT)
    tally = {"columns": {"period": "Year", "identified": {"header": "People", "hidden": {"<5": [1, 4]}}}}
    declared = {"holder": "House", "kind": "ngo", "identity": "none", "agreement": {"legal_basis": "Made up"}}
    source = Source.model_validate({**declared, "record": {"tally": tally}})
    said = translations(Named({}, project.community, (), {"house": source}), {})["es"]["said"]
    assert '"<5"' in source.hides()
    assert "«<5»" in said[source.hides()]


@pytest.mark.parametrize(
    ("language", "code", "said"),
    [
        ("en", "2024-03", "March 2024"),
        ("es", "2024-12", "diciembre de 2024"),
        ("en", "2024-Q4", "the fourth quarter of 2024"),
        ("es", "2024-Q1", "el primer trimestre de 2024"),
        ("es", "2024", "2024"),
    ],
)
def test_sentences_say_periods_in_words(language: str, code: str, said: str) -> None:
    assert read_texts(language, {}).period(code) == said
