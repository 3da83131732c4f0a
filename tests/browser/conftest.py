"""The site of the sample community, made once for all test processes, and one browser for the tests of this folder."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright

from pipelines.project import CHECKOUT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
QUIET += " --disable-component-update --disable-sync"
SAMPLE = ("community.toml", "policy.toml", "areas.csv", "areas.geojson")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make run` makes of the sample community, in a folder of its own."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample"
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            _make(shared.with_name("sample.new"))
            shared.with_name("sample.new").rename(shared)
    return shared / "dashboards" / "_site"


def _make(root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    for name in SAMPLE:
        shutil.copyfile(CHECKOUT / name, root / name)
    made = shutil.ignore_patterns("received", "reports", "inbox")
    shutil.copytree(CHECKOUT / "sources", root / "sources", ignore=made)
    for command in ("simulate", "run"):
        line = [sys.executable, str(CHECKOUT / "tipstats.py"), command, "--project", str(root)]
        ran = subprocess.run(line, cwd=CHECKOUT, capture_output=True, text=True, check=False)  # noqa: S603  # our own
        if ran.returncode:
            raise AssertionError(f"{command} ended with {ran.returncode}:\n{ran.stderr}\n{ran.stdout}")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; closed with the last test of this folder, as its event loop would be in the way of other tests."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: the pages are not tried in a browser")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        yield started
        started.close()
