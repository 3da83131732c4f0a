"""Times, ids of runs, folders of a computer and numbers of rows stand in no file of a site."""

import json

import pytest

from tests.redteam.planted import Site

LEFT = {
    "a time": "2025-03-09T14:03:11Z",
    "a time with a space": "2025-03-09 14:03",
    "a time alone": "at 14:03:11",
    "an id": "9f1b2c3d-0a1b-4c2d-8e3f-123456789abc",
    "a folder": "made in /home/ann/tipstats",
    "another folder": "from /tmp/pytest-7/x",
    "a folder of macOS": "from /Users/ann/tipstats",
    "a folder of Windows": "from C:\\Users\\ann",
    "an address of a file": "file:///srv/x",
    "a place in memory": "<function at 0x7f8a2c3d>",
    "a traceback": "Traceback (most recent call last)",
}


@pytest.mark.parametrize("left", LEFT.values(), ids=LEFT)
def test_what_building_leaves_in_a_page_is_found(left: str, site: Site) -> None:
    site.replace("who.html", "</main>", f"<p>{left}</p></main>")
    assert "TIP-E534" in site.codes()


@pytest.mark.parametrize("left", LEFT.values(), ids=LEFT)
def test_what_building_leaves_in_release_json_is_found(left: str, site: Site) -> None:
    site.release(lambda told: told.update(made=left))
    assert "TIP-E534" in site.codes()


@pytest.mark.parametrize("name", ["data/areas.geojson", "data/dictionary.csv", "data/places.csv"])
def test_what_building_leaves_in_data_is_found(name: str, site: Site) -> None:
    site.write(name, site.text(name) + f"{LEFT['a time']}\n")
    assert site.codes() & {"TIP-E534", "TIP-E537"}


@pytest.mark.parametrize("key", ["rows_read", "people", "records"])
def test_counts_that_no_table_registers_are_found(key: str, site: Site) -> None:
    site.release(lambda told: told.update({key: 1490}))
    assert site.codes() == {"TIP-E536"}


def test_counts_of_sources_and_labels_are_found(site: Site) -> None:
    site.release(lambda told: told["sources"][0].update(rows=1490))
    site.release(lambda told: told["labels"]["gender"].update(female=1490))
    assert site.codes() >= {"TIP-E536"}


@pytest.mark.parametrize("key", ["rows", "hidden"])
def test_numbers_of_rows_are_those_of_the_table(key: str, site: Site) -> None:
    site.release(lambda told: told["tables"][0].update({key: told["tables"][0][key] + 1}))
    assert site.codes() == {"TIP-E536"}


def test_the_dictionary_and_the_words_hold_no_other_lines(site: Site) -> None:
    site.write("data/dictionary.csv", site.text("data/dictionary.csv") + "people,true_count,integer,7319 in all\n")
    site.write("data/words.csv", "dimension,value,label,means\ngender,female,Female (7319),\n")
    found = {problem.file for problem in site.problems() if problem.code == "TIP-E536"}
    assert found == {"data/dictionary.csv", "data/words.csv"}


def test_another_policy_than_that_of_the_release_is_found(site: Site) -> None:
    site.replace("data/policy.json", '"smallest_shown": 10', '"smallest_shown": 5')
    assert site.codes() == {"TIP-E536"}


def test_a_key_that_stands_twice_is_found(site: Site) -> None:
    text = site.text("data/release.json")
    site.write("data/release.json", text.replace("{", '{"format": 7319,', 1))
    assert json.loads(site.text("data/release.json"))["format"] == 1
    assert "TIP-E537" in site.codes()
