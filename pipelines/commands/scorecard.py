"""`tipstats scorecard`: how the records of an organisation arrive, for that organisation alone."""

from datetime import date

import click

from pipelines.project import Project
from schemas.labels import LANGUAGES, Language
from schemas.periods import PERIOD
from schemas.problems import DeclarationMistake, problem


@click.command("scorecard")
@click.argument("source", required=False)
@click.option("--period", help="A year, a quarter or a month; by default every year of the community's calendar.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.pass_obj
def command(project: Project, source: str | None, period: str | None, language: Language) -> None:
    """Write the score card of SOURCE, or each source's own, into its folder reports. Each is for its source alone."""
    if source is not None and source not in project.sources:
        do = f"Name one of these: {', '.join(project.sources)}."
        raise DeclarationMistake(problem("TIP-E002", what=f"source {source}", do=do))
    if period is not None and not PERIOD.fullmatch(period):
        raise DeclarationMistake(problem("TIP-E566", period=period))
    from pipelines.scorecard import as_page, as_text, read_card  # noqa: PLC0415  # --help need not wait for them

    calendar = project.community.calendar
    periods = [period] if period else [str(year) for year in range(calendar.from_year, calendar.to_year + 1)]
    for name in [source] if source else sorted(project.sources):
        cards = [read_card(project, name, each, date.today()) for each in periods]
        folder = project.source_folder(name) / "reports"
        folder.mkdir(exist_ok=True)
        stem = f"scorecard_{period}_{language}" if period else f"scorecard_{language}"
        for ending, text in ((".txt", as_text(cards, language)), (".html", as_page(cards, language))):
            (folder / f"{stem}{ending}").write_text(text, encoding="utf-8", newline="\n")
            click.echo(f"Made {folder / stem}{ending}")
