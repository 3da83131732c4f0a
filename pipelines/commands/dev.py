"""`tipstats dev`: Dagster's own UI over the same graph, on this machine alone."""

import os
import subprocess
import sys

import click

from pipelines.project import CHECKOUT, Project


@click.command("dev")
@click.option("--port", default=3000, show_default=True)
@click.pass_obj
def command(project: Project, port: int) -> None:
    """Open Dagster's UI, with the sensor that watches the inboxes."""
    project.dagster.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "TIPSTATS_PROJECT": str(project.root),
        "TIPSTATS_DAGSTER": str(project.dagster),
        "PYTHONPATH": str(CHECKOUT),
    }
    arguments = ["dev", "--module-name", "pipelines.definitions", "--host", "127.0.0.1", "--port", str(port)]
    ended = subprocess.run([sys.executable, "-m", "dagster", *arguments], env=environment, check=False)  # noqa: S603  # our own interpreter
    sys.exit(ended.returncode)
