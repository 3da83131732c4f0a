"""Freezes a release again and again in forked copies of one process, each killed just before a change to the disk.

Prints one line for each kill: where it was, and what the ledger was afterwards.
"""

import json
import os
import random
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from pipelines.releases import check_ledger, freeze, open_ledger, read_ledger, show_last, shows_last
from tests.command_line import contents
from tests.forked import changed
from tests.frozen_releases import IDS, entry, make_releases, parts


def release_next(root: Path) -> None:
    """What the second call of `tipstats release` does once the candidate is there."""
    folder, published = root / "releases", root / "_published"
    entries = open_ledger(folder)
    if entries and not shows_last(entries, published):
        show_last(folder, entries, published)
    name = IDS[len(entries)]
    freeze(folder, entries, entry(name), parts(root.parent / "candidates" / name, name))
    show_last(folder, read_ledger(folder), published)


def killed(root: Path, at: int) -> list[str]:
    """Every change that a copy of this process made below the folder before it was killed; at 0 it is not."""
    log = root.with_name("moments.txt")
    pid = os.fork()
    if not pid:
        moments = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
        count = 0

        def watch(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal count
            path = changed(event, arguments)
            if path is None or not path.startswith(str(root)):
                return
            count += 1
            os.write(moments, f"{event} {path[len(str(root)) :]}\n".encode())
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        release_next(root)
        os._exit(0)
    os.waitpid(pid, 0)
    return log.read_text(encoding="utf-8").splitlines()


def main(base: Path, seed: int, kills: int) -> None:
    """Kills at random moments of the first, the second and the third release."""
    starts, ends, moments = [], [], []
    for number in range(len(IDS)):
        start = base / f"start-{number}"
        make_releases(start / "releases", base / "candidates", IDS[:number])
        if number:
            show_last(start / "releases", read_ledger(start / "releases"), start / "_published")
        else:
            (start / "_published").mkdir()
            (start / "_published" / "release.json").write_text('{"status":"draft"}', encoding="utf-8")
        starts.append(start)
        end = Path(shutil.copytree(start, base / f"end-{number}"))
        moments.append(len(killed(end, 0)))
        ends.append(contents(end))
    chance = random.Random(seed)  # noqa: S311  # moments, not secrets
    for _ in range(kills):
        number = chance.randrange(len(IDS))
        at = chance.randrange(moments[number]) + 1
        root = Path(shutil.copytree(starts[number], base / "project"))
        where = killed(root, at)[-1]
        print(json.dumps({"number": number, "at": at, "where": where, **outcome(root, number, ends[number])}))
        shutil.rmtree(root)


def outcome(root: Path, number: int, end: dict[str, bytes]) -> dict[str, Any]:
    """The state that a kill has left, and what becomes of it when the same is done again."""
    folder, published = root / "releases", root / "_published"
    problems = [found.code for found in check_ledger(folder)]
    left = [found.id for found in read_ledger(folder)]
    mended = [found.id for found in open_ledger(folder)]
    problems += [found.code for found in check_ledger(folder)]
    if len(mended) == number:
        release_next(root)
    else:
        show_last(folder, read_ledger(folder), published)
    shown = shows_last(read_ledger(folder), published)
    same = contents(root) == end
    return {"problems": problems, "left": left, "mended": mended, "shown": shown, "same": same}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
