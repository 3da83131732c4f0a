"""Releases made of made-up files by freeze alone: nothing is counted and nothing is protected."""

from datetime import date
from pathlib import Path

from pipelines.releases import Approval, Entry, freeze, open_ledger
from schemas.policy import Policy

IDS = ("2022", "2023", "2024")


def parts(folder: Path, name: str) -> dict[str, Path]:
    """What a candidate consists of; its files say whose they are."""
    files = {
        "published/release.json": f'{{"status":"released","release":{{"id":"{name}"}}}}\n',
        "published/proof/facts.csv": f"fact,release\n0,{name}\n",
        "published/tables/people.csv": f"period,count\n{name},20\n",
        "private/people.parquet": f"true counts of {name}\n",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return {part: folder / part for part in ("published", "private")}


def entry(name: str) -> Entry:
    """A release of a year, approved by two made-up people."""
    signed = tuple(Approval(name=who, role="Desk", on=date(2025, 4, 1)) for who in ("Ines Falke", "Bo Ahlers"))
    return Entry(
        id=name,
        period=name,
        kind="release",
        released_on=date(int(name) + 1, 4, 1),
        profile="public",
        policy=Policy().model_dump(mode="json", exclude={"allow"}),
        policy_digest="0" * 64,
        approvals=signed,
        survivor_review={"who": "The circle", "when": "2025-04-01", "said": "Good.", "agreed": "yes"},
        revision_note="A note\u2028in two lines",
        next_release_after=date(int(name) + 2, 4, 1),
    )


def make_releases(folder: Path, candidates: Path, names: tuple[str, ...] = IDS) -> None:
    """A ledger with these releases."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        freeze(folder, open_ledger(folder), entry(name), parts(candidates / name, name))
