"""`tipstats dictionary`: every record, field and word, as the checks use them."""

import click

from schemas.dictionary import as_csv, as_markdown, dictionary

FORMATS = {"markdown": as_markdown, "csv": as_csv}


@click.command("dictionary")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="markdown", show_default=True)
def command(form: str) -> None:
    """Print the data dictionary: what each field means, and which words it allows."""
    click.echo(FORMATS[form](dictionary()), nl=False)
