"""Two gates: did a file arrive whole, is a release fit to leave? Great Expectations answers, in its own process."""

import json
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from pipelines.gates.arrival import inspect_arrival
from pipelines.gates.records import Delivery, Inspection, Outcome, Shape
from pipelines.gates.release import inspect_release
from pipelines.project import CHECKOUT

__all__ = ["Delivery", "Gates", "Outcome", "Shape"]

WORKER = (sys.executable, "-m", "pipelines.gates.worker")
LOG = "worker.log"
CLOSE_S = 30


class Gates:
    """Both gates while they are open. Loading Great Expectations takes seconds: open early, ask late.

    >>> with Gates.open(project.gates) as gates:  # doctest: +SKIP
    ...     gates.arrival([Delivery("shelter", 1, rows=40, columns=12)]).said
    ('shelter: no history yet, compared with nothing',)
    """

    def __init__(self, process: subprocess.Popen[str], log: IO[str], timeout_s: float) -> None:
        self._process = process
        # `open` asks for both pipes, so they are there.
        self._input = cast(IO[str], process.stdin)
        self._output = cast(IO[str], process.stdout)
        self._log = log
        self._timeout_s = timeout_s
        self._talk = ThreadPoolExecutor(max_workers=1)
        self._answer: Future[str] | None = None

    @classmethod
    def open(cls, docs: Path, *, build_docs: bool = True, timeout_s: float = 120) -> Self:
        """Start the process and return at once. `docs` gets its log, the results, and the Data Docs in site/."""
        docs.mkdir(parents=True, exist_ok=True)
        log = (docs / LOG).open("w", encoding="utf-8")
        command = [*WORKER, str(docs.resolve()), *(["--build-docs"] if build_docs else [])]
        process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, encoding="utf-8"
        )
        return cls(process, log, timeout_s)

    @property
    def pid(self) -> int:
        """The process that holds Great Expectations."""
        return self._process.pid

    def arrival(self, deliveries: Iterable[Delivery]) -> Outcome:
        """Compare the newest delivery of each source with the earlier ones of that source."""
        return self._outcome(inspect_arrival(deliveries))

    def release(
        self,
        now: Mapping[str, Shape],
        last: Mapping[str, Shape] | None,
        declared: Collection[str],
        explained: Collection[str] = (),
    ) -> Outcome:
        """Compare a release with the declared tables and with the last one; `explained` tables may jump."""
        return self._outcome(inspect_release(now, last, declared, explained))

    def close(self) -> None:
        """End the process: after the pages of its answers are written, or at once if it owes an answer or none."""
        if self._answer is None or not self._answer.done():
            self._process.kill()
        with suppress(OSError):
            self._input.close()
        try:
            self._process.wait(CLOSE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._talk.shutdown()
        self._output.close()
        self._log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _outcome(self, inspection: Inspection) -> Outcome:
        name, notes, history = inspection.name, inspection.notes, inspection.history
        if not inspection.checks:
            return Outcome(name, True, notes, history)
        question = {"gate": name, "checks": [asdict(check) for check in inspection.checks]}
        answer = self._ask(json.dumps(question, default=float))
        if not answer:
            silent = f"the {name} gate could not be checked: its process ended or did not answer, see {LOG}"
            return Outcome(name, False, (silent, *notes), history, (silent,))
        failed = [inspection.checks[position].says for position in json.loads(answer)["failed"]]
        return Outcome(name, not failed, (*dict.fromkeys(failed), *notes), history, tuple(dict.fromkeys(failed)))

    def _ask(self, question: str) -> str:
        """The answer as JSON; empty where the process is gone, or was stopped because it took too long."""
        self._answer = self._talk.submit(self._exchange, question)
        try:
            answer = self._answer.result(self._timeout_s)
        except TooLate:
            self._process.kill()
            return ""
        # Without its line end it is the half answer of a process that was killed.
        return answer if answer.endswith("\n") else ""

    def _exchange(self, question: str) -> str:
        with suppress(OSError, ValueError):
            self._input.write(question + "\n")
            self._input.flush()
            return self._output.readline()
        return ""
