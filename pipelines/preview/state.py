"""What the person at the preview is told, on screen and on the page, and the page that they look at."""

import threading
from dataclasses import dataclass, field


@dataclass
class State:
    """Shared by the server and the one who rebuilds; every change of it wakes whoever waits."""

    version: int = 0
    busy: str = ""
    mistakes: list[str] = field(default_factory=list)
    page: str = "index.html"
    changed: threading.Condition = field(default_factory=threading.Condition, repr=False)
    number: int = 0

    def tell(self, *, busy: str = "", mistakes: list[str] | None = None, is_new: bool = False) -> None:
        """Say what is going on; `is_new` makes the page load itself again."""
        with self.changed:
            self.busy, self.mistakes = busy, mistakes or []
            self.version += is_new
            self.number += 1
            self.changed.notify_all()

    def wait(self, number: int, seconds: float) -> dict[str, object]:
        """What is told once it is something else than that of `number`, or after so many seconds."""
        with self.changed:
            self.changed.wait_for(lambda: self.number != number, seconds)
            return {"version": self.version, "busy": self.busy, "mistakes": self.mistakes, "number": self.number}
