"""The last steps on disk: candidates, the releases made of them, and the pages."""

import json
import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipelines.freshness import digest, digest_of_files
from pipelines.project import CHECKOUT
from pipelines.releases import (
    Approval,
    Entry,
    Form,
    Request,
    canonical,
    changed_tables,
    digest_files,
    digest_text,
    first_day_to_release,
    freeze,
    next_period,
)
from pipelines.show import show
from pipelines.steps.drafts import Drafts

CODE = digest_of_files(CHECKOUT / "pipelines" / "show", CHECKOUT / "dashboards")


@dataclass(frozen=True)
class Candidate:
    """Tables that may become a release. `digest` is of all that is in them but for the day of the release."""

    name: str
    folder: Path
    digest: str
    tables: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def published(self) -> Path:
        """What readers would get."""
        return self.folder / "published"


@dataclass(frozen=True)
class Steps(Drafts):
    """Every step of one project. Each does nothing where its last result is still true."""

    def candidate(self, request: Request, released_on: date | None = None) -> Candidate:
        """Count and protect the records up to the end of a period; with `released_on` it is as it will be released."""
        name, rebase = request.name(self.ledger), request.kind == "rebase"
        folder = self.project.data("candidate") / name
        shutil.rmtree(folder, ignore_errors=True)
        counted = folder / "counted"
        counted.mkdir(parents=True)
        specs = self.declared if rebase else self.specs
        names = self.names_anew if rebase else self.names
        years = tuple(year for year in names.years if str(year) <= request.until)
        names = replace(names, years=years, until=request.until)
        self._count(specs, names, counted, rebase=rebase, keep=folder / "private")
        status = "released" if released_on else "draft"
        told = {"id": name, "period": request.period, "kind": request.kind, **self._previous()}
        said = {"status": status, "release": {**told, "released_on": released_on and str(released_on)}}
        tables = self.handed_in(specs, request.until)
        self._protect(tables, names, counted, said, folder / "published")
        return Candidate(name, folder, _digest(folder), tuple(tables), self._changed(request, folder / "published"))

    def _changed(self, request: Request, published: Path) -> tuple[str, ...]:
        """The tables that say something else than the last release did."""
        if not self.ledger:
            return ()
        last = self.ledger[-1]
        through = last.frozen_through if request.until > last.frozen_through else ""
        return tuple(changed_tables(published, self.project.releases / last.id / "published", through))

    def freeze(self, candidate: Candidate, request: Request, form: Form, path: Path) -> Entry:
        """Make the candidate a release that stays."""
        policy = self.project.policy.model_dump(mode="json", exclude={"allow"})
        review = form.survivor_review.model_dump(mode="json")
        following = first_day_to_release(next_period(request.period), self.project.policy.release.lag_days)
        entry = Entry(
            id=candidate.name,
            period=request.period,
            kind=request.kind,
            released_on=request.today,
            profile=self.project.policy.profile,
            policy=policy,
            policy_digest=digest_text(canonical(policy)),
            approvals=tuple(Approval.model_validate(signed.model_dump()) for signed in form.approval),
            survivor_review={key: str(value).strip() for key, value in review.items()},
            revision_note=form.revision_note.strip(),
            revision_reasons=tuple(dict.fromkeys(form.revision_reasons)),
            next_release_after=following,
        )
        private = candidate.folder / "private"
        parts = {"published": candidate.published, "private": private, "private/approval.toml": path}
        kept = freeze(self.project.releases, self.ledger, entry, parts)
        shutil.rmtree(candidate.folder, ignore_errors=True)
        return kept

    def site_stamp(self) -> str:
        """Everything that the pages depend on."""
        return digest(self._mark("published"), CODE)

    def is_shown(self) -> bool:
        """Whether the pages are those of the published tables."""
        return self.project.site.exists() and self._mark("site") == self.site_stamp()

    def show(self) -> None:
        """Make the pages from the published tables."""
        if not self.is_shown():
            show(self.project.published, self.project.site)
            self._set_mark("site", self.site_stamp())


def _digest(folder: Path) -> str:
    """What people approve: every byte of the candidate but for its state and the day of its release."""
    files = {
        f"{part}/{name}": found
        for part in ("private", "published")
        for name, found in digest_files(folder / part).items()
    }
    told = json.loads((folder / "published" / "release.json").read_text(encoding="utf-8"))
    told |= {"status": "", "release": {**told["release"], "released_on": None}}
    return digest_text(canonical({**files, "published/release.json": canonical(told)}))
