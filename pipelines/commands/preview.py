"""`tipstats preview`: the pages in a browser of this machine, made anew whenever a file is saved."""

import click

from pipelines.project import Project


@click.command("preview")
@click.option("--port", default=0, help="The port; by default one that is free.")
@click.pass_obj
def command(project: Project, port: int) -> None:
    """Show the pages while you work on charts, texts, styles, tables or the policy; Ctrl-C ends it."""
    _ = project.community, project.policy  # what is wrong with them is said at once
    from pipelines.preview import preview  # noqa: PLC0415  # --help need not wait for it

    preview(project, click.echo, port=port)
