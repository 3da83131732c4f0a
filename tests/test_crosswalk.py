"""How each published word is said in the standards of the field: the file, the page, and the auditor's view of both."""

import csv
from pathlib import Path

import pytest

from dashboards.texts import read_texts
from pipelines.inspect_site import inspect_site
from pipelines.show import show
from schemas.crosswalk import STANDARDS, crosswalk, crosswalk_in
from schemas.words import list_names, word_list
from tests.published_example import write_published
from tests.published_words import LABELS
from tests.redteam.conftest import built
from tests.redteam.planted import Site

LISTS = {"gender": "gender", "exploitation": "exploitation", "place_type": "place_type"}
T = read_texts("en", {})


def lines() -> list[dict[str, str]]:
    return crosswalk(LISTS, {name: LABELS[name] for name in LISTS}, {"person", "incident"})


def write(path: Path, more: str = "") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines()[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines())
        file.write(more)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("crosswalk")
    published = write_published(base / "published")
    write(published / "crosswalk.csv")
    show(published, base / "site")
    return base / "site"


def test_every_word_of_the_release_is_there_with_all_texts_of_all_standards() -> None:
    found = {(one["dimension"], one["word"], one["scheme"], one["their_text"]) for one in lines()}
    for name in LISTS:
        for word in word_list(name).words.values():
            texts = {(scheme, text) for scheme in STANDARDS for text in word.texts.get(scheme, ())}
            told = {one[2:] for one in found if one[:2] == (name, word.name)}
            assert told == ((texts or {("", "")}) if word.name in LABELS[name] else set())
    assert "generic" not in {one[2] for one in found}


def test_only_what_is_counted_and_broken_down_is_told() -> None:
    declared = {(one["dimension"], one["word"]) for one in lines() if one["dimension"] in ("unit", "breakdown")}
    assert declared == {
        ("unit", "person"),
        ("unit", "incident"),
        ("breakdown", "gender"),
        ("breakdown", "exploitation"),
    }


def test_every_declared_sentence_is_there_in_spanish() -> None:
    spanish = dict(crosswalk_in("es"))
    every = crosswalk({}, {name: {} for name in ("gender", "age_group", "exploitation", "area")}, ALL_COUNTED)
    said = {one[key] for one in every for key in ("label", "their_text") if one[key]}
    assert said == set(spanish)
    assert all(english != text for english, text in spanish.items())


ALL_COUNTED = {
    *("person", "identification", "incident", "suspect", "court_case"),
    *("tally", "tip", "response", "activity"),
}


@pytest.mark.parametrize("scheme", STANDARDS)
def test_every_standard_has_a_name(scheme: str) -> None:
    assert T(f"crosswalk.schemes.{scheme}")


def test_standards_of_the_lists_are_known() -> None:
    schemes = {scheme for name in list_names() for word in word_list(name).words.values() for scheme in word.texts}
    assert schemes <= {*STANDARDS, "generic"}


def test_the_page_has_the_codes_and_the_file(site: Path) -> None:
    html = (site / "crosswalk.html").read_text(encoding="utf-8")
    assert "64A" in html
    assert "SDG indicator 16.2.2" in html
    assert 'href="data/crosswalk.csv"' in html
    assert (site / "data" / "crosswalk.csv").is_file()
    assert 'href="crosswalk.html"' in (site / "index.html").read_text(encoding="utf-8")


def problems(site: Path) -> set[tuple[str, str]]:
    of_it = {"crosswalk.html", "data/crosswalk.csv", "data/places.csv"}
    return {(one.code, one.file) for one in inspect_site(site) if one.file in of_it}


def test_the_auditor_reads_it_and_finds_nothing(site: Path) -> None:
    assert problems(site) == set()


def test_a_code_on_another_page_is_found(site: Path) -> None:
    path = site / "data" / "places.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}who.html,,codes,64,,,\n", encoding="utf-8")
    assert ("TIP-E524", "data/places.csv") in problems(site)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "more",
    ["gender,female,Female,nibrs,7319\n", "gender,female,Female (7319),nibrs,F\n", "unit,person,People,ic_tip,7319\n"],
)
def test_a_number_in_the_file_that_no_list_has_is_found(more: str, site: Path) -> None:
    path = site / "data" / "crosswalk.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + more, encoding="utf-8")
    assert ("TIP-E536", "data/crosswalk.csv") in problems(site)
    path.write_text(text, encoding="utf-8")


def test_a_policy_that_does_not_name_it_keeps_it_in(tmp_path: Path) -> None:
    published = write_published(tmp_path / "published", allowed={"charts": None, "downloads": ["csv"]})
    write(published / "crosswalk.csv")
    show(published, tmp_path / "site")
    html = (tmp_path / "site" / "crosswalk.html").read_text(encoding="utf-8")
    assert "64A" not in html
    assert T("crosswalk.none") in html
    assert not (tmp_path / "site" / "data" / "crosswalk.csv").exists()


def test_a_release_without_it_goes_on_working(tmp_path: Path) -> None:
    site: Site = built(tmp_path)
    assert site.codes() == set()
    assert T("crosswalk.none") in site.text("crosswalk.html")
