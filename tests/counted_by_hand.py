"""Small deliveries of every kind, linked and counted, for tests that know each cell."""

from pathlib import Path

from pipelines.count import Asked, Names, Reporter, count, read_counted, read_specs
from pipelines.link import Delivery
from pipelines.link.linked import community_tables
from pipelines.project import SQL
from pipelines.tables import CountedTable
from tests.small_tables import AREAS, TOKENS, Drop, community, declared, linked

PERSON = {
    "columns": {
        "person_token": "Key",
        "identified_on": "Day",
        "gender": "Sex",
        "age": "Age",
        "exploitation": "Kind",
        "area": "Where",
        "services_asked": "Asked",
        "services_received": "Got",
    },
}
PEOPLE = f"""Key|Day|Sex|Age|Kind|Where|Asked|Got
{TOKENS["a"]}|2023-01-05|f|17|labour;sexual|N1|legal;shelter|legal
{TOKENS["a"]}|2023-02-05|f|17|begging|N1||shelter
|2023-05-31|f|30|labour|N|legal|
|2023|m|41|unknown||n/a|medical
|||12|refused|S|shelter|shelter
|2024-12-01|refused|20|n/a|N1|not asked|"""
SURVEY = {
    "id": "id",
    "columns": {"weight": "w"},
    "questions": {
        "knows": {"text": "Do you know?", "header": "q1", "answers": {"yes": "Yes", "no": "No"}},
        "signs": {"text": "Which?", "header": "q2", "split": " ", "answers": {"debt": "Debt", "papers": "Papers"}},
    },
}
FORMS = "id|w|q1|q2\n1|3|yes|debt papers\n2|1|no|debt\n3|1|refused|papers\n4|5|yes|\n5|1|unknown|n/a"
TALLY = {"columns": {"period": "When", "identified": "P", "reported": "R", "exploitation": "Kind"}}
TALLIES = "When|P|R|Kind\n2023-Q1|5|7|labour;sexual\n2023-04|2|-1|sexual\n2024||3|"


def names() -> Names:
    asked = {"knows": Asked(("yes", "no"), several=False), "signs": Asked(("debt", "papers"), several=True)}
    reporters = (
        Reporter("house", "shelter", ("identification",)),
        Reporter("survey", "survey", ("response",)),
        Reporter("tallies", "government", ("tally",)),
    )
    sources, kinds = ("house", "survey", "tallies"), ("shelter", "government", "survey")
    return Names(AREAS, (2022, 2023, 2024), sources, kinds, asked, reporters)


def counted(folder: Path) -> dict[str, CountedTable]:
    """All tables of the small deliveries above, which a second reading from the disk must give again."""
    drops = [
        Drop(PERSON, PEOPLE),
        Drop(SURVEY, FORMS, "response", source="survey"),
        Drop(TALLY, TALLIES, "tally", source="tallies"),
    ]
    linked(folder, drops)
    sources = {drop.source: declared(drop.record, drop.name) for drop in drops}
    deliveries = [Delivery("house", 1, "identification", "none", "2023-02", "2023-03", 5, folder)]
    target = folder / "counted"
    target.mkdir()
    specs = read_specs(SQL / "counted")
    found = count(specs, folder / "linked", community_tables(sources, community(), deliveries), names(), target)
    again = {table.name: table for table in read_counted(specs, names(), target)}
    assert all(again[name].frame.equals(table.frame) for name, table in found.items())
    return found


def cell(table: CountedTable, column: str = "count", **values: str) -> float:
    """One cell; what is not named is the total."""
    frame = table.frame
    for dimension in table.dimensions:
        frame = frame[frame[dimension.name] == values.get(dimension.name, "total")]
    return float(frame[column].item())
