"""How every asset works: it holds the project, and its failures hold nothing private."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from pipelines.desk import Desk
from schemas.problems import Mistake, unexpected


@contextmanager
def at_work(desk: Desk) -> Iterator[None]:
    """Hold the project, and turn a user's mistake into a failure without a traceback."""
    try:
        with desk.project.lock():
            yield
    except Mistake as mistake:
        desk.mistakes.append(mistake)
        raise dg.Failure("\n".join(map(str, mistake.problems)), allow_retries=False) from None
    except Exception as error:  # noqa: BLE001  # Dagster would store its message, which may hold a value of a row
        found = unexpected(error)
        desk.mistakes.append(found)
        raise dg.Failure(str(found.problems[0]), allow_retries=False) from None
