"""`tipstats new`: a source, a table or a chart to start from, complete as it is. The texts lie beside, in starters/."""

import keyword
import re
from pathlib import Path

import click

from pipelines.project import CHARTS, PRESETS, SQL, Project
from schemas.problems import DeclarationMistake, problem
from schemas.words import MISSING

STARTERS = Path(__file__).with_name("starters")
# How the columns are told in starters/source.md, in both languages.
STARTER_COLUMNS = re.compile(r"`Intake date`,\s`Gender`,\s`Age group` (?:and|y)\s`Exploitation`")
# The same page for those who keep a workbook: what it says of CSV, and what it says then.
OF_CSV = (
    (", as a CSV file,", ", as a workbook (XLSX),"),
    (", en un archivo CSV,", ", en un libro (XLSX),"),
    (
        'Save your list as CSV: in Excel, File, Save as, "CSV UTF-8".',
        "Save your list as a workbook (XLSX), without a password.",
    ),
    (
        'Guarde su lista como CSV: en Excel, Archivo, Guardar como, "CSV UTF-8".',
        "Guarde su lista como libro (XLSX), sin contraseña.",
    ),
    ("my list.csv", "my list.xlsx"),
    ("my list-scrubbed.csv", "my list-scrubbed.xlsx"),
)
TABLES = SQL / "counted"

# The values that every table adds to those of a dimension; a source of such a name could not be told from them.
SUMS = ("total", "any_answer")
WINDOWS_DEVICES = ("aux", "con", "nul", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))

NEXT = {
    "source": "Next: say in source.toml what their columns are, then try a file of theirs with `tipstats check FILE`.",
    "table": "Next: change the select and the lines above it, name the table under [allow.tables] in policy.toml, then "
    "`tipstats plan` and `tipstats run`.",
    "chart": "Next: change TABLE and PAGE, name the chart under [allow] in policy.toml, then `tipstats run`.",
}


@click.command("new")
@click.argument("what", type=click.Choice(["source", "table", "chart"]))
@click.argument("name")
@click.option(
    "--from",
    "sample",
    type=click.Path(path_type=Path, exists=True),
    help="For a source: a file of theirs; what it tells is declared, and what it does not is listed.",
)
@click.pass_obj
def command(project: Project, what: str, name: str, sample: Path | None) -> None:
    """Make a new source, table or chart called NAME.

    A source belongs to the project folder; tables and charts belong to the checkout and serve every community whose
    policy.toml names them.
    """
    if sample:
        if what != "source":
            raise click.UsageError("--from goes with a source only.")
        _from_file(project, name, sample)
        return
    if what == "source":
        made = new_source(project.root / "sources", name)
    else:
        made = new_table(TABLES, name) if what == "table" else new_chart(CHARTS, name)
    click.echo(f"Made {made}")
    click.echo(NEXT[what])


def _from_file(project: Project, name: str, sample: Path) -> None:
    """A source as far as a file of theirs tells it; everything that a person must decide is told."""
    from pipelines.draft import draft  # noqa: PLC0415  # --help need not wait for it

    sources = project.root / "sources"
    _free(sources, name, "source", "")
    areas = {text for area in project.areas for text in area.texts}
    drafted = draft(name, sample, PRESETS, areas)
    path = new_source(sources, name)
    path.write_text(drafted.text, encoding="utf-8", newline="\n")
    readme = path.with_name("README.md")
    columns = ", ".join(f"`{header}`" for header in drafted.headers)
    text = STARTER_COLUMNS.sub(lambda _: columns, readme.read_text(encoding="utf-8"))
    for of_csv, of_workbook in OF_CSV if sample.suffix.lower() == ".xlsx" else ():
        text = text.replace(of_csv, of_workbook)
    readme.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"Made {path}")
    click.echo(f"Recognised: {drafted.recognised}")
    click.echo(f"Columns that are read: {', '.join(drafted.headers) or 'none'}")
    click.echo("What a person must decide, where source.toml says DECIDE or Look at:")
    for decision in drafted.decisions:
        click.echo(f"  - {decision}")
    click.echo(
        "Then try the file with `tipstats check FILE`. Until all is decided, the project's runs stop and say so."
    )


def new_source(sources: Path, name: str) -> Path:
    """A folder that can be run as it is: declaration, a page for the organisation, inbox and reports."""
    folder = _free(sources, name, "source", "")
    for part in ("inbox", "reports"):
        (folder / part).mkdir(parents=True)
    (folder / "inbox" / ".gitkeep").touch()
    _write(folder / "README.md", "source.md", name)
    return _write(folder / "source.toml", "source.toml", name)


def new_table(tables: Path, name: str) -> Path:
    """One SQL file that counts."""
    return _write(_free(tables, name, "table", ".sql"), "table.sql", name)


def new_chart(charts: Path, name: str) -> Path:
    """One chart file that draws."""
    return _write(_free(charts, name, "chart", ".py"), "chart.py", name)


def taken_words() -> frozenset[str]:
    """Names that SQL, Python, Windows or the tables keep for themselves."""
    reserved = (STARTERS / "sql_words.txt").read_text(encoding="utf-8").split()
    return frozenset({*reserved, *keyword.kwlist, *WINDOWS_DEVICES, *MISSING, *SUMS})


def _free(folder: Path, name: str, what: str, ending: str) -> Path:
    """The path of a new thing; a DeclarationMistake where the name cannot be used or is in use."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,59}", name) or name in taken_words():
        raise DeclarationMistake(problem("TIP-E006", what=f'"{name}"'))
    path = folder / f"{name}{ending}"
    if path.exists():
        raise DeclarationMistake(problem("TIP-E005", what=f"{what} {name}"))
    return path


def _write(path: Path, starter: str, name: str) -> Path:
    text = (STARTERS / starter).read_text(encoding="utf-8")
    told = text.replace("--source NAME", f"--source {name}").replace("NAME", name.replace("_", " "))
    path.write_text(told, encoding="utf-8", newline="\n")
    return path
