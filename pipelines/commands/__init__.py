"""The command line: one file per command, each with a click command `command`; the folder is the registry."""

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from pipelines.project import CHECKOUT, Project
from schemas.problems import Mistake, unexpected


class _Folder(click.Group):
    """Commands are imported when they are asked for, so that a light one does not wait for a heavy one."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # the signature is click's
        """Names of the files of this folder."""
        return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of one file."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = import_module(f"pipelines.commands.{cmd_name}").command
        return found


@click.group(cls=_Folder, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=CHECKOUT,
    help="A folder with community.toml and sources/; by default the made-up sample community.",
)
@click.pass_context
def tipstats(context: click.Context, project: Path) -> None:
    """From a community's files to statistics that are safe to publish."""
    context.obj = Project(project.resolve())


def run_command(arguments: list[str] | None = None) -> int:
    """Run one command line; the exit code. A user's mistake is shown as its problems, never as a traceback."""
    settle_environment()
    try:
        given = sys.argv[1:] if arguments is None else arguments
        tipstats.main(args=_project_first(given), prog_name="tipstats", standalone_mode=False)
    except Mistake as mistake:
        return _told(mistake)
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except Exception as error:  # noqa: BLE001  # a traceback would show its message, which may hold a value of a row
        return _told(unexpected(error))
    return 0


def _told(mistake: Mistake) -> int:
    """All problems on the error stream; the exit code."""
    for found in mistake.problems:
        click.echo(str(found), err=True)
    return mistake.exit_code


def _project_first(arguments: list[str]) -> list[str]:
    """`tipstats run --project DIR` is the same as `tipstats --project DIR run`."""
    for at, argument in enumerate(arguments):
        if argument == "--project" and at + 1 < len(arguments):
            return [argument, arguments[at + 1], *arguments[:at], *arguments[at + 2 :]]
        if argument.startswith("--project="):
            return [argument, *arguments[:at], *arguments[at + 1 :]]
    return arguments


def settle_environment() -> None:
    """No telemetry from any library, whatever the machine's own settings say, and Dagster's place and pace."""
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "1"
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    os.environ.setdefault("DAGSTER_HOME", str(CHECKOUT))
    # Dagster's SQLite store opens a connection for every event: written in batches, a run takes half the time.
    os.environ.setdefault("DAGSTER_EVENT_BATCH_SIZE", "100")
