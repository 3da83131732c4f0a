"""`tipstats new`: a source, a table or a chart to start from. Each is one file (a source: one folder)."""

import re
from collections.abc import Callable
from pathlib import Path

import click

from pipelines.project import CHECKOUT, SQL, Project
from schemas.problems import DeclarationMistake, problem

SOURCE = """\
# {name}: see CONTRIBUTING.md for every key.
holder = "Name of the organisation"
kind = "ngo" # police, shelter, legal_aid, hotline, health, government, ngo, survey or research
identity = "none" # "id" where every record has a number that stays the same
date_order = "iso" # iso, dmy or mdy
caveats = ["What a reader must know about these records."]

[agreement]
legal_basis = "Name of the agreement"

[file]
delimiter = ","

[record.identification.columns]
identified_on = "Intake date"
gender = "Gender"
age_group = "Age group"
exploitation = {{ header = "Exploitation", split = ";" }}
"""

TABLE = """\
-- People identified, by gender ({name})
--| universe = "person"
--| unit = "people"
--| dimensions.gender = {{ kind = "single", list = "gender" }}
select
    gender,
    count(*) as count
from linked.person
group by all
order by all
"""


@click.command("new")
@click.argument("what", type=click.Choice(["source", "table", "chart"]))
@click.argument("name")
@click.pass_obj
def command(project: Project, what: str, name: str) -> None:
    """Make a new source, table or chart called NAME."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or name == "case":
        raise DeclarationMistake(problem("TIP-E006", what=f'"{name}"'))
    makers: dict[str, Callable[[Project, str], Path]] = {"source": _source, "table": _table, "chart": _chart}
    click.echo(f"Made {makers[what](project, name)}")


def _source(project: Project, name: str) -> Path:
    folder = project.source_folder(name)
    _must_be_new(folder, f"source {name}")
    for part in ("inbox", "reports"):
        (folder / part).mkdir(parents=True)
    path = folder / "source.toml"
    path.write_text(SOURCE.format(name=name), encoding="utf-8")
    return path


def _table(_: Project, name: str) -> Path:
    path = SQL / "counted" / f"{name}.sql"
    _must_be_new(path, f"table {name}")
    path.write_text(TABLE.format(name=name.replace("_", " ")), encoding="utf-8")
    return path


def _chart(_: Project, name: str) -> Path:
    path = CHECKOUT / "dashboards" / "charts" / f"{name}.py"
    _must_be_new(path, f"chart {name}")
    path.write_text((CHECKOUT / "dashboards" / "new_chart.txt").read_text(encoding="utf-8"), encoding="utf-8")
    return path


def _must_be_new(path: Path, what: str) -> None:
    if path.exists():
        raise DeclarationMistake(problem("TIP-E005", what=what))
