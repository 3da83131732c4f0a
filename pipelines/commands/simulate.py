"""`tipstats simulate`: a made-up community of any size, with the truth beside it."""

import click

from pipelines.project import Project


@click.command("simulate")
@click.option("--people", default=6000, show_default=True, help="People in the made-up truth.")
@click.option("--seed", default=1, show_default=True)
@click.pass_obj
def command(project: Project, people: int, seed: int) -> None:
    """Write made-up files into the inboxes, and what is true about them into warehouse/_data/truth."""
    from pipelines.simulate import simulate  # noqa: PLC0415  # --help need not wait for it

    simulate(project.root, people, seed)
    click.echo(f"{people:,} made-up people, seed {seed}: the files lie in the inboxes.")
