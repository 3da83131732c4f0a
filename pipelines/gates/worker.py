"""The process in which Great Expectations lives: JSON lines in, JSON lines out, until the input ends."""

import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from pipelines.gates.records import Check

NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"}
BUILD_DOCS = "--build-docs"


def main(docs: Path, *, build_docs: bool, questions: IO[str], answers: IO[str]) -> None:
    """Answer every question, and write the pages after the answer, when nobody waits any more."""
    os.environ["GX_ANALYTICS_ENABLED"] = "False"
    if hasattr(os, "nice"):  # not on Windows
        os.nice(10)  # the steps of the run come first; an answer is wanted later
    sys.addaudithook(refuse_network)
    # Takes seconds, and must come after the two lines above.
    from pipelines.gates.expectations import Inspector  # noqa: PLC0415

    for gate, checks in _asked(questions):
        inspector = Inspector(docs)
        failed = inspector.failed(gate, checks, datetime.now(UTC))
        answers.write(json.dumps({"failed": failed}) + "\n")
        answers.flush()
        inspector.finish(build_docs=build_docs)


def refuse_network(event: str, _: object) -> None:
    """Nothing leaves the machine, whatever a library would like."""
    if event in NETWORK:
        raise PermissionError("the gates have no business on the network")


def _asked(questions: IO[str]) -> Iterator[tuple[str, list[Check]]]:
    for line in questions:
        question = json.loads(line)
        yield question["gate"], [Check(**check) for check in question["checks"]]


if __name__ == "__main__":
    # What a library prints must not be taken for an answer.
    real_answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    main(Path(sys.argv[1]), build_docs=BUILD_DOCS in sys.argv, questions=sys.stdin, answers=real_answers)
