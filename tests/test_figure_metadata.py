"""What travels with a figure from the declaration of its table: what is counted, of what shares are, from whom."""

import json
import re
from pathlib import Path

import pytest

from dashboards.texts import read_texts
from pipelines.count import TableSpec, read_specs
from pipelines.project import SQL
from pipelines.show import show
from pipelines.show.about_figure import about_figure
from pipelines.show.published import read_release
from tests.published_example import write_published

SPECS = read_specs(SQL / "counted")
COUNTED = "Everybody whom an organisation identified, counted once."
SHARES = "Percentages are of those whose gender is known."


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS.keys())
def test_every_table_says_in_both_languages_what_it_counts(spec: TableSpec) -> None:
    told = spec.translations["es"]
    assert spec.definition
    assert told.definition
    assert told.definition != spec.definition
    assert bool(spec.denominator) == bool(told.denominator)


def test_people_are_made_of_identifications() -> None:
    assert SPECS["people_by_age_and_gender"].records == ("identification",)
    assert SPECS["incidents_by_place"].records == ("incident",)
    assert SPECS["coverage"].records == ()


def described(folder: Path) -> Path:
    """The made-up release, with a definition of one of its tables."""
    published = write_published(folder)
    path = published / "release.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    for table in told["tables"]:
        if table["name"] == "people_by_age_and_gender":
            table |= {"definition": COUNTED, "denominator": SHARES, "records": ["identification"]}
    told["sources"] = [
        {"name": "one", "holder": "One Shelter", "kind": "shelter", "records": ["identification"], "caveats": []},
        {"name": "two", "holder": "Two Police", "kind": "police", "records": ["incident"], "caveats": []},
    ]
    path.write_text(json.dumps(told), encoding="utf-8")
    return published


def test_a_figure_names_only_the_sources_whose_records_it_counts(tmp_path: Path) -> None:
    release = read_release(described(tmp_path / "published"))
    texts = read_texts("en", release.labels)
    lines = dict(about_figure(release.tables["people_by_age_and_gender"], release, texts).lines)
    assert lines[texts("behind.definition")] == (COUNTED,)
    assert lines[texts("behind.denominator")] == (SHARES,)
    assert [said.split(" (")[0] for said in lines[texts("behind.sources")]] == ["One Shelter"]
    other = dict(about_figure(release.tables["people_range"], release, texts).lines)
    assert texts("behind.denominator") not in other
    assert len(other[texts("behind.sources")]) == 1 + 1


def test_every_figure_has_its_metadata_after_its_table(tmp_path: Path) -> None:
    show(described(tmp_path / "published"), tmp_path / "site")
    for page in sorted((tmp_path / "site").glob("*.html")):
        for figure in re.findall(r'<section class="figure".*?</section>', page.read_text(encoding="utf-8"), re.DOTALL):
            assert figure.count('<details class="behind">') == 1
            assert figure.index("<table>") < figure.index('<details class="behind">')
    assert COUNTED in (tmp_path / "site" / "who.html").read_text(encoding="utf-8")
