"""Watching, rebuilding and telling, until somebody ends it."""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from watchfiles import watch

from pipelines.preview.saved import Saved, watched, what_was_saved
from pipelines.preview.serve import ADDRESS, serve
from pipelines.preview.state import State
from pipelines.project import CHECKOUT, Project

Say = Callable[[str], None]
# Milliseconds: a save of an editor is several changes in a row, and two saves a second are two.
TOGETHER, STEP = 300, 40
COUNTING = "Counting and protecting: this takes longer than making pages. The pages are those of before until then."

DIED = (
    "The pages could not be made, and nothing says why. Save again; if it stays so, end the preview and start it anew."
)


def preview(project: Project, say: Say, *, port: int = 0, stop: threading.Event | None = None) -> None:
    """Serve the pages and make them anew whenever something is saved; until `stop` is set or Ctrl-C."""
    state = State()
    builder = Builder(project, state, say)
    server = serve(state, lambda: builder.site, port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"Preview: http://{ADDRESS}:{server.server_address[1]}/ (only this machine; Ctrl-C ends it)")
    try:
        builder.build(Saved((), counts=not builder.published.is_dir(), at=0.0))
        for changes in watch(
            *watched(project),
            debounce=TOGETHER,
            step=STEP,
            stop_event=stop,
            raise_interrupt=False,
        ):
            saved = what_was_saved(Path(path) for _, path in changes)
            if saved:
                builder.build(saved)
    finally:
        server.shutdown()
        server.server_close()
        builder.end()


@dataclass
class Builder:
    """Makes pages in processes of their own: one is always loaded ahead, and one that is overtaken is ended."""

    project: Project
    state: State
    say: Say
    at_work: "subprocess.Popen[str] | None" = None
    ahead: "subprocess.Popen[str] | None" = None
    last: threading.Thread = field(default_factory=threading.Thread)
    owes_counts: bool = False

    @property
    def site(self) -> Path:
        """Where the pages of the preview lie: beside the private data, because a draft is for nobody else."""
        return self.project.data("preview") / "site"

    @property
    def published(self) -> Path:
        """What is previewed: the draft, else what readers see."""
        draft = self.project.data("draft")
        return draft if draft.is_dir() else self.project.published

    def build(self, saved: Saved) -> None:
        """Begin to make what follows from a save; what is still at work on an earlier one ends."""
        self.end(keep_ahead=True)
        self.last = threading.Thread(target=self._make, args=(saved,), daemon=True)
        self.last.start()

    def end(self, *, keep_ahead: bool = False) -> None:
        """End the processes."""
        for process in (self.at_work, None if keep_ahead else self.ahead):
            if process and process.poll() is None:
                process.terminate()
        if self.last.is_alive():
            self.last.join()

    def _make(self, saved: Saved) -> None:
        # Counts that failed or were overtaken are made before the next pages.
        self.owes_counts |= saved.counts
        if self.owes_counts and not self._count():
            return
        self.owes_counts = False
        self.site.parent.mkdir(parents=True, exist_ok=True)
        told = {"published": str(self.published), "site": str(self.site), "pages": [self.state.page]}
        worker = self.at_work = self._loaded()
        if worker.stdin is None or worker.stdout is None:
            return
        with contextlib.suppress(BrokenPipeError):
            worker.stdin.write(json.dumps({**told, "charts": list(saved.charts)}) + "\n")
            worker.stdin.close()
        is_first = True
        for line in worker.stdout:
            answer = json.loads(line)
            self._tell(answer, saved, is_first=is_first)
            if is_first:
                self.ahead = self._start()
            is_first = False
        if worker.wait() > 0:
            self._tell({"mistakes": [DIED]}, saved, is_first=False)

    def _tell(self, answer: dict[str, object], saved: Saved, *, is_first: bool) -> None:
        mistakes = answer.get("mistakes")
        if isinstance(mistakes, list):
            self.state.tell(mistakes=[str(found) for found in mistakes])
            for found in mistakes:
                self.say(str(found))
        elif is_first:
            self.state.tell(is_new=True)
            when = f"Made anew {time.time() - saved.at:.1f} s after it was saved" if saved.at else "Ready"
            self.say(f"{when}: {self.state.page}")

    def _count(self) -> bool:
        """Count and protect, as a run does; whether that went well."""
        self.say(COUNTING)
        self.state.tell(busy=COUNTING)
        run = [sys.executable, "-m", "tipstats", "--project", str(self.project.root), "run", "--until", "published"]
        process = self.at_work = self._open(run, errors=subprocess.PIPE)
        _, said = process.communicate()
        mistakes = [line for line in said.splitlines() if line.strip()] if process.returncode else []
        if process.returncode:
            self.state.tell(mistakes=mistakes)
            for found in mistakes:
                self.say(found)
        return process.returncode == 0

    def _loaded(self) -> "subprocess.Popen[str]":
        ready, self.ahead = self.ahead, None
        return ready if ready and ready.poll() is None else self._start()

    def _start(self) -> "subprocess.Popen[str]":
        return self._open([sys.executable, "-m", "pipelines.preview.worker"], errors=subprocess.DEVNULL)

    def _open(self, command: list[str], errors: int) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603  # our own interpreter
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            cwd=CHECKOUT,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1"},
        )
