"""Whose file it is, told by its headers: the source that fits best, a format, nobody, or two alike."""

from pathlib import Path

import pytest

from pipelines.project import CHECKOUT, PRESETS, Project
from pipelines.receive.kinds import readable_files
from pipelines.receive.reader import read_rows
from schemas.problems import FileStopped
from schemas.recognise import recognise
from schemas.source import Source
from tests.small_tables import declared

SOURCES = Project(CHECKOUT).sources


def headers_of(name: str) -> list[str]:
    """The headers of a source's sample, of a delivery of tables as TABLE.COLUMN."""
    [sample] = (CHECKOUT / "sources" / name / "sample").iterdir()
    plain = SOURCES[name].file.model_copy(update={"skip_where": {}})
    if not sample.is_dir():
        return list(read_rows(sample, plain).headers)
    return [f"{path.stem}.{header}" for path in readable_files(sample) for header in read_rows(path, plain).headers]


def source(*names: str, optional: tuple[str, ...] = (), **more: object) -> Source:
    """A source that declares these headers, each for a field of its own."""
    fields = ("gender", "age", "area", "age_group", "exploitation", "recruitment", "means_of_control", "consent")
    columns = {
        field: {"header": name, "optional": name in optional} for field, name in zip(fields, names, strict=False)
    }
    return declared({"columns": columns, **more})


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_sample_is_recognised_as_its_source(name: str) -> None:
    found = recognise(headers_of(name), SOURCES, PRESETS)
    assert (found.name, found.is_preset) == (name, False)
    assert f"the source {name} declares are there." in found.why


@pytest.mark.parametrize(("name", "preset"), [("shelter", "htcds"), ("household_survey", "kobo"), ("sheriff", "nibrs")])
def test_without_its_source_a_sample_is_recognised_as_its_format(name: str, preset: str) -> None:
    found = recognise(headers_of(name), {}, PRESETS)
    assert (found.name, found.is_preset) == (preset, True)
    assert f"the format {preset} declares" in found.why


def test_a_source_goes_before_the_format_that_it_extends() -> None:
    assert recognise(headers_of("shelter"), {"mine": SOURCES["shelter"]}, PRESETS).name == "mine"


def test_headers_count_in_every_spelling() -> None:
    found = recognise(
        ["\ufeffGENERO", "grupo/Edad", "zona_de-casa"], {"a": source("Género", "edad", "Zona de casa")}, PRESETS
    )
    assert (found.name, found.found, found.of) == ("a", 3, 3)


def test_nothing_fits() -> None:
    found = recognise(["x", "y"], SOURCES, PRESETS)
    assert (found.name, found.rivals) == ("", ())
    assert "no source and no known format" in found.why


def test_one_common_header_is_no_evidence() -> None:
    assert recognise(["Sex", "x"], {"a": source("Sex", "Years", "Where")}, PRESETS).name == ""


def test_a_missing_column_weighs_more_than_one_that_is_there(tmp_path: Path) -> None:
    sources = {"all": source("A", "B", "C"), "most": source("A", "B", "C", "D", "E")}
    found = recognise(["A", "B", "C", "D"], sources, tmp_path)
    assert (found.name, found.found, found.of, found.rivals) == ("all", 3, 3, ("most",))
    assert "Close to it: most" in found.why


def test_the_source_that_declares_more_of_what_is_there_is_the_better_one(tmp_path: Path) -> None:
    sources = {"few": source("A", "B"), "more": source("A", "B", "C", "D", "E", "F")}
    found = recognise(["A", "B", "C", "D", "E", "F"], sources, tmp_path)
    assert (found.name, found.rivals) == ("more", ())


def test_an_optional_column_that_is_missing_costs_nothing(tmp_path: Path) -> None:
    sources = {"loose": source("A", "B", "C", optional=("C",)), "strict": source("A", "B", "C")}
    found = recognise(["A", "B"], sources, tmp_path)
    assert (found.name, found.found, found.of) == ("loose", 2, 3)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    found = recognise(["A", "B", "Someone's name"], {"mine": source("A", "B", "C")}, tmp_path)
    assert found.why == "2 of the 3 columns that the source mine declares are there; missing: C."


def test_two_sources_that_fit_alike_stop_and_ask(tmp_path: Path) -> None:
    with pytest.raises(FileStopped) as caught:
        recognise(["A", "B"], {"one": source("A", "B"), "two": source("A", "B"), "far": source("A", "C")}, tmp_path)
    [found] = caught.value.problems
    assert found.code == "TIP-E740"
    assert "one, two" in found.says
    assert "--source" in found.mend


def test_a_column_used_twice_counts_once(tmp_path: Path) -> None:
    twice = source("A", "B", filter=[{"column": "A", "is": ["x"]}], id="B")
    assert recognise(["A", "B"], {"mine": twice}, tmp_path).of == 2


def test_answers_in_columns_of_their_own_stand_for_the_question(tmp_path: Path) -> None:
    record = {"columns": {"gender": "sex", "exploitation": "kind"}, "option_marks": "/"}
    found = recognise(["sex", "kind/sexual", "kind/other"], {"mine": declared(record)}, tmp_path)
    assert (found.found, found.of) == (2, 2)
