"""From a provider's inbox to text rows: every cell exactly as it was written, with its row number and its file."""

from pipelines.receive.deliver import Outcome, Receipt, receive, unread_originals
from pipelines.receive.inbox import Inbox, find_deliveries
from pipelines.receive.joined import read_joined
from pipelines.receive.reader import ROW, Counts, Reader, read_rows
from pipelines.receive.store import Stored, read_stored

__all__ = [
    "ROW",
    "Counts",
    "Inbox",
    "Outcome",
    "Reader",
    "Receipt",
    "Stored",
    "find_deliveries",
    "read_joined",
    "read_rows",
    "read_stored",
    "receive",
    "unread_originals",
]
