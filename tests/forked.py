"""A process that has everything loaded and runs the command line in forked copies of itself, one after the other.

A copy can be killed or stopped at a chosen moment: just before it changes the disk for the n-th time. So a run dies
at the same place whatever the speed of the machine, and nobody waits for the imports again.
"""

import contextlib
import json
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from pipelines import gates
from pipelines.commands import run_command
from pipelines.show.charts import find_charts

CHANGES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
# What a run imports on its way, loaded once before the first copy is made.
LOADED = (
    "dagster._core.storage.event_log",
    "dagster._core.storage.runs",
    "dagster._core.storage.schedules",
    "pipelines.commands.run",
    "pipelines.definitions",
)
# Answers every question of a gate with yes; Great Expectations itself has its own tests.
YES = "import sys; [print('{\"failed\": []}', flush=True) for _ in sys.stdin]"


def main() -> None:
    """Read one job a line from standard input, and answer with one line each."""
    for name in LOADED:
        import_module(name)
    find_charts()
    gates.WORKER = (sys.executable, "-c", YES)
    for line in sys.stdin:
        job = json.loads(line)
        print(json.dumps(go_on(job) if "pid" in job else start(job)), flush=True)


def start(job: dict[str, Any]) -> dict[str, Any]:
    """Run `arguments`; at moment number `at` below `root` send the copy the signal `send`."""
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        run(job)
    return go_on({"pid": pid})


def go_on(job: dict[str, Any]) -> dict[str, Any]:
    """Let a stopped copy go on; what became of it."""
    if "send" in job:
        os.kill(job["pid"], getattr(signal, job["send"]))
    _, status = os.waitpid(job["pid"], os.WUNTRACED)
    if os.WIFSTOPPED(status):
        return {"pid": job["pid"], "stopped": True}
    return {"pid": job["pid"], "code": os.waitstatus_to_exitcode(status)}


def run(job: dict[str, Any]) -> None:
    """The command line in this process, its output and its moments in the folder `log`."""
    log = Path(job["log"])
    log.mkdir(parents=True, exist_ok=True)
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(log / f"{name}.txt", os.O_CREAT | os.O_WRONLY | os.O_TRUNC), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    moments = os.open(log / "moments.txt", os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    count = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        path = changed(event, arguments)
        if path is None or not path.startswith(job["root"]):
            return
        count += 1
        os.write(moments, f"{event} {path[len(job['root']) :]}\n".encode())
        if count == job.get("at"):
            os.kill(os.getpid(), getattr(signal, job["send"]))

    sys.addaudithook(watch)
    code = 99
    with contextlib.suppress(BaseException):
        code = run_command(job["arguments"])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def changed(event: str, arguments: tuple[Any, ...]) -> str | None:
    """The path that is about to be changed; None for all else."""
    if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & CHANGES):
        return None
    if event in {"open", "os.mkdir", "os.rmdir", "os.remove", "shutil.rmtree"} and not isinstance(arguments[0], int):
        return os.fsdecode(arguments[0])
    return os.fsdecode(arguments[1]) if event == "os.rename" else None


if __name__ == "__main__":
    main()
