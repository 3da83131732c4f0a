"""One rebuild of the pages in a process of its own: the big libraries are loaded ahead, our own files when asked.

It reads one line of JSON and answers in lines of JSON: `ready` once the wanted pages are there, `whole` after all.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from pipelines.project import CHECKOUT
from schemas.problems import Mistake


def main() -> None:
    """Load, wait, build, end."""
    _load_ahead()
    asked = json.loads(sys.stdin.readline() or "{}")
    if not asked:
        return
    published, site = Path(asked["published"]), Path(asked["site"])
    for word, step in _steps(published, site, asked["pages"], asked["charts"]):
        mistakes = _mistakes_of(step)
        _answer({"mistakes": mistakes} if mistakes else {"done": word})
        if mistakes:
            return


def _load_ahead() -> None:
    """What is the same whatever was saved; a drawing makes plotly load what it loads late."""
    import jinja2  # noqa: F401, PLC0415  # loaded so that it is there
    import pandas as pd  # noqa: PLC0415
    import plotly.graph_objects as go  # noqa: PLC0415
    import pyarrow.parquet  # noqa: F401, PLC0415  # loaded so that it is there

    rows = pd.DataFrame({"count": pd.array([1], dtype="Int64")})
    go.Figure(go.Bar(x=rows["count"].tolist())).update_layout(height=100).to_plotly_json()


def _steps(
    published: Path, site: Path, pages: list[str], charts: list[str]
) -> Iterator[tuple[str, Callable[[], None]]]:
    def ready() -> None:
        from pipelines.show.one_page import show_pages  # noqa: PLC0415  # read anew: it may be what was saved

        show_pages(published, site, pages, charts)

    def whole() -> None:
        from pipelines.show import show  # noqa: PLC0415

        show(published, site)

    if (site / "index.html").is_file():
        yield "ready", ready
    yield "whole", whole


def _mistakes_of(step: Callable[[], None]) -> list[str]:
    """What went wrong, in words: problems as they are told, and a mistake in a file by its place."""
    try:
        step()
    except Mistake as mistake:
        return [str(found) for found in mistake.problems]
    except Exception as error:  # noqa: BLE001  # the one who saved the file is told; only published files are read
        return [place_of(error)]
    return []


def place_of(error: Exception) -> str:
    """File, line and what is wrong there, of the last of our own files that was at work."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_named(error.filename)}, line {error.lineno}: {error.msg}"
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_own(frame.filename)]
    said = str(error).strip() or "it stops here"
    where = f"{_named(own[-1].filename)}, line {own[-1].lineno}: " if own else ""
    return f"{where}{type(error).__name__}: {said}"


def _is_own(name: str) -> bool:
    path = Path(name)
    return path.is_relative_to(CHECKOUT) and ".venv" not in path.parts and path != Path(__file__)


def _named(name: str) -> str:
    path = Path(name)
    return path.relative_to(CHECKOUT).as_posix() if path.is_relative_to(CHECKOUT) else path.name


def _answer(said: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
    # Taking the libraries apart again would only take time.
    sys.stdout.flush()
    os._exit(0)
