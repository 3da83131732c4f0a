"""`tipstats verify`: whether a published site proves that it is safe."""

from pathlib import Path

import click


@click.command("verify")
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
def command(site: Path) -> None:
    """Check the certificate of SITE, a built site or a published folder, by arithmetic alone. Nothing is changed."""
    from pipelines.verify import verify  # noqa: PLC0415  # --help need not wait for it

    found = verify(site)
    click.echo(
        f"{found.facts} facts, {found.sums} sums, {found.witnesses} witnesses and {found.quantities} protected numbers "
        f"are in order: whoever lays everything published here side by side, number by number, is left with data in "
        f"which a number that may be below {found.rule.smallest} is 0, and with data in which it is "
        f"{found.rule.several} or more."
    )
    for column in found.uncovered:
        click.echo(f"Not covered by the certificate: {column}")
