"""`tipstats policy`: what may leave, in words that need no knowledge of statistics."""

import click

from pipelines.project import Project
from schemas.policy import explain


@click.command("policy")
@click.pass_obj
def command(project: Project) -> None:
    """Check policy.toml, and say every choice in it in words."""
    for name, value, sentence in explain(project.policy):
        click.echo(f"{name}: {value}\n    {sentence}")
