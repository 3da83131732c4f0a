"""From a provider's inbox to text rows: every cell exactly as it was written, with its row number and its file."""

from pipelines.receive.deliver import Outcome, Receipt, receive
from pipelines.receive.folders import fingerprint, given_name, unread_originals
from pipelines.receive.inbox import Inbox, find_deliveries, is_reported
from pipelines.receive.joined import read_joined
from pipelines.receive.keeping import Keeping
from pipelines.receive.reader import ROW, Counts, Reader, read_rows
from pipelines.receive.store import Stored, read_stored

__all__ = [
    "ROW",
    "Counts",
    "Inbox",
    "Keeping",
    "Outcome",
    "Reader",
    "Receipt",
    "Stored",
    "find_deliveries",
    "fingerprint",
    "given_name",
    "is_reported",
    "read_joined",
    "read_rows",
    "read_stored",
    "receive",
    "unread_originals",
]
