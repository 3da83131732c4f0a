"""How soon the pages of a built site can be read on a processor four times slower, and how long they keep it busy.

`python tests/bench/pages.py [SITE]`; the site is by default the one that the last run made.
"""

import gzip
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHECKOUT = Path(__file__).parents[2]
QUIET = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
SLOWER = 4
# A task of the browser's one thread counts with what it takes beyond 50 ms, as in the measure of that name.
WATCH = """window.blocked = 0;
new PerformanceObserver(list => list.getEntries().forEach(task => { window.blocked += task.duration - 50; }))
  .observe({ type: "longtask", buffered: true });"""
SEEN = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
# The first chart, for a page may wait with the others until somebody comes near them.
DRAWN = """() => {
  const first = document.querySelector("script.drawing")?.closest(".figure");
  first?.scrollIntoView();
  return !first || first.querySelector(".main-svg") ? performance.now() : 0;
}"""
IDLE = "() => new Promise(done => requestIdleCallback(() => requestIdleCallback(done)))"


def measure(browser: Browser, path: Path) -> tuple[float, float, float]:
    """Milliseconds until the text is seen and until a chart is drawn, and for how many the page was blocked."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.add_init_script(WATCH)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(path.as_uri())
    drawn = page.wait_for_function(DRAWN).json_value()
    page.evaluate(IDLE)
    told = page.evaluate(SEEN), drawn, page.evaluate("() => window.blocked")
    page.close()
    return told


def weight(path: Path) -> int:
    """The kilobytes of a page with the scripts and styles that it names, compressed as servers do."""
    page = path.read_text(encoding="utf-8")
    loaded = [each for each in path.parent.glob("assets/*") if f'assets/{each.name}"' in page]
    return sum(len(gzip.compress(each.read_bytes(), 6, mtime=0)) for each in [path, *loaded]) // 1000


def main() -> None:
    """Print a line for each page."""
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else CHECKOUT / "dashboards" / "_site"
    chromium = shutil.which("chromium")
    if chromium is None or not site.is_dir():
        print("No page is timed: chromium is not here, or no site is built.")
        return
    print(f"On a processor {SLOWER} times slower:  text seen  chart drawn  blocked  weight")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET.split())
        for path in sorted(site.rglob("*.html")):
            seen, drawn, blocked = measure(browser, path)
            name = path.relative_to(site).as_posix()
            print(f"{name:35} {seen:8.0f} ms {drawn:9.0f} ms {blocked:5.0f} ms {weight(path):4} kB")


if __name__ == "__main__":
    main()
