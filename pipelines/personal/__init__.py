"""Personal data stop at the door: forbidden columns, patterns inside cells, free text. No value is ever told."""

from pipelines.personal.door import IN_CELLS, PROSE, Door, is_dropped
from pipelines.personal.headers import header_kind
from pipelines.personal.roles import roles_of

__all__ = ["IN_CELLS", "PROSE", "Door", "header_kind", "is_dropped", "roles_of"]
