"""The ledger shows every edit: of a line, of the chain, of a released file; and then nothing is done at all."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.releases import check_ledger, check_shown, open_ledger, public_ledger, read_ledger, show_last, shows_last
from pipelines.releases.ledger import Entry, canonical, check_lines, hash_of, line_of
from schemas.problems import ReleaseStopped
from tests.command_line import Said, contents, make_project
from tests.frozen_releases import IDS, entry, make_releases, parts

Edit = Callable[[Path], object]


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    make_releases(tmp_path / "releases", tmp_path / "candidates")
    return tmp_path / "releases"


def lines(folder: Path) -> list[str]:
    return (folder / "ledger.jsonl").read_text(encoding="utf-8").split("\n")[:-1]


def write(folder: Path, found: list[str]) -> None:
    (folder / "ledger.jsonl").write_text("".join(f"{line}\n" for line in found), encoding="utf-8")


def test_a_ledger_that_nobody_touched_is_whole(releases: Path) -> None:
    assert check_ledger(releases) == []
    found = read_ledger(releases)
    assert [(one.number, one.id) for one in found] == list(enumerate(IDS, 1))
    assert [one.previous for one in found] == ["", *(one.hash for one in found[:-1])]
    assert found[0].revision_note == entry("2022").revision_note
    assert found[0].facts_digest == found[0].files["published/proof/facts.csv"]
    before = contents(releases)
    assert open_ledger(releases) == found
    assert contents(releases) == before


def edited(number: int, **changed: Any) -> Edit:
    """One line says something else; its hash stays."""

    def edit(folder: Path) -> None:
        found = lines(folder)
        found[number] = canonical({**json.loads(found[number]), **changed})
        write(folder, found)

    return edit


def hashed_anew(folder: Path) -> None:
    """Somebody who knows how a line is hashed, but not that the next one holds the hash."""
    found = lines(folder)
    content = {**json.loads(found[0]), "profile": "exact"}
    found[0] = canonical({**content, "hash": hash_of(content)})
    write(folder, found)


def without_line(number: int) -> Edit:
    def edit(folder: Path) -> None:
        found = lines(folder)
        del found[number]
        write(folder, found)

    return edit


def swapped(folder: Path) -> None:
    first, second, third = lines(folder)
    write(folder, [second, first, third])


def blank_added(folder: Path) -> None:
    first, *others = lines(folder)
    write(folder, [first.replace('":', '": ', 1), *others])


def changed_file(name: str) -> Edit:
    return lambda folder: (folder / "2023" / name).write_bytes(b"other\n")


EDITS: dict[str, tuple[Edit, set[str]]] = {
    "another policy": (edited(1, profile="exact"), {"TIP-E560", "TIP-E564", "TIP-E561"}),
    "another name": (edited(2, approvals=[]), {"TIP-E560", "TIP-E564"}),
    "a new hash": (hashed_anew, {"TIP-E561"}),
    "a blank": (blank_added, {"TIP-E560", "TIP-E564", "TIP-E561"}),
    "the first line gone": (without_line(0), {"TIP-E560", "TIP-E561", "TIP-E564"}),
    "a line in the middle gone": (without_line(1), {"TIP-E560", "TIP-E561", "TIP-E564"}),
    "the last line gone": (without_line(2), {"TIP-E564"}),
    "the last line twice": (lambda folder: write(folder, [*lines(folder), lines(folder)[2]]), {"TIP-E560", "TIP-E561"}),
    "two lines swapped": (swapped, {"TIP-E560", "TIP-E561"}),
    "no line end": (
        lambda folder: (folder / "ledger.jsonl").write_text("\n".join(lines(folder)), encoding="utf-8"),
        {"TIP-E560", "TIP-E564"},
    ),
    "no text at all": (
        lambda folder: (folder / "ledger.jsonl").write_bytes(b"\xff\n"),
        {"TIP-E560", "TIP-E564"},
    ),
    "no ledger": (lambda folder: (folder / "ledger.jsonl").unlink(), {"TIP-E564"}),
    "a folder gone": (lambda folder: shutil.rmtree(folder / "2023"), {"TIP-E562"}),
    "a number changed": (changed_file("published/tables/people.csv"), {"TIP-E563"}),
    "a fact changed": (changed_file("published/proof/facts.csv"), {"TIP-E563"}),
    "a count changed": (changed_file("private/people.parquet"), {"TIP-E563"}),
    "a file added": (changed_file("published/tables/more.csv"), {"TIP-E563"}),
    "a file gone": (lambda folder: (folder / "2023" / "private" / "people.parquet").unlink(), {"TIP-E563"}),
    "a folder added": (lambda folder: (folder / "2019").mkdir(), {"TIP-E564"}),
}


@pytest.mark.parametrize("name", EDITS)
def test_every_edit_shows_and_nothing_is_done(name: str, releases: Path) -> None:
    edit, codes = EDITS[name]
    edit(releases)
    before = contents(releases)
    assert {found.code for found in check_ledger(releases)} == codes
    with pytest.raises(ReleaseStopped):
        open_ledger(releases)
    assert contents(releases) == before


@pytest.mark.parametrize("command", [("run",), ("release", "2025", "--on", date(2026, 4, 1))], ids=["run", "release"])
def test_a_run_and_a_release_stop_at_a_ledger_that_was_edited(
    command: tuple[object, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project(tmp_path)
    make_releases(project.releases, tmp_path / "candidates")
    show_last(project.releases, read_ledger(project.releases), project.published)
    edited(2, revision_note="Nothing was revised.")(project.releases)
    (project.source_folder("clinic") / "inbox" / "new.csv").write_text("Gender\nF\n", encoding="utf-8")
    before = contents(project.root)
    code, said = Said(capsys)(*command, "--project", project.root)
    assert code == 5
    assert "TIP-E560 ledger.jsonl, row 3" in said
    assert {name: found for name, found in contents(project.root).items() if name != "warehouse/_lock"} == before


def test_a_ledger_and_folders_cut_short_show_by_what_readers_see(releases: Path, tmp_path: Path) -> None:
    published = tmp_path / "_published"
    found = read_ledger(releases)
    show_last(releases, found, published)
    assert check_shown(found, published) == []
    shutil.rmtree(releases / "2024")
    without_line(2)(releases)
    assert check_ledger(releases) == []
    assert [told.code for told in check_shown(read_ledger(releases), published)] == ["TIP-E565"]


def test_readers_see_the_last_release_and_any_other_byte_is_mended(releases: Path, tmp_path: Path) -> None:
    published, found = tmp_path / "_published", read_ledger(releases)
    assert not shows_last(found, published)
    show_last(releases, found, published)
    assert shows_last(found, published)
    assert (published / "tables" / "people.csv").read_text(encoding="utf-8") == "period,count\n2024,20\n"
    (published / "tables" / "more.csv").write_text("1\n", encoding="utf-8")
    assert not shows_last(found, published)
    show_last(releases, found, published)
    assert shows_last(found, published)


def test_the_public_ledger_is_a_chain_that_anybody_can_check(releases: Path) -> None:
    found = [json.loads(line) for line in public_ledger(read_ledger(releases)).split("\n")[:-1]]
    assert [line["previous"] for line in found] == ["", *(line["hash"] for line in found[:-1])]
    assert all(line["hash"] == hash_of(line) for line in found)
    assert set(found[0]["files"]) == {"release.json", "proof/facts.csv", "tables/people.csv"}
    assert not any("private" in name or "Falke" in name for name in map(canonical, found))


def test_the_next_line_says_what_the_line_before_it_was(releases: Path) -> None:
    first, second, third = read_ledger(releases)
    forged = third.model_copy(update={"previous": first.hash})
    problems, _ = check_lines([line_of(first), line_of(second), line_of(forged)], Entry)
    assert [found.code for found in problems] == ["TIP-E561"]


def test_a_release_without_facts_is_not_frozen(tmp_path: Path) -> None:
    made = parts(tmp_path / "candidate", "2024")
    shutil.rmtree(made["published"] / "proof")
    from pipelines.releases import freeze  # noqa: PLC0415

    with pytest.raises(ReleaseStopped, match="TIP-E588"):
        freeze(tmp_path / "releases", (), entry("2024"), made)
    assert open_ledger(tmp_path / "releases") == ()


def test_a_line_without_reasons_reads_as_it_always_did() -> None:
    """Ledgers that were written before there were reasons keep their hashes."""
    assert "revision_reasons" not in line_of(entry("2022"))
    told = entry("2022").model_copy(update={"revision_reasons": ("correction",)})
    assert Entry.model_validate_json(line_of(told)).revision_reasons == ("correction",)
