"""`tipstats audit`: what it prints, and the exit codes that a script can rely on."""

import json
from pathlib import Path

import pytest

from tests.attacked_site import AREA, WITHHELD, at, dimension, line, write_site
from tests.command_line import Said


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


def test_a_safe_site_ends_well_and_says_what_was_tried(said: Said, tmp_path: Path) -> None:
    rows = {"total": at(103), "N": at(99), "S": WITHHELD}
    code, text = said("audit", write_site(tmp_path / "site", [line("area", AREA, rows)], built=True))
    assert code == 0
    assert "Numbers told: 3" in text
    assert "Nothing is disclosed." in text


def test_of_many_disclosures_twenty_are_told_and_all_are_counted(said: Said, tmp_path: Path) -> None:
    words = [f"w{number:02d}" for number in range(25)]
    parts = dimension("area", "area", {"total": words})
    rows = {"total": at(220), **dict.fromkeys(words, at(8))}
    code, text = said("audit", write_site(tmp_path / "site", [line("area", parts, rows)]))
    assert code == 0
    rows["total"] = at(225)
    code, text = said("audit", write_site(tmp_path / "more", [line("area", parts, rows)]))
    assert code == 5
    assert text.count("TIP-E501") == 20
    assert "TIP-E500 25 protected numbers" in text
    assert "This follows from: area: all (" in text


def test_a_providers_own_counts_are_an_option(said: Said, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", [line("area", AREA, {"total": at(120), "N": at(20), "S": at(100)})])
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "area.csv").write_text("area,count\nN,14\n")
    assert said("audit", site)[0] == 0
    code, text = said("audit", site, "--own", mine)
    assert code == 5
    assert "without the provider's own 14 is 1 to 10" in text


def test_shares_that_follow_from_nothing_are_told(said: Said, tmp_path: Path) -> None:
    rows = {"total": at(103), "N": at(99), "S": WITHHELD}
    table = line("area", AREA, rows, more={("N",): {"base": 101, "pct": 98}})
    code, text = said("audit", write_site(tmp_path / "site", [table]))
    assert code == 5
    assert "TIP-E505" in text
    assert "TIP-E514 2 printed shares" in text


def test_a_table_system_of_somebody_else_is_told_cell_by_cell(said: Said, tmp_path: Path) -> None:
    path = tmp_path / "system.json"
    system = {
        "cells": {"all": 9, "a": None, "b": 4, "c": None},
        "equations": [{"total": "all", "parts": ["a", "b", "c"]}],
    }
    path.write_text(json.dumps(system))
    assert said("audit", path) == (0, "a: 0 to 5\nc: 0 to 5\n")
    open_system = {**system, "cells": {"all": 9, "a": 2, "b": 4, "c": None}}
    path.write_text(json.dumps({"instances": {"one": open_system, "two": {**system, "equations": []}}}))
    code, text = said("audit", path)
    assert code == 5
    assert "one: c: 3 to 3\n" in text
    assert "two: a: 0 to any number\n" in text
    assert "TIP-E515 the hidden cell one: c" in text


def test_a_folder_that_is_no_site_is_refused(said: Said, tmp_path: Path) -> None:
    code, text = said("audit", tmp_path)
    assert code == 5
    assert "TIP-E502 release.json" in text
