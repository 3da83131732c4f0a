"""The one installed module: starts the application that lies in the checkout around it."""

import gc
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent


def main() -> None:
    """Run the command line of the checkout; a plain message where this file was installed without it."""
    if not (CHECKOUT / "pipelines").is_dir():
        sys.exit("tipstats runs from its checkout. Install it there with: python -m pip install -e .")
    # Loading the libraries makes millions of objects that stay: looking through them seldom saves a tenth of a run.
    gc.set_threshold(200_000, 50, 100)
    sys.path.insert(0, str(CHECKOUT))
    from pipelines.commands import run_command  # noqa: PLC0415  # the checkout is on the path only from here on

    sys.exit(run_command())


if __name__ == "__main__":
    main()
