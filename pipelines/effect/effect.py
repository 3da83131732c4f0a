"""Every published figure that a file would change: what is told of it now, and what may be told of it then.

It is said of what readers see now and of the organisation's own rows, never of anybody else's: whoever asks, with
however many files, learns nothing that is not published.
"""

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from pipelines.count import TableSpec
from pipelines.effect.compare import NOBODY, changes_of, new_reports, read_told
from pipelines.effect.labels import Labels
from pipelines.effect.own import Own, own_counts
from pipelines.effect.words import Words
from pipelines.feedback.effect import Change, Effect
from pipelines.project import Project
from pipelines.publish.foresee import step_of
from pipelines.steps import Steps
from schemas.labels import Language
from schemas.problems import Mistake, problem

PEOPLE = "person"


def effect_of(project: Project, source: str, file: Path, language: Language, on: date) -> Effect:
    """What would change if the file were handed in; nothing is kept."""
    steps, words = Steps(project), Words(language)
    if project.policy.profile == "dp":
        return Effect(notes=(words["noise"],), is_known=False)
    if not _is_current(steps):
        return Effect(notes=(str(problem("TIP-E774").told_in(language)),), is_known=False)
    through = steps.ledger[-1].frozen_through if steps.ledger else ""
    specs = steps.allowed(steps.specs)
    try:
        own = own_counts(project, source, file, specs, steps.names, through, on)
    except Mistake:  # the check of the file itself has said why
        return Effect(notes=(words["stopped"],), is_known=False)
    if not own.is_taken:
        return Effect(notes=(words["stopped"],), is_known=False)
    labels = Labels.of(project, specs, own.after, language)
    changes = tuple(
        change for name, spec in specs.items() for change in _changes(project, spec, own, labels, words, through)
    )
    return Effect(changes, tuple(_notes(specs, {change.table for change in changes}, words, through)))


def _is_current(steps: Steps) -> bool:
    """As long as nothing is released, readers see a draft: whether it is that of all rows but those of the file."""
    if steps.ledger or not any(steps.deliveries(source) for source in steps.project.sources):
        return True
    return steps.all_conformed() and steps.is_linked() and steps.is_counted() and steps.is_published()


def _changes(
    project: Project, spec: TableSpec, own: Own, labels: Labels, words: Words, through: str
) -> Iterator[Change]:
    """The figures of one table."""
    names = list(spec.dimensions)
    before, after = own.before[spec.name], own.after[spec.name]
    told = read_told(project.published, spec.name, names, project.policy, words)
    if after.is_counted:
        first = step_of(NOBODY, 0, project.policy)
        found = changes_of(before, after, told, first, words, is_released=bool(through))
    else:
        found = new_reports(after, told, words, through)
    for one in found:
        yield Change(spec.title_in(words.language), labels.cell(names, one.cell), one.now, one.then, one.is_certain)


def _notes(specs: dict[str, TableSpec], changed: Collection[str], words: Words, through: str) -> Iterator[str]:
    """How it was found out, and what was left out."""
    yield words["how"]
    if any(PEOPLE in spec.reads for spec in specs.values() if spec.title_in(words.language) in changed):
        yield words["linked"]
    if through:
        yield words["released"].format(through=through)
