"""The place of one chart on a page: its drawing, and the picture that stands there, read sign by sign."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Drawing:
    """The JSON of a chart, the height that its place on the page says it has, and the picture that stands there."""

    figure: str
    text: str
    height: str
    picture: str


@dataclass
class Chart:
    """The place of a drawing while it is read: everything within is its picture, sign by sign."""

    depth: int = 0
    picture: str = ""

    def reads(self, text: str, step: int = 0) -> bool:
        """Whether the text belongs to the picture; the end of the place itself does not."""
        if not self.depth:
            return False
        self.depth += step
        self.picture += text if self.depth else ""
        return self.depth > 0
