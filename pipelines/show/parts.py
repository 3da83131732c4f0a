"""What a page holds beside figures and texts of its own, and the numbers that stand in it."""

from dataclasses import dataclass
from typing import Any

from pipelines.show.places import Place


@dataclass(frozen=True)
class Part:
    """`content` is for the template of the page; the places do not know their page yet."""

    content: Any = None
    places: tuple[Place, ...] = ()
