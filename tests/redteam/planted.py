"""A copy of a clean built site in which a test plants one leak, and what is then found."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.inspect_site import inspect_site
from schemas.problems import Problem

# No published number of the example is this one.
SECRET = 7319
Drawing = dict[str, Any]


@dataclass(frozen=True)
class Site:
    """The folder of a built site."""

    root: Path

    def text(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name: str, content: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    def replace(self, name: str, old: str, new: str) -> None:
        """`new` in place of the first `old`, which has to be there."""
        text = self.text(name)
        assert old in text, f"{name} does not hold {old}"
        self.write(name, text.replace(old, new, 1))

    def release(self, change: Callable[[dict[str, Any]], None]) -> None:
        """Change what release.json says."""
        told = json.loads(self.text("data/release.json"))
        change(told)
        self.write("data/release.json", json.dumps(told, indent=2, ensure_ascii=False))

    def draw(self, page: str, figure: str, change: Callable[[Drawing], object]) -> None:
        """Change the drawing of a figure."""
        html = self.text(page)
        start = html.index(f'<section class="figure" id="{figure}"')
        found = re.compile(r'class="drawing">(.*?)</script>', re.DOTALL).search(html, start)
        assert found
        told = json.loads(found[1])
        change(told)
        text = json.dumps(told).replace("<", "\\u003c")
        self.write(page, html[: found.start(1)] + text + html[found.end(1) :])

    def problems(self, canaries: Iterable[int] = ()) -> list[Problem]:
        """What the inspection finds."""
        return inspect_site(self.root, canaries=canaries)

    def codes(self, canaries: Iterable[int] = ()) -> set[str]:
        """The codes of what the inspection finds."""
        return {found.code for found in self.problems(canaries)}
