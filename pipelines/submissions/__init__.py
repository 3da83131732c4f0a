"""The life of what is handed in: a ledger of acts, receipts, corrections, and data that somebody takes back."""

from pipelines.submissions.ledger import REASONS, Act, add_acts, read_acts
from pipelines.submissions.receipt import Told, write_receipt
from pipelines.submissions.room import Room
from pipelines.submissions.take import is_recorded, take
from pipelines.submissions.withdraw import finish, is_unfinished, purge, withdraw_all, withdraw_file, withdraw_record

__all__ = [
    "REASONS",
    "Act",
    "Room",
    "Told",
    "add_acts",
    "finish",
    "is_recorded",
    "is_unfinished",
    "purge",
    "read_acts",
    "take",
    "withdraw_all",
    "withdraw_file",
    "withdraw_record",
    "write_receipt",
]
