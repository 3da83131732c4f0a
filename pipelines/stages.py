"""The stages of a run in their order, and which of them are not true any more."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.desk import Desk

STAGES = ("received", "conformed", "linked", "counted", "published", "site")


def stale_stages(desk: "Desk") -> tuple[str, ...]:
    """The stages whose result is not true any more, and all after them; a stopped file alone makes nothing stale."""
    steps, project = desk.steps, desk.project
    checks = {
        "received": lambda: not any(steps.waiting(name) for name in project.sources),
        "conformed": steps.all_conformed,
        "linked": steps.is_linked,
        "counted": steps.is_counted,
        "published": steps.is_published,
        "site": steps.is_shown,
    }
    for at, stage in enumerate(STAGES):
        if not checks[stage]():
            return STAGES[at:]
    return ()
