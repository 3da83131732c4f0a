"""`tipstats explain`: what a code means, on the screen or as pages."""

from pathlib import Path

import click

from schemas.problems import LANGUAGES


@click.command("explain")
@click.argument("code", required=False)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="The language of what is said.")
@click.option("--all", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write a page for every code.")
def command(code: str | None, lang: str, folder: Path | None) -> None:
    """Say what CODE means, such as TIP-E108, and what to do about it."""
    from pipelines.feedback.help import help_lines, write_help  # noqa: PLC0415  # --help need not wait for it

    if folder is not None:
        for language in LANGUAGES:
            count = write_help(folder, language)
        click.echo(f"{folder / lang / 'index.html'}: {count}")
    elif code is None:
        raise click.UsageError("Name a code, or --all DIR.")
    else:
        click.echo("\n".join(help_lines(code.upper(), lang)))
