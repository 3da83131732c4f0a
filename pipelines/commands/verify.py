"""`tipstats verify`: whether a published site proves that it is safe."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipelines.verify.folder import Rule


@click.command("verify")
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
def command(site: Path) -> None:
    """Check the certificate of SITE, a built site or a published folder, by arithmetic alone. Nothing is changed."""
    from pipelines.verify import verify  # noqa: PLC0415  # --help need not wait for it

    found = verify(site)
    click.echo(
        f"{found.facts} facts, {found.sums} sums, {found.witnesses} witnesses and {found.quantities} protected numbers "
        f"are in order: whoever lays everything published here side by side, number by number, is left with data in "
        f"which {_left(found.rule)}."
    )
    for column in found.uncovered:
        click.echo(f"Not covered by the certificate: {column}")


def _left(rule: "Rule") -> str:
    if rule.profile == "exact":
        return (
            f"a number that is left out is one number, and with data in which it is {rule.several} or more above that"
        )
    return f"a number that may be below {rule.smallest} is 0, and with data in which it is {rule.several} or more"
