"""draft: from a file of a new source to a declaration with everything that the file tells, and what it does not."""

from pipelines.draft.draft import Drafted, draft

__all__ = ["Drafted", "draft"]
