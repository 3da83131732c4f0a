"""`tipstats dictionary`: every record, field and word, as the checks use them."""

import click

from schemas.dictionary import as_csv, as_markdown, dictionary
from schemas.dictionary_page import as_html
from schemas.labels import LANGUAGES, Language
from schemas.problems import DeclarationMistake, problem
from schemas.records import record_types
from schemas.table_schema import as_package, as_table_schema

FORMATS = {"markdown": as_markdown, "csv": as_csv, "html": as_html}
TABLE_SCHEMA = "tableschema"


@click.command("dictionary")
@click.option("--format", "form", type=click.Choice([*FORMATS, TABLE_SCHEMA]), default="markdown", show_default=True)
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--record", help="Of this record type alone; as a Table Schema, its schema without a package around it.")
def command(form: str, language: Language, record: str | None) -> None:
    """Print the data dictionary: what each field means, and which words it allows."""
    if record is not None and record not in record_types():
        do = f"Name one of these: {', '.join(record_types())}."
        raise DeclarationMistake(problem("TIP-E002", what=f"record type {record}", do=do))
    if form == TABLE_SCHEMA:
        said = as_table_schema(record_types()[record], language) if record else as_package(language)
    else:
        entries = dictionary(language)
        said = FORMATS[form](tuple(entry for entry in entries if record in (None, entry.record)), language)
    click.echo(said, nl=False)
