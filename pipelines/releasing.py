"""From a period that somebody asks for to a release that stays: a candidate, a form, two people, the freeze."""

from pathlib import Path

from pipelines.desk import Desk
from pipelines.releases import Form, Request, check_form, form_text, new_form, read_form, refusals
from pipelines.report import shapes_in
from pipelines.show import show
from pipelines.stages import stale_stages
from pipelines.steps import Steps
from pipelines.steps.releases import Candidate
from pipelines.submissions import read_acts
from schemas.problems import ReleaseStopped, problem

# A re-base counts from the linked records, and may be what mends a draft that cannot be made.
RECORDS = {"received", "conformed", "linked"}
NEEDS = {"release": RECORDS | {"counted", "published"}, "rebase": RECORDS}


def advance(desk: Desk, request: Request) -> list[str]:
    """One step further, and what to do next: without a form a candidate and its form, with one the release.

    Raises:
        ReleaseStopped: The period may not be released, the form is not complete, or the candidate is not fit to leave
            or not the one that was approved. Nothing that was released is touched.
    """
    path = form_path(desk, request)
    return approve(desk, request, path) if path.exists() else prepare(desk, request, path)


def form_path(desk: Desk, request: Request) -> Path:
    """Where the form of a release lies; ReleaseStopped where the period may not be released, or not yet."""
    project, ledger = desk.project, desk.steps.ledger
    if NEEDS[request.kind].intersection(stale_stages(desk)):
        raise ReleaseStopped(problem("TIP-E573"))
    problems = refusals(request, ledger, project.policy, project.community.calendar)
    if problems:
        raise ReleaseStopped(*problems)
    return project.releases / f"{request.name(ledger)}.toml"


def prepare(desk: Desk, request: Request, path: Path) -> list[str]:
    """Make the candidate and an empty form for it."""
    _ = desk.gates  # its process loads while the candidate is made
    candidate = desk.steps.candidate(request)
    _require_fit(desk, candidate)
    show(candidate.published, candidate.folder / "site")
    _write_form(desk, request, candidate, path)
    return [
        f"Candidate of the release {candidate.name}, for those who approve and nobody else:",
        f"  tables: {candidate.published}",
        f"  pages: {candidate.folder / 'site' / 'index.html'}",
        f"Approval form: {path}",
        "Next: look at the candidate together, fill in the form, and run the same command again.",
    ]


def approve(desk: Desk, request: Request, path: Path) -> list[str]:
    """Make the candidate anew, hold it against what was approved, and freeze it."""
    form = read_form(path)
    _require_complete(desk, request, form, path, needs_note=request.kind == "rebase")
    _ = desk.gates
    candidate = desk.steps.candidate(request, released_on=request.today)
    if candidate.digest != form.candidate:
        kept = _put_aside(path)
        _write_form(desk, request, candidate, path)
        raise ReleaseStopped(problem("TIP-E581", file=path.name, kept=kept.name))
    _require_complete(desk, request, form, path, needs_note=bool(candidate.changed))
    _require_fit(desk, candidate)
    entry = desk.steps.freeze(candidate, request, form, path)
    steps = Steps(desk.project)
    steps.show_last()
    steps.show()
    return [
        f"Released: {entry.id}, number {entry.number} of the ledger. It stays as it is.",
        f"Tables: {desk.project.published}",
        f"Pages: {desk.project.site / 'index.html'}",
        f"The next release can be made from {entry.next_release_after} on.",
    ]


def _require_complete(desk: Desk, request: Request, form: Form, path: Path, *, needs_note: bool) -> None:
    name, approvals = request.name(desk.steps.ledger), desk.project.policy.release.approvals
    problems = check_form(form, path, request.today, approvals, needs_note=needs_note)
    if (form.release, form.kind) != (name, request.kind):
        problems.insert(0, problem("TIP-E583", file=path.name, id=name))
    if problems:
        raise ReleaseStopped(*problems)


def _require_fit(desk: Desk, candidate: Candidate) -> None:
    """The same gate that every draft goes through, held against the last release."""
    ledger = desk.steps.ledger
    last = shapes_in(desk.project.releases / ledger[-1].id / "published") if ledger else None
    now = shapes_in(candidate.published)
    gate = desk.gates.release(now, last, declared=list(candidate.tables), explained=desk.accepted_jumps)
    if not gate.ok:
        raise ReleaseStopped(*(problem("TIP-E010", what=said) for said in gate.failed))


def _write_form(desk: Desk, request: Request, candidate: Candidate, path: Path) -> None:
    approvals = desk.project.policy.release.approvals
    form = new_form(candidate.name, request.kind, request.today, candidate.digest, approvals)
    count, every = len(candidate.changed), len(candidate.tables)
    is_needed = "is needed" if count or request.kind == "rebase" else "is not needed"
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}")
    said = f"Tables that say otherwise: {count} of {every}. A note {is_needed}.{_acts_since(desk)}"
    partial.write_text(form_text(form, said), encoding="utf-8")
    partial.replace(path)


def _acts_since(desk: Desk) -> str:
    """What was corrected, taken back or purged since the last release, for those who write the note of revision."""
    last = max((entry.released_on for entry in desk.steps.ledger), default=None)
    later = [act for act in read_acts(desk.project.submissions) if last is None or (act.on and act.on >= last)]
    counts = {kind: sum(act.act == kind for act in later) for kind in ("corrected", "withdrawn", "purged")}
    told = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    return f" Acts since the last release, not for readers: {told}." if told else ""


def _put_aside(path: Path) -> Path:
    """A form that was filled in for another candidate keeps its answers under another name."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.outdated-{number}.toml")).exists():
        number += 1
    path.rename(kept)
    return kept
