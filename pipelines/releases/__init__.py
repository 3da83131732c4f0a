"""Releases: a period is asked for, approved by people, frozen, and written into a ledger that shows every edit."""

from pipelines.releases.approval import Form, check_form, form_text, new_form, read_form
from pipelines.releases.current import check_shown, public_ledger, show_last, shows_last
from pipelines.releases.freeze import freeze, frozen_counts, open_ledger
from pipelines.releases.ledger import Approval, Entry, canonical, check_ledger, digest_files, digest_text, read_ledger
from pipelines.releases.periods import first_day_to_release, next_period, periods_of, read_period
from pipelines.releases.request import Request, refusals, require_same_ground
from pipelines.releases.revised import changed_tables

__all__ = [
    "Approval",
    "Entry",
    "Form",
    "Request",
    "canonical",
    "changed_tables",
    "check_form",
    "check_ledger",
    "check_shown",
    "digest_files",
    "digest_text",
    "first_day_to_release",
    "form_text",
    "freeze",
    "frozen_counts",
    "new_form",
    "next_period",
    "open_ledger",
    "periods_of",
    "public_ledger",
    "read_form",
    "read_ledger",
    "read_period",
    "refusals",
    "require_same_ground",
    "show_last",
    "shows_last",
]
