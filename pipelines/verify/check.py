"""The whole check of one folder, in the order in which one thing rests on another."""

from dataclasses import dataclass
from pathlib import Path

from pipelines.verify.bounds import work_out
from pipelines.verify.cells import check_cells
from pipelines.verify.complete import check_complete
from pipelines.verify.continued import check_continued
from pipelines.verify.crossed import check_crossed
from pipelines.verify.derived import check_derived, check_files, uncovered
from pipelines.verify.folder import Folder, Rule
from pipelines.verify.joint import check_joint
from pipelines.verify.multipliers import read_multipliers
from pipelines.verify.proof import read_proof
from pipelines.verify.shown import check_listed
from pipelines.verify.structure import check_sums
from pipelines.verify.ties import check_ties
from pipelines.verify.witnesses import check_witnesses
from schemas.problems import ReleaseStopped, problem


@dataclass(frozen=True)
class Verified:
    """How much was checked, under which rule; `uncovered` are columns of which the certificate says nothing."""

    facts: int
    sums: int
    witnesses: int
    quantities: int
    rule: Rule
    uncovered: tuple[str, ...]


def verify(site: Path) -> Verified:
    """Check the certificate of a published folder or of a site.

    Raises:
        ReleaseStopped: Everything by which the folder does not prove what it says.
    """
    folder = Folder.find(site)
    release = folder.release()
    rule = folder.rule(release)
    if rule.profile == "dp":
        what = "says that its numbers have noise in them, for which there is no certificate"
        raise ReleaseStopped(problem("TIP-E540", file="release.json", what=what))
    tables, proof = folder.tables(release), read_proof(folder)
    facts, sums = proof.facts, proof.sums
    with folder.reading(folder.root / "release.json"):
        placed, problems = check_cells(tables, facts, rule)
        problems += check_sums(placed, facts, sums, rule)
        problems += [found for table in placed for found in check_derived(table, release)]
    problems += [*check_ties(facts, sums, rule), *check_witnesses(proof), *check_continued(folder, release)]
    problems += [found for table in placed for found in check_files(folder, table)]
    if problems:  # what follows reads the sums and the witnesses as they should be
        raise ReleaseStopped(*problems)
    bounds = work_out(facts, sums)
    problems += check_listed(proof, bounds, rule, read_multipliers(folder, proof))
    problems += check_complete(proof, bounds, rule)
    problems += check_joint(placed, proof)
    if rule.profile != "exact":
        problems += check_crossed(placed, proof, rule)
    if problems:
        raise ReleaseStopped(*problems)
    return Verified(
        facts=len(facts),
        sums=len(sums),
        witnesses=proof.witnesses.shape[1],
        quantities=len(proof.protected.why),
        rule=rule,
        uncovered=tuple(column for table in placed for column in uncovered(table)),
    )
