"""The one script that draws charts: plotly.js with bars and lines alone where the set-up got it, else all of it."""

import sys
from pathlib import Path

import plotly
from plotly.offline import get_plotlyjs_version

FULL = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
LIGHT = Path(sys.prefix) / "share/plotlyjs/node_modules/plotly.js-basic-dist-min/plotly-basic.min.js"


def plotly_script(light: Path = LIGHT) -> str:
    """The smaller script if it is there in the version of the plotly package; a figure is made for that version."""
    if light.exists():
        script = light.read_text(encoding="utf-8")
        if f"v{get_plotlyjs_version()}\n" in script[:200]:
            return script
    return FULL.read_text(encoding="utf-8")
