"""Finding the charts: every file in dashboards/charts, checked for what a chart must say."""

import importlib
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import plotly.graph_objects as go

import dashboards.charts
from dashboards.texts import Texts
from schemas.problems import DeclarationMistake, problem

MUST_SAY = ("TABLE", "PAGE", "ORDER", "draw", "sentence")


@dataclass(frozen=True)
class Chart:
    """One chart file. Its name is the name of the file."""

    name: str
    module: ModuleType

    @property
    def table(self) -> str:
        """The published table it draws."""
        return str(self.module.TABLE)

    @property
    def page(self) -> str:
        """The page it stands on."""
        return str(self.module.PAGE)

    @property
    def order(self) -> int:
        """Its place on the page."""
        return int(self.module.ORDER)

    @property
    def title(self) -> str:
        """The key of its title in the language files; empty where the title of the table will do."""
        return str(getattr(self.module, "TITLE", ""))

    @property
    def statistic(self) -> str:
        """The key of the line that says what is measured, where, and when."""
        return str(getattr(self.module, "STATISTIC", "statistics.number"))

    @property
    def notes(self) -> tuple[str, ...]:
        """The keys of notes that belong to the chart and not to its table."""
        return tuple(getattr(self.module, "NOTES", ()))

    @property
    def is_key_point(self) -> bool:
        """Whether its sentence also stands on the overview."""
        return bool(getattr(self.module, "KEY_POINT", False))

    def select(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows that it shows; all of them where the file does not choose."""
        return rows if not hasattr(self.module, "select") else self._asked("select", rows)

    def draw(self, rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
        """The figure, or None where a table says it better."""
        return self._asked("draw", rows, texts)

    def sentence(self, rows: pd.DataFrame, texts: Texts) -> str:
        """What the figure shows, in words."""
        return str(self._asked("sentence", rows, texts))

    def message(self, rows: pd.DataFrame, texts: Texts) -> str:
        """The most important of it in a few words; empty where the published numbers prove none."""
        return "" if not hasattr(self.module, "message") else str(self._asked("message", rows, texts))

    def headline(self, rows: pd.DataFrame, texts: Texts) -> str:
        """What it says at the head of a page: its sentence, where the file has no shorter one."""
        return (
            self.sentence(rows, texts) if not hasattr(self.module, "headline") else self._asked("headline", rows, texts)
        )

    def _asked(self, name: str, *given: object) -> Any:
        try:
            return getattr(self.module, name)(*given)
        except DeclarationMistake as mistake:
            named = (found if found.file else replace(found, file=f"{self.name}.py") for found in mistake.problems)
            raise DeclarationMistake(*named) from None


def find_charts() -> list[Chart]:
    """Every chart, page by page in its order."""
    folder = Path(str(dashboards.charts.__file__)).parent
    found = [_chart(path) for path in sorted(folder.glob("*.py")) if path.name != "__init__.py"]
    return sorted(found, key=lambda chart: (chart.page, chart.order, chart.name))


def _chart(path: Path) -> Chart:
    module = importlib.import_module(f"{dashboards.charts.__name__}.{path.stem}")
    missing = [name for name in MUST_SAY if not hasattr(module, name)]
    if missing:
        raise DeclarationMistake(problem("TIP-E353", file=path.name, names=", ".join(missing)))
    return Chart(path.stem, module)
