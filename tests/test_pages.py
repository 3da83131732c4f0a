"""The pages in a real browser: drawn, silent on the console, and no wider than a phone."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipelines.show import show
from pipelines.show.pages import Page, find_pages
from tests.published_example import write_published

CHROMIUM = shutil.which("chromium")
PHONE = 320
Visit = tuple[Path, dict[str, dict[str, int]], list[str]]
PROBE = """
IntersectionObserver = undefined;
addEventListener("load", function () {
  var wide = document.documentElement.scrollWidth;
  var seen = Array.from(document.querySelectorAll(".chart .picture"));
  var pictures = seen.filter(function (one) { return one.getBoundingClientRect().width > 200; }).length;
  var looks = 100;
  dispatchEvent(new Event("scroll"));
  (function look() {
    var plots = document.querySelectorAll(".chart.is-live > .live.js-plotly-plot svg.main-svg:first-child").length;
    if (plots < document.querySelectorAll(".chart").length && looks--) { return setTimeout(look, 100); }
    wide = Math.max(wide, document.documentElement.scrollWidth);
    var page = location.pathname.split("/").pop();
    parent.postMessage({ page: page, wide: wide, plots: plots, pictures: pictures }, "*");
  })();
});
"""
READER = """
<!doctype html><pre id="said"></pre><script>
addEventListener("message", function (event) { said.textContent += JSON.stringify(event.data) + "\\n"; });
</script>
"""

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed: the pages are not tried in a browser"
)


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """Every page in a frame as wide as a phone: the site, what each page said of itself, and the console."""
    folder = tmp_path_factory.mktemp("browser")
    site = folder / "site"
    show(write_published(folder / "published"), site)
    (site / "assets" / "probe.js").write_text(PROBE, encoding="utf-8")
    frames = ""
    for page in find_pages():
        path = site / page.file
        html = path.read_text(encoding="utf-8")
        path.write_text(
            html.replace("</head>", '<script defer src="assets/probe.js"></script></head>'), encoding="utf-8"
        )
        frames += f'<iframe src="site/{page.file}" width="{PHONE}" height="900"></iframe>'
    (folder / "reader.html").write_text(READER + frames, encoding="utf-8")
    dom, log = browse(folder / "reader.html", folder / "profile")
    found = re.search(r'<pre id="said">(.*?)</pre>', dom, re.DOTALL)
    said = [json.loads(line) for line in (found.group(1) if found else "").splitlines()]
    console = [line for line in log.splitlines() if "CONSOLE" in line]
    return site, {page["page"]: page for page in said}, console


def browse(page: Path, profile: Path) -> tuple[str, str]:
    """The document after its scripts ran, and the log."""
    options = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    options += " --disable-component-update --disable-sync --virtual-time-budget=20000 --enable-logging=stderr --v=0"
    options += f" --user-data-dir={profile} --window-size=1280,1000 --dump-dom"
    run = subprocess.run(  # noqa: S603  the browser that was found, with a page of ours
        [str(CHROMIUM), *options.split(), page.as_uri()], capture_output=True, text=True, timeout=240, check=True
    )
    return run.stdout, run.stderr


def test_the_console_stays_silent(visit: Visit) -> None:
    assert visit[2] == []


@pytest.mark.parametrize("page", find_pages(), ids=lambda page: page.name)
def test_every_chart_is_drawn(page: Page, visit: Visit) -> None:
    site, said, _ = visit
    drawings = (site / page.file).read_text(encoding="utf-8").count('class="drawing"')
    assert said[page.file]["pictures"] == drawings
    assert said[page.file]["plots"] == drawings


@pytest.mark.parametrize("page", find_pages(), ids=lambda page: page.name)
def test_no_page_scrolls_sideways_on_a_phone(page: Page, visit: Visit) -> None:
    assert visit[1][page.file]["wide"] <= PHONE
